import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileWriter, SaveError, saveErrorOf, withLeftover } from '../../saving/saveError';
import { partFileName } from '../partFileName';
import { removeAbandoned } from './abandonedFiles';
import { flushFolder } from './flushFolder';
import { type Disk, nodeDisk, renameExclusively } from './renameExclusively';

/** Many small writes would take longer than the network, so pieces are written together. */
const BATCH_BYTES = 1024 * 1024;

/** Codes of `fsync` where there is nothing to flush to, such as on some network drives. Other codes are faults. */
const NO_FLUSH = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EPERM'];

/**
 * A video file on a disk, written piece by piece.
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

interface Place {
  readonly folder: string;
  /** Random, and so of this file alone. */
  readonly id: string;
  /** Where the file lies until it has its name. */
  readonly part: string;
  readonly disk: Disk;
}

class NodeFileWriter implements FileWriter {
  private hash = createHash('sha256');
  private state: 'open' | 'closed' | 'kept' = 'open';
  /** Pieces that wait to be written together. */
  private waiting: Uint8Array[] = [];
  private waitingSize = 0;
  /** Bytes handed to the disk. */
  private written = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly place: Place,
    private readonly handle: FileHandle,
  ) {}

  async append(piece: Uint8Array): Promise<void> {
    this.hash.update(piece);
    this.waiting.push(piece);
    this.waitingSize += piece.length;
    if (this.waitingSize >= BATCH_BYTES) await this.write();
  }

  async empty(): Promise<void> {
    this.waiting = [];
    this.waitingSize = 0;
    await asSaveError(this.writing);
    await asSaveError(this.handle.truncate(0));
    this.written = 0;
    this.hash = createHash('sha256');
  }

  async keep(name: string, mode: 'create' | 'replace'): Promise<void> {
    await this.finish();
    const { folder, part, disk } = this.place;
    const path = join(folder, name);
    try {
      await (mode === 'replace' ? disk.rename(part, path) : renameExclusively(part, path, disk));
    } catch (error) {
      throw await this.withoutName(saveErrorOf(error));
    }
    this.state = 'kept';
    await flushFolder(folder);
  }

  async sha256(): Promise<string> {
    return this.hash.copy().digest('hex');
  }

  async discard(): Promise<void> {
    if (this.state === 'kept') return;
    await this.writing.catch(() => undefined);
    await this.close().catch(() => undefined);
    await rm(this.place.part, { force: true }).catch(() => undefined);
  }

  /** Begins to write what waits once the last batch is written: meanwhile the next pieces come. */
  private async write(): Promise<void> {
    const pieces = this.waiting;
    const position = this.written;
    this.waiting = [];
    this.written += this.waitingSize;
    this.waitingSize = 0;
    await asSaveError(this.writing);
    this.writing = writeAll(this.handle, pieces, position);
    // The next call that waits for this batch reports its fault.
    this.writing.catch(() => undefined);
  }

  private async finish(): Promise<void> {
    if (this.state !== 'open') return;
    if (this.waitingSize > 0) await this.write();
    await asSaveError(this.writing);
    await asSaveError(this.flush());
    await asSaveError(this.close());
  }

  /** Without it, a crash of the machine could leave the name with an empty file. */
  private async flush(): Promise<void> {
    await this.handle.sync().catch((error) => {
      if (!NO_FLUSH.includes(error.code)) throw error;
    });
  }

  private async close(): Promise<void> {
    if (this.state !== 'open') return;
    this.state = 'closed';
    await this.handle.close();
  }

  /** A whole video is never thrown away: it stays under a name of its own, where the sweep of parts does not take it. */
  private async withoutName(fault: SaveError): Promise<SaveError> {
    const { folder, id, part, disk } = this.place;
    if (fault.kind === 'exists') return fault;
    const left = join(folder, `veo-video-${id}.mp4`);
    const isNamed = await renameExclusively(part, left, disk).then(
      () => true,
      () => false,
    );
    const isThere = isNamed || (await isFile(part));
    if (!isThere) return fault;
    this.state = 'kept';
    return withLeftover(fault, isNamed ? left : part);
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** A disk that is nearly full takes a part of what it is given. */
async function writeAll(handle: FileHandle, pieces: readonly Uint8Array[], start: number): Promise<void> {
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  const { bytesWritten } = await handle.writev([...pieces], start);
  if (bytesWritten === size) return;
  if (bytesWritten === 0) throw new SaveError('diskFull', 'Nothing more could be written');
  const rest = Buffer.concat(pieces).subarray(bytesWritten);
  return writeAll(handle, [rest], start + bytesWritten);
}

async function asSaveError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw saveErrorOf(error);
  }
}
