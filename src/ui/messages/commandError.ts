import * as vscode from 'vscode';
import { t } from '../language/t';

/** A fault that the person can do something about; the message says what. The command that meets it shows it. */
export class CommandError extends Error {}

/** A setting could not be written. */
export function settingsFault(): CommandError {
  return new CommandError(
    t('The settings could not be written. Open them and correct what is marked there, then try again.'),
  );
}

/** Waits until a setting is written. @throws CommandError when it cannot be */
export async function orSettingsFault(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch {
    throw settingsFault();
  }
}

/** The error of a command that could not read older operations from the archive. */
export function archiveFault(error: unknown): Error {
  if (error instanceof vscode.CancellationError) return error;
  return new CommandError(t('The older operations could not be read: {0}', codeOrMessage(error)));
}

/** Waits for a read of the archive. @throws as `archiveFault` says */
export async function orArchiveFault<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    throw archiveFault(error);
  }
}

function codeOrMessage(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return [code, message].find((said) => typeof said === 'string') ?? String(error);
}
