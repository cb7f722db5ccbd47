import * as vscode from 'vscode';
import { PART_EXTENSION } from '../partFileName';

/**
 * Replaces a file atomically: a reader never sees half of it, and a crash leaves it as it was. Each window writes to a
 * temporary file of its own, so that none renames a file that another one has not finished.
 */
export async function replaceFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  const part = uri.with({ path: `${uri.path}.${crypto.randomUUID()}${PART_EXTENSION}` });
  try {
    await fs.writeFile(part, bytes);
    await fs.rename(part, uri, { overwrite: true });
  } catch (error) {
    await removeFile(part);
    throw error;
  }
}

/** Removes a file or an empty folder. Ignores what is missing, and what Windows does not remove because it is being played. */
export async function removeFile(uri: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
}
