import { createHash, randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, lstat, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SaveError, saveErrorOf, type VideoFile, withPlace } from '../../saving/videoFile';
import { flushFolder } from '../../tracking/flushFolder';
import { type Disk, isReservation, nameExclusively, nodeDisk } from './nameExclusively';

/** Of a random number, or of a UUID as where VS Code reaches the file system for us. */
const PART_NAME = /^\.veo-(?:[0-9a-f]{16}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.part$/;
/** ms since the last byte, or since a name was reserved. */
const ABANDONED = 24 * 60 * 60 * 1000;

/** Bytes that are written at once: many small writes would take longer than the network. */
const BATCH = 1024 * 1024;

/** What `fsync` answers where there is nothing to flush to, such as on some network drives; any other fault is one. */
const NO_FLUSH = ['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EPERM'];

/**
 * A video file on a disk, written piece by piece.
 *
 * @param folder absolute; must exist
 * @throws SaveError
 */
export async function createNodeVideoFile(folder: string, disk: Disk = nodeDisk): Promise<VideoFile> {
  await removeAbandoned(folder);
  const id = randomBytes(8).toString('hex');
  const part = join(folder, `.veo-${id}.part`);
  return new NodeVideoFile({ folder, id, part, disk }, await asSaveError(open(part, 'wx')));
}

interface Place {
  readonly folder: string;
  /** Random, and so of this file alone. */
  readonly id: string;
  /** Where the file lies until it has its name. */
  readonly part: string;
  readonly disk: Disk;
}

/**
 * What an extension host that was killed has left here, for nobody writes to a part, or reserves a name, for so long. A
 * file of another user is none of ours whatever its name, nor is a link.
 */
async function removeAbandoned(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const isPart = PART_NAME.test(name);
    if (!isPart && !name.endsWith('.mp4')) continue;
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    if (!found || !isOwn(found)) continue;
    const isAbandoned = isPart ? isOld(found.mtimeMs) : isReservation(found) && isOld(found.ctimeMs);
    if (isAbandoned) await rm(path, { force: true }).catch(() => undefined);
  }
}

function isOwn(found: Stats): boolean {
  return found.isFile() && found.uid === (process.getuid?.() ?? found.uid);
}

function isOld(since: number): boolean {
  return Date.now() - since > ABANDONED;
}

class NodeVideoFile implements VideoFile {
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
    if (this.waitingSize >= BATCH) await this.write();
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
      await (mode === 'replace' ? disk.rename(part, path) : nameExclusively(part, path, disk));
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
    // A fault is told by whoever comes next.
    this.writing.catch(() => undefined);
  }

  private async finish(): Promise<void> {
    if (this.state !== 'open') return;
    if (this.waitingSize > 0) await this.write();
    await asSaveError(this.writing);
    await asSaveError(this.flush());
    await asSaveError(this.close());
  }

  /** Else a crash of the machine could leave the name with an empty file. */
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
    const isNamed = await nameExclusively(part, left, disk).then(
      () => true,
      () => false,
    );
    const isThere = isNamed || (await isFile(part));
    if (!isThere) return fault;
    this.state = 'kept';
    return withPlace(fault, isNamed ? left : part);
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
