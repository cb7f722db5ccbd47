import * as vscode from 'vscode';
import { t } from '../language/t';
import type { Log } from '../log';
import { CommandError } from '../messages/commandError';
import { fail } from '../messages/message';

/** A command of ours: what is done with the arguments it was called with. */
export type Command = (...args: readonly unknown[]) => unknown;

/** Commands by their ids. */
export type Commands = Readonly<Record<`veo.${string}`, Command>>;

/** Registers commands. What they throw is told to the person: expected errors as they are, others with the log. */
export function registerCommands(commands: Commands, log: Log): vscode.Disposable[] {
  return Object.entries(commands).map(([id, run]) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await run(...args);
      } catch (error) {
        void notifyError(id, error, log);
        return undefined;
      }
    }),
  );
}

/**
 * Lets work go on that a command does not wait for, such as a message until somebody answers it; what it throws is told
 * as if the command had thrown it.
 */
export type RunInBackground = (work: Promise<unknown>) => void;

/** Tells what such work throws, and logs it. */
export function createBackgroundRunner(log: Log): RunInBackground {
  return (work) => void work.catch((error) => notifyError('A command', error, log));
}

async function notifyError(id: string, error: unknown, log: Log): Promise<void> {
  if (error instanceof vscode.CancellationError) return;
  if (error instanceof CommandError) {
    await fail(error.message);
    return;
  }
  log.error(id, error);
  const showLog = t('Show Log');
  const message = t('Something unexpected went wrong. See the log for details.');
  if ((await fail(message, showLog)) === showLog) log.show();
}
