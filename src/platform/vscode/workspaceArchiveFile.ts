import * as vscode from 'vscode';
import { folderOf } from '../../saving/fileUri';
import type { ArchiveFile } from '../../tracking/list/archiveFile';
import type { Platform } from '../platform';
import { concatenated } from './concatenated';
import { replaceFile } from './replaceFile';

const FILE_NAME = 'archive.jsonl';
/** Characters that `read` yields at once. */
const PIECE_CHARACTERS = 64 * 1024;

/** Opens the archive in the storage folder of a workspace. */
export function archiveFileIn(storage: vscode.Uri, { createArchiveFile }: Platform): ArchiveFile {
  const uri = vscode.Uri.joinPath(storage, FILE_NAME);
  if (uri.scheme === 'file' && createArchiveFile) return createArchiveFile(uri.fsPath);
  return new WorkspaceArchiveFile(uri);
}

/** An archive in a file system of VS Code, which can only write whole files. */
export class WorkspaceArchiveFile implements ArchiveFile {
  constructor(private readonly uri: vscode.Uri) {}

  async hasContent(): Promise<boolean> {
    const { size } = await vscode.workspace.fs.stat(this.uri).then(undefined, valueIfMissing({ size: 0 }));
    return size > 0;
  }

  async *read(): AsyncGenerator<string> {
    const text = new TextDecoder().decode(await this.bytes());
    for (let at = 0; at < text.length; at += PIECE_CHARACTERS) {
      yield text.slice(at, at + PIECE_CHARACTERS);
      // Lets other work run before the next piece.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  /** A crash during the write leaves the file as it was. */
  async append(text: string): Promise<void> {
    await vscode.workspace.fs.createDirectory(folderOf(this.uri));
    await replaceFile(this.uri, concatenated([await this.bytes(), new TextEncoder().encode(text)]));
  }

  async clear(size: number): Promise<boolean> {
    if ((await this.bytes()).length !== size) return false;
    await replaceFile(this.uri, new Uint8Array());
    return true;
  }

  private async bytes(): Promise<Uint8Array> {
    return vscode.workspace.fs.readFile(this.uri).then(undefined, valueIfMissing(new Uint8Array()));
  }
}

/** Maps the error for a missing file to a value, and throws any other. */
function valueIfMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if ((error as { code?: unknown }).code === 'FileNotFound') return value;
    throw error;
  };
}
