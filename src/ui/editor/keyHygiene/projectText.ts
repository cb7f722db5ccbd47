import * as vscode from 'vscode';
import { t } from '../../language/t';
import { CommandError } from '../../messages/commandError';
import { rewriteFile } from './rewriteFile';

/** No file that is read here is as large as that. */
const MAX_BYTES = 1024 * 1024;

/**
 * The text of a file; empty where there is none. A link of the project is not followed: it would lead the key, or what is
 * added to `.gitignore`, to a file of its choice.
 *
 * @throws CommandError where it cannot be read, or its editor has what is not saved
 */
export async function readText(uri: vscode.Uri): Promise<string> {
  const { fs } = vscode.workspace;
  const stat = await fs.stat(uri).then(
    (found) => found,
    () => undefined,
  );
  if (!stat) return '';
  const name = nameOf(uri);
  if (isDirty(uri)) {
    throw new CommandError(t('{0} has changes that are not saved. Save it, then try again.', name));
  }
  if (stat.type & vscode.FileType.SymbolicLink) {
    throw new CommandError(t('{0} is a link to another file, so it is left alone.', name));
  }
  const isFile = (stat.type & vscode.FileType.File) !== 0;
  if (!isFile || stat.size > MAX_BYTES) throw new CommandError(t('{0} could not be read.', name));
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await fs.readFile(uri));
  } catch {
    throw new CommandError(t('{0} could not be read.', name));
  }
}

/**
 * Changes the text of a file, or makes the file: all of it, or nothing. It is read again right before, since others may have
 * written to it while the person was asked.
 *
 * @throws CommandError where it can be read no more, or not written
 */
export async function changeText(uri: vscode.Uri, change: (text: string) => string): Promise<void> {
  const text = change(await readText(uri));
  try {
    await rewriteFile(uri, new TextEncoder().encode(text));
  } catch {
    throw new CommandError(t('{0} could not be written.', nameOf(uri)));
  }
}

function isDirty(uri: vscode.Uri): boolean {
  return vscode.workspace.textDocuments.some((one) => one.isDirty && one.uri.toString() === uri.toString());
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
