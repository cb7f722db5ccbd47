import * as vscode from 'vscode';
import type { FileUri } from '../../saving/fileUri';
import { isOnThisComputer } from '../localFile';

/** Reveals a file: on this computer in the system's file manager, on another one in VS Code's Explorer. */
export async function showInFolder(uri: FileUri): Promise<void> {
  await vscode.commands.executeCommand(isOnThisComputer(uri) ? 'revealFileInOS' : 'revealInExplorer', uri);
}
