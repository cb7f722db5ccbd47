import * as vscode from 'vscode';
import type { inform } from './message';

/** A button of a message, and the command of ours that it gives. */
export type Action = readonly [title: string, command: `veo.${string}`];

/**
 * Tells something, with commands that may be given then.
 *
 * @param argument of each of the commands
 */
export async function offer(
  say: typeof inform,
  text: string,
  actions: readonly Action[],
  argument?: unknown,
): Promise<void> {
  const answer = await say(text, ...actions.map(([title]) => title));
  const [, command] = actions.find(([title]) => title === answer) ?? [];
  if (command) await vscode.commands.executeCommand(command, argument);
}
