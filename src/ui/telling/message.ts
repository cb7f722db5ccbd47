import * as vscode from 'vscode';
import { shortened } from '../../outside/shortened';

/** Tells something in a message, with buttons; resolves with the button that was pressed. */
export function inform(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(unlinked(text), ...buttons);
}

/** The same for what did not go well. */
export function warn(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(unlinked(text), ...buttons);
}

/** The same for what failed. */
export function fail(text: string, ...buttons: string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(unlinked(text), ...buttons);
}

/** Tells in the status bar, for a moment, that a small thing was done. */
export function confirm(text: string): void {
  const line = shortened(text, CONFIRMATION_LENGTH).replaceAll('$(', '\\$(');
  vscode.window.setStatusBarMessage(`$(check) ${line}`, 3000);
}

const CONFIRMATION_LENGTH = 80;

/** VS Code makes a link of `[text](address)` in a message, also one that runs a command: not for a server's words. */
function unlinked(text: string): string {
  return text.replaceAll('](', '] (');
}
