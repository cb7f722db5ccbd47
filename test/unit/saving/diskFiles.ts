import type { Stats } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createNodeFileWriter } from '../../../src/platform/node/nodeFileWriter';
import type { FileStat, Files } from '../../../src/saving/files';
import type { FileUri } from '../../../src/saving/fileUri';
import { type FileWriter, saveErrorOf } from '../../../src/saving/saveError';

/** A place of this disk, or of a file system that has URIs alone. */
export function placeAt(path: string, scheme = 'file', authority = ''): FileUri {
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
  at(file: string): FileUri {
    return placeAt(file.startsWith('file:///') ? fileURLToPath(file) : file);
  }

  async stat({ fsPath }: FileUri): Promise<FileStat> {
    try {
      return foundOf(await stat(fsPath), (await lstat(fsPath)).isSymbolicLink());
    } catch (error) {
      return { kind: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unknown' };
    }
  }

  async read({ fsPath }: FileUri): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await readFile(fsPath));
  }

  async list({ fsPath }: FileUri): Promise<readonly FileUri[]> {
    const names = await readdir(fsPath).catch(() => []);
    return names.map((name) => placeAt(join(fsPath, name)));
  }

  async remove({ fsPath }: FileUri): Promise<void> {
    await rm(fsPath).catch(() => undefined);
  }

  async makeFolder({ fsPath }: FileUri): Promise<void> {
    await mkdir(fsPath, { recursive: true }).catch((error) => {
      throw saveErrorOf(error);
    });
  }

  create({ fsPath }: FileUri): Promise<FileWriter> {
    return createNodeFileWriter(fsPath);
  }
}

function foundOf(found: Stats, isLink: boolean): FileStat {
  if (found.isFile()) return { kind: 'file', isLink, size: found.size, modifiedAt: found.mtimeMs };
  return { kind: found.isDirectory() ? 'folder' : 'unknown' };
}
