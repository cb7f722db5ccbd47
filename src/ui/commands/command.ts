import * as vscode from 'vscode';
import { t } from '../language/t';
import type { Log } from '../log';
import { CommandError } from '../messages/commandError';
import { fail } from '../messages/message';

/** The handler of a command, which gets the arguments of the call. */
export type Command = (...args: readonly unknown[]) => unknown;

/** Handlers by the ids of their commands. */
export type Commands = Readonly<Record<`veo.${string}`, Command>>;

/** Registers commands. A CommandError is shown as it is; any other error is logged, and its message offers the log. */
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
 * Runs work that its command does not wait for, such as a message until the person answers it. An error of the work is
 * shown as if the command had thrown it.
 */
export type RunInBackground = (work: Promise<unknown>) => void;

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
