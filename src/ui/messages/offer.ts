import * as vscode from 'vscode';
import type { inform } from './message';

/** A button of a message, and the command of ours that it gives, with an argument. */
export type Action = readonly [title: string, command: `veo.${string}`, argument: unknown];

/** Tells something, with commands that may be given then. */
export async function offer(say: typeof inform, text: string, actions: readonly Action[]): Promise<void> {
  const answer = await say(text, ...actions.map(([title]) => title));
  const chosen = actions.find(([title]) => title === answer);
  if (chosen) await vscode.commands.executeCommand(chosen[1], chosen[2]);
}
