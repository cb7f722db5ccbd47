import * as vscode from 'vscode';
import { PART_EXTENSION } from '../partFileName';

/**
 * Replaces a file as a whole: a reader never sees half of it, and a crash leaves it as it was. Two windows that do so at
 * once write beside each other, or else one could give the file the half that the other has written.
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

/** Removes a file; one that is not there, or is just being played, as Windows sees it, stays as it is. */
export async function removeFile(uri: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
}
