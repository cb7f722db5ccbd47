import * as vscode from 'vscode';
import { shortened } from '../../outside/shortened';
import type { Action } from './actions';
import { inList, inMessage, literally } from './literalText';

const MAX_CONFIRMATION_CHARACTERS = 80;
const CONFIRMATION_MS = 3000;

/** Shows a message with buttons; resolves with the button that was pressed, if any. */
export function inform(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(inMessage(text), ...buttons);
}

/** The same as a warning. */
export function warn(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(inMessage(text), ...buttons);
}

/** The same as an error. */
export function fail(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(inMessage(text), ...buttons);
}

/** Shows a message with actions, and runs the command of the one that is chosen. */
export async function offer(show: typeof inform, text: string, actions: readonly Action[]): Promise<void> {
  const answer = await show(text, ...actions.map(([title]) => title));
  const chosen = actions.find(([title]) => title === answer);
  if (chosen) await vscode.commands.executeCommand(chosen[1], chosen[2]);
}

/**
 * Asks in a modal message, which blocks the window until it is answered.
 *
 * @param detail lines below the question
 * @returns the title of the button that was pressed
 */
export function askModally(
  question: string,
  detail: readonly string[],
  ...buttons: string[]
): Thenable<string | undefined> {
  const options = { modal: true, detail: detail.map(literally).join('\n') };
  return vscode.window.showWarningMessage(literally(question), options, ...buttons);
}

/** Shows in the status bar, for a moment, that a small thing was done. */
export function confirm(text: string): void {
  const shown = inList(shortened(text, MAX_CONFIRMATION_CHARACTERS));
  vscode.window.setStatusBarMessage(`$(check) ${shown}`, CONFIRMATION_MS);
}
