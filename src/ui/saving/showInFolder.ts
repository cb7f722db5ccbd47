import * as vscode from 'vscode';
import type { FileUri } from '../../saving/fileUri';

/** Shows a file where it lies: on the computer in front of the person in its own file manager, elsewhere in the Explorer. */
export async function showInFolder(uri: FileUri): Promise<void> {
  const isHere = uri.scheme === 'file' && vscode.env.remoteName === undefined;
  await vscode.commands.executeCommand(isHere ? 'revealFileInOS' : 'revealInExplorer', uri);
}
