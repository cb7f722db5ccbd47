import type { FileHandle } from 'node:fs/promises';
import { SaveError, saveErrorOf } from '../../saving/saveError';

/**
 * Writes pieces at a position. A disk that is almost full may write only some of the bytes: then the rest is tried.
 *
 * @throws SaveError `diskFull`; the system's error
 */
export async function writeAll(
  handle: FileHandle,
  pieces: readonly Uint8Array[],
  start: number,
): Promise<void> {
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  const { bytesWritten } = await handle.writev([...pieces], start);
  if (bytesWritten === size) return;
  if (bytesWritten === 0) throw new SaveError('diskFull', 'Nothing more could be written');
  const rest = Buffer.concat(pieces).subarray(bytesWritten);
  return writeAll(handle, [rest], start + bytesWritten);
}

/** @throws SaveError instead of the system's error */
export async function asSaveError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw saveErrorOf(error);
  }
}
