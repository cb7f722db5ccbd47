import * as vscode from 'vscode';
import type { Platform } from '../../platform/platform';
import { digestOf } from '../../saving/digest';
import { SaveError, saveErrorOf, type VideoFile, withPlace } from '../../saving/videoFile';

/** Where a file is, as it is kept in the list: a path, or the URI of a file system that has no paths. */
export function fileOf(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

/** The same back. A drive such as `C:` is no scheme. */
export function uriOf(file: string): vscode.Uri {
  return /^[a-z][\w+.-]+:\/\//i.test(file) ? vscode.Uri.parse(file) : vscode.Uri.file(file);
}

/** Bytes of a file; undefined when there is none. */
export async function sizeOf(uri: vscode.Uri): Promise<number | undefined> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    return type & vscode.FileType.File ? size : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a file is surely not there any more: one on a disk that is only not plugged in may come back. */
export async function isRemoved(uri: vscode.Uri): Promise<boolean> {
  const folder = folderOf(uri);
  return (await isMissing(uri)) && !(await isMissing(folder));
}

function isMissing(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => false,
    ({ code }) => code === 'FileNotFound',
  );
}

/** The folder that a file lies in. */
export function folderOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

/** The name of a file. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** The name of a file without its ending. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/, '');
}

/** What a folder holds; nothing when it does not exist. */
export async function entriesOf(folder: vscode.Uri): Promise<vscode.Uri[]> {
  try {
    const found = await vscode.workspace.fs.readDirectory(folder);
    return found.map(([name]) => vscode.Uri.joinPath(folder, name));
  } catch {
    return [];
  }
}

/** What the name of a file ends with while it is written. */
export const PART = '.part';

/**
 * Replaces a file as a whole: a reader never sees half of it, and a death in the midst leaves it as it was. Two windows
 * that do so at once write beside each other, or else one could give the file the half that the other has written.
 */
export async function replaceFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  const part = uri.with({ path: `${uri.path}.${crypto.randomUUID()}${PART}` });
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

/**
 * Opens a file for a video in a folder that exists: on a disk piece by piece, elsewhere in memory until it is whole.
 *
 * @throws SaveError
 */
export async function openVideoFile(folder: vscode.Uri, { createVideoFile }: Platform): Promise<VideoFile> {
  if (folder.scheme === 'file' && createVideoFile) return createVideoFile(folder.fsPath);
  return new WorkspaceVideoFile(folder);
}

/**
 * A video on a file system that VS Code reaches for us, and that takes a file only as a whole. Nothing there takes a name
 * exclusively: of two windows that save under one name at the same moment, the file system decides whether one is refused.
 * What was there before is never replaced unless that is wanted, nor is it within one window (`NameClaims`).
 */
class WorkspaceVideoFile implements VideoFile {
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
    const part = vscode.Uri.joinPath(this.folder, `.veo-${crypto.randomUUID()}.part`);
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
      if (!isCopied) throw kind === 'exists' ? fault : withPlace(fault, fileOf(part));
    }
  }

  sha256(): Promise<string> {
    return digestOf(this.whole());
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

/** Whether a file holds just these bytes. */
export async function holds(uri: vscode.Uri, sha256: string): Promise<boolean> {
  try {
    return (await digestOf(new Uint8Array(await vscode.workspace.fs.readFile(uri)))) === sha256;
  } catch {
    return false;
  }
}

/**
 * Makes a folder and those it lies in.
 *
 * @throws SaveError
 */
export async function makeFolder(folder: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.createDirectory(folder);
  } catch (error) {
    throw saveErrorOf(error);
  }
}

/** @throws SaveError `noFolder` */
export async function requireFolder(folder: vscode.Uri): Promise<void> {
  const isFolder = await vscode.workspace.fs.stat(folder).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
  if (!isFolder) throw new SaveError('noFolder', `${fileOf(folder)} does not exist`);
}
