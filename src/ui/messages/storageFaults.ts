import * as vscode from 'vscode';
import { Once } from '../../base/once';
import { ArchiveWriteError } from '../../tracking/list/operationStorage';
import { t } from '../language/t';
import type { Log } from '../log';
import { CommandError } from './commandError';
import { warn } from './message';

/** Tells, once, of stored operations that could not be read. They are kept aside, so nothing is lost. */
export function notifyUnreadable(count: number, log: Log): void {
  if (count === 0) return;
  log.warn(`${count} stored records could not be read and are kept aside`);
  void warn(
    count === 1
      ? t('One stored operation could not be read. It is kept aside; a newer version may be able to read it.')
      : t(
          '{0} stored operations could not be read. They are kept aside; a newer version may be able to read them.',
          count,
        ),
  );
}

/** Why older operations cannot be shown, for a command. */
export function archiveFault(error: unknown): Error {
  if (error instanceof vscode.CancellationError) return error;
  return new CommandError(t('The older operations could not be read: {0}', saidBy(error)));
}

/** The code of the system or, where it has none, its words. */
function saidBy(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return [code, message].find((said) => typeof said === 'string') ?? String(error);
}

/** What some reading of the archive comes to, for a command. @throws as `archiveFault` says */
export function orArchiveFault<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error) => {
    throw archiveFault(error);
  });
}

/** Makes what tells that the list could not be saved: each time in the log, the first time in a message. */
export function unsavedTeller(log: Log): (reason: unknown) => void {
  const once = new Once();
  return (reason) => {
    log.error('The list of operations could not be saved:', reason);
    const text = unsavedWords(reason);
    if (once.isFirst(text)) void warn(text);
  };
}

function unsavedWords(reason: unknown): string {
  if (reason instanceof ArchiveWriteError) {
    return t(
      'The archive of older operations could not be written. What was to be moved there stays in the workspace’s state; it is tried again with the next change, and when VS Code ends.',
    );
  }
  return t(
    'VS Code could not save the list of operations. Saving is tried again with the next change, and when VS Code ends.',
  );
}
