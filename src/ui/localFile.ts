import * as vscode from 'vscode';

/** Whether a file is on the computer in front of the person: not on a remote machine, nor in a browser's own file system. */
export function isOnThisComputer({ scheme }: { readonly scheme: string }): boolean {
  return scheme === 'file' && vscode.env.remoteName === undefined;
}
