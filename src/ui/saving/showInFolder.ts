import * as vscode from 'vscode';
import type { FileUri } from '../../saving/fileUri';

/** Reveals a file: on this computer in the system's file manager, on another one in VS Code's Explorer. */
export async function showInFolder(uri: FileUri): Promise<void> {
  const isHere = uri.scheme === 'file' && vscode.env.remoteName === undefined;
  await vscode.commands.executeCommand(isHere ? 'revealFileInOS' : 'revealInExplorer', uri);
}
