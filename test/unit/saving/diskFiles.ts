import type { Stats } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createNodeVideoFile } from '../../../src/platform/node/nodeFileWriter';
import type { Files, Found } from '../../../src/saving/files';
import type { Place } from '../../../src/saving/fileUri';
import { saveErrorOf, type VideoFile } from '../../../src/saving/saveError';

/** A place of this disk, or of a file system that has URIs alone. */
export function placeAt(path: string, scheme = 'file', authority = ''): Place {
  return {
    ...{ scheme, authority, path, query: '', fragment: '', fsPath: path },
    with: ({ path: other = path }) => placeAt(other, scheme, authority),
    toString: () =>
      scheme === 'file' ? pathToFileURL(path).href : `${scheme}://${authority}${encodeURI(path)}`,
    toJSON: () => path,
  };
}

/** The files of this disk, as Node reaches them. */
export class DiskFiles implements Files {
  at(file: string): Place {
    return placeAt(file.startsWith('file:///') ? fileURLToPath(file) : file);
  }

  async stat({ fsPath }: Place): Promise<Found> {
    try {
      return foundOf(await stat(fsPath), (await lstat(fsPath)).isSymbolicLink());
    } catch (error) {
      return { kind: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unknown' };
    }
  }

  async read({ fsPath }: Place): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await readFile(fsPath));
  }

  async list({ fsPath }: Place): Promise<readonly Place[]> {
    const names = await readdir(fsPath).catch(() => []);
    return names.map((name) => placeAt(join(fsPath, name)));
  }

  async remove({ fsPath }: Place): Promise<void> {
    await rm(fsPath).catch(() => undefined);
  }

  async makeFolder({ fsPath }: Place): Promise<void> {
    await mkdir(fsPath, { recursive: true }).catch((error) => {
      throw saveErrorOf(error);
    });
  }

  create({ fsPath }: Place): Promise<VideoFile> {
    return createNodeVideoFile(fsPath);
  }
}

function foundOf(found: Stats, isLink: boolean): Found {
  if (found.isFile()) return { kind: 'file', isLink, size: found.size, modifiedAt: found.mtimeMs };
  return { kind: found.isDirectory() ? 'folder' : 'unknown' };
}
