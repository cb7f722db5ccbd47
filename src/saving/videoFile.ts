/** A file that a video is written to. It has its name only once it is whole; until then it lies beside it. */
export interface VideoFile {
  /** @throws SaveError */
  append(piece: Uint8Array): Promise<void>;
  /**
   * Back to an empty file.
   *
   * @throws SaveError
   */
  empty(): Promise<void>;
  /**
   * Gives the file its name, in the folder that it lies in.
   *
   * @param mode `create`: not in place of another file
   * @throws SaveError; after `exists` another name or mode can be tried. After any other fault the file, which is whole,
   * stays where the error tells.
   */
  keep(name: string, mode: 'create' | 'replace'): Promise<void>;
  /** SHA-256 of what was appended so far, hexadecimal. */
  sha256(): Promise<string>;
  /** Leaves nothing behind. Harmless once it has its name. */
  discard(): Promise<void>;
}

/** Why something could not be written. `exists`: another file has the name. */
export type SaveFault = 'diskFull' | 'denied' | 'noFolder' | 'exists' | 'other';

/** A file that could not be written. The message is the system's own. */
export class SaveError extends Error {
  override readonly name = 'SaveError';

  /** What is loaded on demand brings a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'SaveError';
  }

  constructor(
    readonly kind: SaveFault,
    message: string,
    /** Where the whole video lies that could not be given its name; undefined when nothing is left. */
    readonly leftAt?: string,
  ) {
    super(message);
  }
}

/** Node's codes and those of VS Code's file systems. */
const FAULTS: ReadonlyMap<unknown, SaveFault> = new Map<unknown, SaveFault>([
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['EFBIG', 'diskFull'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EROFS', 'denied'],
  ['NoPermissions', 'denied'],
  ['ENOENT', 'noFolder'],
  ['ENOTDIR', 'noFolder'],
  ['FileNotFound', 'noFolder'],
  ['FileNotADirectory', 'noFolder'],
  ['EEXIST', 'exists'],
  ['FileExists', 'exists'],
]);

/** The same error in our terms. */
export function saveErrorOf(error: unknown): SaveError {
  if (error instanceof SaveError) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return new SaveError(FAULTS.get(code) ?? 'other', typeof message === 'string' ? message : String(error));
}
