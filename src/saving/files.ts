import { digestOf } from './digest';
import { folderOf, type Place } from './fileUri';
import type { VideoFile } from './saveError';

/** What lies at a place. */
export type Found =
  /** `isLink`: it lies elsewhere, and a link leads there. `size` in bytes; `modifiedAt` in ms since the epoch. */
  | { readonly kind: 'file'; readonly isLink: boolean; readonly size: number; readonly modifiedAt: number }
  | { readonly kind: 'folder' }
  | { readonly kind: 'missing' }
  /** Nobody can tell, such as of a disk that is not plugged in. */
  | { readonly kind: 'unknown' };

/** The files that saving works with: the port that `platform/vscode` implements. */
export interface Files {
  /** The place that the list keeps as this text (`fileOf`). */
  at(file: string): Place;
  /** Never rejects. */
  stat(place: Place): Promise<Found>;
  /** @throws the system's error */
  read(file: Place): Promise<Uint8Array<ArrayBuffer>>;
  /** What a folder holds; nothing when it does not exist. */
  list(folder: Place): Promise<readonly Place[]>;
  /** Removes a file, a link and not what it leads to. What is not there, or is in use, stays as it is. */
  remove(file: Place): Promise<void>;
  /**
   * Makes a folder and those it lies in.
   *
   * @throws SaveError
   */
  makeFolder(folder: Place): Promise<void>;
  /**
   * Opens a file for a video in a folder that exists. It follows no link, and never replaces a file unless that is wanted.
   *
   * @throws SaveError
   */
  create(folder: Place): Promise<VideoFile>;
}

/** Bytes of a file; undefined when there is none. */
export async function sizeOf(place: Place, files: Files): Promise<number | undefined> {
  const found = await files.stat(place);
  return found.kind === 'file' ? found.size : undefined;
}

/** Whether a file was surely removed: one on a disk that is only not plugged in may come back. */
export async function isRemoved(place: Place, files: Files): Promise<boolean> {
  const isMissing = async (one: Place) => (await files.stat(one)).kind === 'missing';
  return (await isMissing(place)) && !(await isMissing(folderOf(place)));
}

/** Whether a file holds just the bytes of this digest, which is hexadecimal. */
export async function holds(place: Place, sha256: string, files: Files): Promise<boolean> {
  return files
    .read(place)
    .then(digestOf)
    .then(
      (found) => found === sha256,
      () => false,
    );
}
