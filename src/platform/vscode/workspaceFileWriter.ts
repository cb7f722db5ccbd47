import * as vscode from 'vscode';
import { sha256Of } from '../../saving/digest';
import { pathOrUri } from '../../saving/fileUri';
import { type FileWriter, saveErrorOf, withLeftover } from '../../saving/saveError';
import { partFileName } from '../partFileName';
import { removeFile } from './replaceFile';

/**
 * A video on a file system that VS Code reaches for us, and that takes a file only as a whole: it is in memory until then.
 * Nothing there takes a name exclusively: of two windows that save under one name at the same moment, the file system
 * decides whether one is refused. What was there before is never replaced unless that is wanted, nor is it within one
 * window (`NameClaims`).
 */
export class WorkspaceFileWriter implements FileWriter {
  private pieces: Uint8Array[] = [];

  constructor(private readonly folder: vscode.Uri) {}

  async append(piece: Uint8Array): Promise<void> {
    // A copy: what reads the network may use its buffer again.
    this.pieces.push(piece.slice());
  }

  async empty(): Promise<void> {
    this.pieces = [];
  }

  async keep(name: string, mode: 'create' | 'replace'): Promise<void> {
    const { fs } = vscode.workspace;
    const part = vscode.Uri.joinPath(this.folder, partFileName(crypto.randomUUID()));
    try {
      await fs.stat(this.folder);
      await fs.writeFile(part, this.whole());
    } catch (error) {
      await removeFile(part);
      throw saveErrorOf(error);
    }
    await this.giveName(part, vscode.Uri.joinPath(this.folder, name), mode === 'replace');
  }

  /** Where a rename does not work a copy may; and where neither does, the video, which is whole, stays. */
  private async giveName(part: vscode.Uri, uri: vscode.Uri, overwrite: boolean): Promise<void> {
    const { fs } = vscode.workspace;
    try {
      await fs.rename(part, uri, { overwrite });
    } catch (error) {
      const fault = saveErrorOf(error);
      const { kind } = fault;
      const isCopied = kind !== 'exists' && (await isDone(fs.copy(part, uri, { overwrite })));
      if (isCopied || kind === 'exists') await removeFile(part);
      if (!isCopied) throw kind === 'exists' ? fault : withLeftover(fault, pathOrUri(part));
    }
  }

  sha256(): Promise<string> {
    return sha256Of(this.whole());
  }

  async discard(): Promise<void> {
    this.pieces = [];
  }

  private whole(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.pieces.reduce((size, { length }) => size + length, 0));
    let at = 0;
    for (const piece of this.pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}

function isDone(work: Thenable<unknown>): Promise<boolean> {
  return Promise.resolve(work).then(
    () => true,
    () => false,
  );
}
