import { type FileUri, folderOf, nameOf } from './fileUri';
import { SaveError } from './saveError';

/** Earlier than any video. In a browser VS Code reports a counter of changes instead of the time of a file. */
const FIRST_REAL_TIME_MS = Date.UTC(2024, 0);

/** What is at a URI. */
export type FileStat =
  /** `isLink`: the URI is a symbolic link to the file. `size` in bytes; `modifiedAt` in ms since the epoch. */
  | { readonly kind: 'file'; readonly isLink: boolean; readonly size: number; readonly modifiedAt: number }
  | { readonly kind: 'folder' }
  | { readonly kind: 'missing' }
  /** It cannot be determined, for example while a disk is not plugged in. */
  | { readonly kind: 'unknown' };

/** `create` fails where a file has the name; `replace` takes its place. */
export type CommitMode = 'create' | 'replace';

/** Writes one file. The bytes go to a temporary file in the same folder, which gets its name once it is complete. */
export interface FileWriter {
  /**
   * @param piece belongs to the writer from now on: it may be emptied once it is written
   * @throws SaveError
   */
  append(piece: Uint8Array): Promise<void>;
  /**
   * Drops everything that was appended.
   *
   * @throws SaveError
   */
  truncate(): Promise<void>;
  /**
   * Gives the complete file its name.
   *
   * @throws SaveError; after `exists` the caller can try another name or mode. After any other fault the complete file
   * stays where the error says (`leftAt`).
   */
  commit(name: string, mode: CommitMode): Promise<void>;
  /** SHA-256 of what was appended so far, hexadecimal. */
  sha256(): Promise<string>;
  /** Removes the temporary file. Does nothing after `commit`. */
  discard(): Promise<void>;
}

/** The port for all file access of saving; `platform/vscode` implements it. */
export interface Files {
  /** The URI that `pathOrUri` wrote as this text. */
  uriOf(file: string): FileUri;
  /** Never rejects. */
  stat(uri: FileUri): Promise<FileStat>;
  /** @throws the system's error */
  read(file: FileUri): Promise<Uint8Array<ArrayBuffer>>;
  /** What is in a folder; empty when the folder does not exist. */
  list(folder: FileUri): Promise<readonly FileUri[]>;
  /** Removes a file, an empty folder, or a link but not its target. Ignores what is missing or in use. */
  remove(uri: FileUri): Promise<void>;
  /**
   * Creates a folder and its parents.
   *
   * @throws SaveError
   */
  makeFolder(folder: FileUri): Promise<void>;
  /**
   * Opens a writer in a folder that exists. It follows no link.
   *
   * @throws SaveError
   */
  create(folder: FileUri): Promise<FileWriter>;
}

/** Size of a file in bytes; undefined when there is none. */
export async function sizeOf(uri: FileUri, files: Files): Promise<number | undefined> {
  const stat = await files.stat(uri);
  return stat.kind === 'file' ? stat.size : undefined;
}

/** Whether a file was last written to before a time, in ms since the epoch. False without a real time: it may be new. */
export async function isOlderThan(time: number, uri: FileUri, files: Files): Promise<boolean> {
  const stat = await files.stat(uri);
  return stat.kind === 'file' && stat.modifiedAt > FIRST_REAL_TIME_MS && stat.modifiedAt < time;
}

/** The files in the subfolders of a folder. */
export async function filesInSubfolders(folder: FileUri, files: Files): Promise<FileUri[]> {
  const subfolders = await files.list(folder);
  return (await Promise.all(subfolders.map((subfolder) => files.list(subfolder)))).flat();
}

/** Whether somebody removed a file. When its folder is missing too, the disk may only be unplugged. */
export async function isRemoved(uri: FileUri, files: Files): Promise<boolean> {
  const isMissing = async (one: FileUri) => (await files.stat(one)).kind === 'missing';
  return (await isMissing(uri)) && !(await isMissing(folderOf(uri)));
}

/** Whether a file has this SHA-256 (hexadecimal). */
export async function hasDigest(uri: FileUri, sha256: string, files: Files): Promise<boolean> {
  const digest = files.read(uri).then(sha256Of);
  return digest.then(
    (actual) => actual === sha256,
    () => false,
  );
}

/** SHA-256, hexadecimal. Web Crypto is in Node and in browsers. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Opens a writer in a folder for some work, and discards the file unless the work has committed it.
 *
 * @throws SaveError, and what the work throws
 */
export async function withWriter<T>(
  folder: FileUri,
  files: Files,
  work: (writer: FileWriter) => Promise<T>,
): Promise<T> {
  const writer = await files.create(folder);
  try {
    return await work(writer);
  } finally {
    await writer.discard();
  }
}

/**
 * Commits a file under a name that belongs to this video alone. When the name is taken, another window was faster and
 * its file is kept; an empty file there is what a crash left of a reserved name, and is replaced.
 *
 * @throws SaveError
 */
export async function commitOnce(writer: FileWriter, uri: FileUri, files: Files): Promise<void> {
  const name = nameOf(uri);
  const isCommitted = await tryCommit(writer, name);
  if (!isCommitted && (await sizeOf(uri, files)) === 0) await writer.commit(name, 'replace');
}

/**
 * Commits a file unless another one has the name. Returns whether it did.
 *
 * @throws SaveError other than `exists`
 */
export async function tryCommit(writer: FileWriter, name: string): Promise<boolean> {
  try {
    await writer.commit(name, 'create');
    return true;
  } catch (error) {
    if (error instanceof SaveError && error.kind === 'exists') return false;
    throw error;
  }
}
