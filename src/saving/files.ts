import { sha256Of } from './digest';
import { type FileUri, folderOf } from './fileUri';
import type { FileWriter } from './saveError';

/** What lies at a place. */
export type FileStat =
  /** `isLink`: it lies elsewhere, and a link leads there. `size` in bytes; `modifiedAt` in ms since the epoch. */
  | { readonly kind: 'file'; readonly isLink: boolean; readonly size: number; readonly modifiedAt: number }
  | { readonly kind: 'folder' }
  | { readonly kind: 'missing' }
  /** Nobody can tell, such as of a disk that is not plugged in. */
  | { readonly kind: 'unknown' };

/** The files that saving works with: the port that `platform/vscode` implements. */
export interface Files {
  /** The place that the list keeps as this text (`fileOf`). */
  at(file: string): FileUri;
  /** Never rejects. */
  stat(place: FileUri): Promise<FileStat>;
  /** @throws the system's error */
  read(file: FileUri): Promise<Uint8Array<ArrayBuffer>>;
  /** What a folder holds; nothing when it does not exist. */
  list(folder: FileUri): Promise<readonly FileUri[]>;
  /** Removes a file, a link and not what it leads to. What is not there, or is in use, stays as it is. */
  remove(file: FileUri): Promise<void>;
  /**
   * Makes a folder and those it lies in.
   *
   * @throws SaveError
   */
  makeFolder(folder: FileUri): Promise<void>;
  /**
   * Opens a file for a video in a folder that exists. It follows no link, and never replaces a file unless that is wanted.
   *
   * @throws SaveError
   */
  create(folder: FileUri): Promise<FileWriter>;
}

/** Bytes of a file; undefined when there is none. */
export async function sizeOf(place: FileUri, files: Files): Promise<number | undefined> {
  const found = await files.stat(place);
  return found.kind === 'file' ? found.size : undefined;
}

/** Whether a file was surely removed: one on a disk that is only not plugged in may come back. */
export async function isRemoved(place: FileUri, files: Files): Promise<boolean> {
  const isMissing = async (one: FileUri) => (await files.stat(one)).kind === 'missing';
  return (await isMissing(place)) && !(await isMissing(folderOf(place)));
}

/** Whether a file holds just the bytes of this digest, which is hexadecimal. */
export async function hasDigest(place: FileUri, sha256: string, files: Files): Promise<boolean> {
  return files
    .read(place)
    .then(sha256Of)
    .then(
      (found) => found === sha256,
      () => false,
    );
}
