import { closeSync, createReadStream, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ArchiveFile } from '../../tracking/list/archiveFile';
import { flushFolder } from './flushFolder';

/**
 * An archive on a disk.
 *
 * @param path absolute; its folder is created when it is needed
 */
export function createNodeArchiveFile(path: string): ArchiveFile {
  return new NodeArchiveFile(path);
}

class NodeArchiveFile implements ArchiveFile {
  constructor(private readonly path: string) {}

  async hasContent(): Promise<boolean> {
    try {
      return (await stat(this.path)).size > 0;
    } catch (error) {
      return missing(error);
    }
  }

  async *read(): AsyncGenerator<string> {
    try {
      yield* createReadStream(this.path, { encoding: 'utf8' });
    } catch (error) {
      missing(error);
    }
  }

  async append(text: string): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const file = await open(this.path, 'a');
    try {
      // Another window may truncate the file right after our write, and remove it with the rest: then it is written again.
      do {
        await file.appendFile(text);
        await file.sync();
      } while ((await file.stat()).size < Buffer.byteLength(text));
    } finally {
      await file.close();
    }
    await flushFolder(dirname(this.path));
  }

  /**
   * Truncates the file in place, since another window may have it open to append to it. Both calls are synchronous, so
   * that nothing of this process comes between the size check and the truncation.
   */
  async clear(size: number): Promise<boolean> {
    const file = openSync(this.path, 'r+');
    try {
      if (fstatSync(file).size !== size) return false;
      ftruncateSync(file);
      return true;
    } finally {
      closeSync(file);
    }
  }
}

/** @throws any other error than that there is no such file */
function missing(error: unknown): false {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
  throw error;
}
