import type { FaultDetail, SaveFault } from '../operations/faultDetail';

/** A file that a video is written to. It has its name only once it is whole; until then it lies beside it. */
export interface FileWriter {
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

/** What else is known of a file that could not be written. */
export interface SaveContext {
  /** Of Node or of VS Code, such as `EACCES` or `NoPermissions`. */
  readonly code?: string | undefined;
  /** Where the whole video lies that could not be given its name; undefined when nothing is left. */
  readonly leftAt?: string | undefined;
}

/** A file that could not be written. The message is the system's own. */
export class SaveError extends Error {
  override readonly name = 'SaveError';
  readonly detail: Extract<FaultDetail, { kind: 'unwritten' }>;
  readonly leftAt: string | undefined;

  /** What is loaded on demand brings a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'SaveError';
  }

  constructor(
    readonly kind: SaveFault,
    message: string,
    { code, leftAt }: SaveContext = {},
  ) {
    super(message);
    this.leftAt = leftAt;
    this.detail = { kind: 'unwritten', fault: kind, said: code ?? message };
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
  ['EBUSY', 'inUse'],
  ['ETXTBSY', 'inUse'],
  ['ENAMETOOLONG', 'nameTooLong'],
]);

/** The same error in our terms. */
export function saveErrorOf(error: unknown): SaveError {
  if (error instanceof SaveError) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return new SaveError(FAULTS.get(code) ?? 'other', typeof message === 'string' ? message : String(error), {
    code: typeof code === 'string' ? code : undefined,
  });
}

/** The same error of a whole video that lies where it could not be given its name. */
export function withLeftover({ kind, message, detail }: SaveError, leftAt: string): SaveError {
  return new SaveError(kind, message, { code: detail.said, leftAt });
}
