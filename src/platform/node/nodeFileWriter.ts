import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommitMode, FileWriter } from '../../saving/files';
import { type SaveError, saveErrorOf, withLeftover } from '../../saving/saveError';
import { partFileName } from '../partFileName';
import { removeAbandoned } from './abandonedFiles';
import { asSaveError, writeAll } from './fileHandle';
import { flushFolder } from './flushFolder';
import { releaseMemory } from './releaseMemory';
import { type Disk, nodeDisk, renameExclusively } from './renameExclusively';

/** Pieces are written together, because many small writes would be slower than the network. */
const BATCH_BYTES = 1024 * 1024;

/** Error codes of `fsync` on file systems without it, such as some network drives. */
const FSYNC_UNSUPPORTED = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EPERM'];

/**
 * Opens a writer for a file on a disk.
 *
 * @param folder absolute; must exist
 * @throws SaveError
 */
export async function createNodeFileWriter(folder: string, disk: Disk = nodeDisk): Promise<FileWriter> {
  await removeAbandoned(folder);
  const id = randomBytes(8).toString('hex');
  const part = join(folder, partFileName(id));
  return new NodeFileWriter({ folder, id, part, disk }, await asSaveError(open(part, 'wx')));
}

interface PartFile {
  readonly folder: string;
  /** Random, and so unique to this file. */
  readonly id: string;
  /** The path until `commit`. */
  readonly part: string;
  readonly disk: Disk;
}

class NodeFileWriter implements FileWriter {
  private hash = createHash('sha256');
  private state: 'open' | 'closed' | 'committed' = 'open';
  /** The next batch. */
  private batch: Uint8Array[] = [];
  private batchBytes = 0;
  /** Bytes of all batches before. */
  private position = 0;
  /** The write of the batch before. */
  private writing: Promise<void> = Promise.resolve();
  /** The last piece of that batch. */
  private lastWritten: Uint8Array[] = [];

  constructor(
    private readonly file: PartFile,
    private readonly handle: FileHandle,
  ) {}

  async append(piece: Uint8Array): Promise<void> {
    this.hash.update(piece);
    this.batch.push(piece);
    this.batchBytes += piece.length;
    if (this.batchBytes >= BATCH_BYTES) await this.writeBatch();
  }

  async truncate(): Promise<void> {
    this.batch = [];
    this.batchBytes = 0;
    await asSaveError(this.writing);
    await asSaveError(this.handle.truncate(0));
    this.position = 0;
    this.hash = createHash('sha256');
  }

  async commit(name: string, mode: CommitMode): Promise<void> {
    await this.flushAndClose();
    const { folder, part, disk } = this.file;
    const path = join(folder, name);
    try {
      await (mode === 'replace' ? disk.rename(part, path) : renameExclusively(part, path, disk));
    } catch (error) {
      throw await this.keepUnderOtherName(saveErrorOf(error));
    }
    this.state = 'committed';
    await flushFolder(folder);
  }

  async sha256(): Promise<string> {
    return this.hash.copy().digest('hex');
  }

  async discard(): Promise<void> {
    if (this.state === 'committed') return;
    await this.writing.catch(() => undefined);
    await this.close().catch(() => undefined);
    await rm(this.file.part, { force: true }).catch(() => undefined);
  }

  /** Starts to write the batch once the one before is written. Further pieces can arrive meanwhile. */
  private async writeBatch(): Promise<void> {
    const pieces = this.batch;
    const position = this.position;
    this.batch = [];
    this.position += this.batchBytes;
    this.batchBytes = 0;
    await asSaveError(this.writing);
    this.writing = writeAll(this.handle, pieces, position).then(() => this.release(pieces));
    // The next call awaits this batch and throws its error.
    this.writing.catch(() => undefined);
  }

  /**
   * Gives back the memory of what is written. The last piece stays for one more batch: where Node hands out what a socket
   * read instead of a copy, node-fetch looks at it once more when the next one comes.
   */
  private release(written: readonly Uint8Array[]): void {
    releaseMemory([...this.lastWritten, ...written.slice(0, -1)]);
    this.lastWritten = written.slice(-1);
  }

  private async flushAndClose(): Promise<void> {
    if (this.state !== 'open') return;
    if (this.batchBytes > 0) await this.writeBatch();
    await asSaveError(this.writing);
    await asSaveError(this.fsync());
    await asSaveError(this.close());
  }

  /** Without this, a crash of the computer could leave an empty file under the name. */
  private async fsync(): Promise<void> {
    await this.handle.sync().catch((error) => {
      if (!FSYNC_UNSUPPORTED.includes(error.code)) throw error;
    });
  }

  private async close(): Promise<void> {
    if (this.state !== 'open') return;
    this.state = 'closed';
    await this.handle.close();
  }

  /** Never loses a complete video: it stays under a name that `removeAbandoned` leaves alone. */
  private async keepUnderOtherName(fault: SaveError): Promise<SaveError> {
    const { folder, id, part, disk } = this.file;
    if (fault.kind === 'exists') return fault;
    const other = join(folder, `veo-video-${id}.mp4`);
    const isRenamed = await renameExclusively(part, other, disk).then(
      () => true,
      () => false,
    );
    if (!isRenamed && !(await isFile(part))) return fault;
    this.state = 'committed';
    return withLeftover(fault, isRenamed ? other : part);
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
