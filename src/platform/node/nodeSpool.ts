import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HOUR_MS } from '../../base/time';
import type { Spool, SpoolFile } from '../../endpoints/http/spool';
import { SaveError } from '../../saving/saveError';
import { partFileName } from '../partFileName';
import { removeAbandoned } from './abandonedFiles';
import { asSaveError, writeAll } from './fileHandle';
import { releaseMemory } from './releaseMemory';

/** An answer is read within ten minutes, and its videos are kept at once. */
const MAX_IDLE_MS = HOUR_MS;
/** What is in an answer concerns nobody else on this computer. */
const OWNER_ONLY = 0o600;

/**
 * Temporary files in a folder of the disk, made with the first of them.
 *
 * @param folder absolute, and for nothing else
 */
export function createNodeSpool(folder: string): Spool {
  return {
    async open() {
      await asSaveError(mkdir(folder, { recursive: true }));
      const path = join(folder, partFileName(randomBytes(8).toString('hex')));
      return new NodeSpoolFile(path, await asSaveError(open(path, 'wx+', OWNER_ONLY)));
    },
    sweep: () => removeAbandoned(folder, MAX_IDLE_MS),
  };
}

class NodeSpoolFile implements SpoolFile {
  private size = 0;
  /** Given back later: node-fetch may look at it once more when the next piece comes (see `NodeFileWriter`). */
  private lastWritten: readonly Uint8Array[] = [];
  /** One memory for all reads: V8 would collect many of them late. */
  private lastRead = Buffer.alloc(0);

  constructor(
    private readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  async append(pieces: readonly Uint8Array[]): Promise<void> {
    const position = this.size;
    this.size += pieces.reduce((sum, { length }) => sum + length, 0);
    await asSaveError(writeAll(this.handle, pieces, position));
    releaseMemory([...this.lastWritten, ...pieces.slice(0, -1)]);
    this.lastWritten = pieces.slice(-1);
  }

  async read(at: number, length: number): Promise<Uint8Array> {
    if (this.lastRead.length < length) this.lastRead = Buffer.allocUnsafeSlow(length);
    const { bytesRead } = await asSaveError(this.handle.read(this.lastRead, 0, length, at));
    // Somebody else has made the file shorter.
    if (bytesRead === 0) throw new SaveError('other', 'The temporary file of an answer is incomplete');
    return this.lastRead.subarray(0, bytesRead);
  }

  async discard(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(this.path, { force: true }).catch(() => undefined);
  }
}
