import * as vscode from 'vscode';
import { shortened } from '../../outside/shortened';
import { inList, inMessage, literally } from './literalText';

/** Tells something in a message, with buttons; resolves with the button that was pressed. */
export function inform(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(inMessage(text), ...buttons);
}

/** The same for what did not go well. */
export function warn(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(inMessage(text), ...buttons);
}

/** The same for what failed. */
export function fail(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(inMessage(text), ...buttons);
}

/**
 * Asks in a modal message, which stands before everything else until it is answered.
 *
 * @param detail in lines of their own
 * @returns the title of the button that was pressed
 */
export function ask(
  question: string,
  detail: readonly string[],
  ...buttons: string[]
): Thenable<string | undefined> {
  const options = { modal: true, detail: detail.map(literally).join('\n') };
  return vscode.window.showWarningMessage(literally(question), options, ...buttons);
}

/** Tells in the status bar, for a moment, that a small thing was done. */
export function confirm(text: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${inList(shortened(text, CONFIRMATION_LENGTH))}`, 3000);
}

const CONFIRMATION_LENGTH = 80;
