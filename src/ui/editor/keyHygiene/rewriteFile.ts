import * as vscode from 'vscode';

/**
 * Writes a file of the person atomically: a crash leaves it as it was. It keeps its mode, so that nobody may read it now who
 * could not before.
 *
 * @throws what the file system throws
 */
export async function rewriteFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  const part = uri.with({ path: `${uri.path}.${crypto.randomUUID()}.part` });
  try {
    // Only a copy has the mode of the file.
    if (await isThere(uri)) await fs.copy(uri, part);
    await fs.writeFile(part, bytes);
    await fs.rename(part, uri, { overwrite: true });
  } catch (error) {
    await fs.delete(part).then(undefined, () => undefined);
    throw error;
  }
}

/** @throws what the file system throws where the file may be there: it is not overwritten without its mode */
async function isThere(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    (error) => {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
      throw error;
    },
  );
}
