import type { FaultDetail, SaveFault } from '../operations/faultDetail';

/** Details of a failed write. */
interface SaveContext {
  /** Error code of Node or VS Code, such as `EACCES` or `NoPermissions`. */
  readonly code?: string | undefined;
  /** Path or URI of a complete video that could not get its name; undefined when no file is left. */
  readonly leftAt?: string | undefined;
}

/** A file could not be written. The message is the system's own. */
export class SaveError extends Error {
  override readonly name = 'SaveError';
  readonly detail: Extract<FaultDetail, { kind: 'unwritten' }>;
  readonly leftAt: string | undefined;

  /** Each bundle has its own copy of this class, so compare by name. */
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

/** By error code of Node or of a VS Code file system. */
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

/** Converts an error of Node or VS Code. */
export function saveErrorOf(error: unknown): SaveError {
  if (error instanceof SaveError) return error;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return new SaveError(FAULTS.get(code) ?? 'other', typeof message === 'string' ? message : String(error), {
    code: typeof code === 'string' ? code : undefined,
  });
}

/** Adds to an error where the complete file was left. */
export function withLeftover({ kind, message, detail }: SaveError, leftAt: string): SaveError {
  return new SaveError(kind, message, { code: detail.said, leftAt });
}
