import * as vscode from 'vscode';
import { folderOf } from '../../saving/fileUri';
import type { ArchiveFile } from '../../tracking/list/archiveFile';
import type { Platform } from '../platform';
import { replaceFile } from './replaceFile';

const NAME = 'archive.jsonl';
/** Characters that are worked on at once. */
const PIECE = 64 * 1024;

/** The archive of a workspace, in the storage that VS Code keeps for it. */
export function archiveFileIn(storage: vscode.Uri, { createArchiveFile }: Platform): ArchiveFile {
  const uri = vscode.Uri.joinPath(storage, NAME);
  if (uri.scheme === 'file' && createArchiveFile) return createArchiveFile(uri.fsPath);
  return new WorkspaceArchiveFile(uri);
}

/** An archive on a file system that VS Code reaches for us, and that takes a file only as a whole. */
export class WorkspaceArchiveFile implements ArchiveFile {
  constructor(private readonly uri: vscode.Uri) {}

  async hasContent(): Promise<boolean> {
    const { size } = await vscode.workspace.fs.stat(this.uri).then(undefined, nothingIfMissing({ size: 0 }));
    return size > 0;
  }

  async *read(): AsyncGenerator<string> {
    const text = new TextDecoder().decode(await this.bytes());
    for (let at = 0; at < text.length; at += PIECE) {
      yield text.slice(at, at + PIECE);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  /** A death in the midst leaves the file as it was. */
  async append(text: string): Promise<void> {
    await vscode.workspace.fs.createDirectory(folderOf(this.uri));
    await replaceFile(this.uri, joined(await this.bytes(), new TextEncoder().encode(text)));
  }

  async clear(size: number): Promise<boolean> {
    if ((await this.bytes()).length !== size) return false;
    await replaceFile(this.uri, new Uint8Array());
    return true;
  }

  private async bytes(): Promise<Uint8Array> {
    return vscode.workspace.fs.readFile(this.uri).then(undefined, nothingIfMissing(new Uint8Array()));
  }
}

/** @throws any other error than that there is no such file */
function nothingIfMissing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if ((error as { code?: unknown }).code === 'FileNotFound') return nothing;
    throw error;
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
