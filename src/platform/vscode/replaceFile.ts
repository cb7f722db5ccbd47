import * as vscode from 'vscode';
import { PART_EXTENSION } from '../partFileName';

/**
 * Replaces a file atomically: a reader never sees half of it, and a crash leaves it as it was. Each window writes to a
 * temporary file of its own, so that none renames a file that another one has not finished.
 */
export async function replaceFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  await renameInto(uri, (part) => vscode.workspace.fs.writeFile(part, bytes));
}

/** The same for a file of the person, which keeps its mode: nobody else may read it now who could not before. */
export async function rewriteFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  await renameInto(uri, async (part) => {
    if (await isThere(uri)) await fs.copy(uri, part);
    await fs.writeFile(part, bytes);
  });
}

async function renameInto(uri: vscode.Uri, write: (part: vscode.Uri) => Thenable<void>): Promise<void> {
  const part = uri.with({ path: `${uri.path}.${crypto.randomUUID()}${PART_EXTENSION}` });
  try {
    await write(part);
    await vscode.workspace.fs.rename(part, uri, { overwrite: true });
  } catch (error) {
    await removeFile(part);
    throw error;
  }
}

/** A file that cannot be looked at is not overwritten without its mode. @throws what the file system throws */
async function isThere(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    (error) => {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
      throw error;
    },
  );
}

/** Removes a file or an empty folder. Ignores what is missing, and what Windows does not remove because it is being played. */
export async function removeFile(uri: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
}
