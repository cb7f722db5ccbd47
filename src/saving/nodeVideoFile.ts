import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SaveError, saveErrorOf, type VideoFile } from './videoFile';

/** File systems without hard links say so with one of these. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EMLINK', 'EISDIR'];

/**
 * A video file on a disk, written piece by piece.
 *
 * @param folder absolute; must exist
 * @throws SaveError
 */
export async function createNodeVideoFile(folder: string): Promise<VideoFile> {
  const part = join(folder, `.veo-${randomBytes(8).toString('hex')}.part`);
  return new NodeVideoFile(folder, part, await asSaveError(open(part, 'wx')));
}

class NodeVideoFile implements VideoFile {
  private hash = createHash('sha256');
  private size = 0;
  private state: 'open' | 'closed' | 'kept' = 'open';

  constructor(
    private readonly folder: string,
    private readonly part: string,
    private readonly handle: FileHandle,
  ) {}

  append(piece: Uint8Array): Promise<void> {
    return asSaveError(this.write(piece));
  }

  async empty(): Promise<void> {
    await asSaveError(this.handle.truncate(0));
    this.hash = createHash('sha256');
    this.size = 0;
  }

  async keep(name: string, mode: 'create' | 'replace'): Promise<void> {
    const path = join(this.folder, name);
    await asSaveError(this.close('sync'));
    await asSaveError(mode === 'replace' ? rename(this.part, path) : this.create(path));
    this.state = 'kept';
  }

  async sha256(): Promise<string> {
    return this.hash.copy().digest('hex');
  }

  async discard(): Promise<void> {
    if (this.state === 'kept') return;
    await this.close('asIs').catch(() => undefined);
    await rm(this.part, { force: true }).catch(() => undefined);
  }

  private async write(piece: Uint8Array): Promise<void> {
    this.hash.update(piece);
    for (let written = 0; written < piece.length; ) {
      const { bytesWritten } = await this.handle.write(
        piece,
        written,
        piece.length - written,
        this.size + written,
      );
      written += bytesWritten;
    }
    this.size += piece.length;
  }

  /** A link fails where a rename would silently replace what another window has put there meanwhile. */
  private async create(path: string): Promise<void> {
    try {
      await link(this.part, path);
      await rm(this.part, { force: true });
    } catch (error) {
      if (!NO_LINKS.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      await this.renameUnlessTaken(path);
    }
  }

  private async renameUnlessTaken(path: string): Promise<void> {
    const isTaken = await stat(path).then(
      () => true,
      () => false,
    );
    if (isTaken) throw new SaveError('exists', `${path} exists`);
    await rename(this.part, path);
  }

  /** `sync`: once it has its name, a failing machine must not leave it empty. */
  private async close(how: 'sync' | 'asIs'): Promise<void> {
    if (this.state !== 'open') return;
    if (how === 'sync') await this.handle.sync();
    this.state = 'closed';
    await this.handle.close();
  }
}

async function asSaveError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw saveErrorOf(error);
  }
}
