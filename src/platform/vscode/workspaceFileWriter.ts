import * as vscode from 'vscode';
import { type CommitMode, type FileWriter, sha256Of } from '../../saving/files';
import { pathOrUri } from '../../saving/fileUri';
import { saveErrorOf, withLeftover } from '../../saving/saveError';
import { partFileName } from '../partFileName';
import { concatenated } from './concatenated';
import { removeFile } from './replaceFile';

/**
 * Writes a file in a file system of VS Code. These can only write whole files, so the bytes stay in memory until `commit`.
 * `create` never replaces a file that was there before, nor one of this window (`NameClaims`). But these file systems have
 * no exclusive rename: if two windows commit one name at the same moment, one file may replace the other.
 */
export class WorkspaceFileWriter implements FileWriter {
  private pieces: Uint8Array[] = [];

  constructor(private readonly folder: vscode.Uri) {}

  async append(piece: Uint8Array): Promise<void> {
    // Copied, because the network code may reuse its buffer.
    this.pieces.push(piece.slice());
  }

  async truncate(): Promise<void> {
    this.pieces = [];
  }

  async commit(name: string, mode: CommitMode): Promise<void> {
    const { fs } = vscode.workspace;
    const part = vscode.Uri.joinPath(this.folder, partFileName(crypto.randomUUID()));
    try {
      await fs.stat(this.folder);
      await fs.writeFile(part, concatenated(this.pieces));
    } catch (error) {
      await removeFile(part);
      throw saveErrorOf(error);
    }
    await this.rename(part, vscode.Uri.joinPath(this.folder, name), mode === 'replace');
  }

  /** Tries a copy when the rename fails. When both fail, the complete file stays under its temporary name. */
  private async rename(part: vscode.Uri, uri: vscode.Uri, overwrite: boolean): Promise<void> {
    const { fs } = vscode.workspace;
    try {
      await fs.rename(part, uri, { overwrite });
    } catch (error) {
      const fault = saveErrorOf(error);
      const isTaken = fault.kind === 'exists';
      if (!isTaken && !(await succeeds(fs.copy(part, uri, { overwrite })))) {
        throw withLeftover(fault, pathOrUri(part));
      }
      await removeFile(part);
      if (isTaken) throw fault;
    }
  }

  sha256(): Promise<string> {
    return sha256Of(concatenated(this.pieces));
  }

  async discard(): Promise<void> {
    this.pieces = [];
  }
}

function succeeds(work: Thenable<unknown>): Promise<boolean> {
  return Promise.resolve(work).then(
    () => true,
    () => false,
  );
}
