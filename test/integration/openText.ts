import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { scratchFolder } from './session';

/**
 * Opens a text in an editor, as a file of a name that no other has. A new untitled document may come with the text of a
 * closed one: VS Code names it alike, and takes its backup, which it removes only later, for the content.
 */
export async function openText(content: string): Promise<vscode.TextDocument> {
  const file = join(scratchFolder, `${randomUUID()}.txt`);
  writeFileSync(file, content);
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document);
  return document;
}
