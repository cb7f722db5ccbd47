import * as vscode from 'vscode';
import type { Place } from '../../saving/place';
import { isOnThisComputer } from '../localFile';

/** Shows a file where it lies: on the computer in front of the person in its own file manager, elsewhere in the Explorer. */
export async function showInFolder(uri: Place): Promise<void> {
  await vscode.commands.executeCommand(isOnThisComputer(uri) ? 'revealFileInOS' : 'revealInExplorer', uri);
}
