import type { Stats } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createNodeFileWriter } from '../../../src/platform/node/nodeFileWriter';
import type { FileStat, Files, FileWriter } from '../../../src/saving/files';
import type { FileUri } from '../../../src/saving/fileUri';
import { saveErrorOf } from '../../../src/saving/saveError';

/** The URI of a path on this disk, or in a file system of another scheme. */
export function uriAt(path: string, scheme = 'file', authority = ''): FileUri {
  return {
    ...{ scheme, authority, path, query: '', fragment: '', fsPath: path },
    with: ({ path: other = path }) => uriAt(other, scheme, authority),
    toString: () =>
      scheme === 'file' ? pathToFileURL(path).href : `${scheme}://${authority}${encodeURI(path)}`,
    toJSON: () => path,
  };
}

/** Accesses this disk through Node. */
export class DiskFiles implements Files {
  uriOf(file: string): FileUri {
    return uriAt(file.startsWith('file:///') ? fileURLToPath(file) : file);
  }

  async stat({ fsPath }: FileUri): Promise<FileStat> {
    try {
      return fileStatOf(await stat(fsPath), (await lstat(fsPath)).isSymbolicLink());
    } catch (error) {
      return { kind: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unknown' };
    }
  }

  async read({ fsPath }: FileUri): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await readFile(fsPath));
  }

  async list({ fsPath }: FileUri): Promise<readonly FileUri[]> {
    const names = await readdir(fsPath).catch(() => []);
    return names.map((name) => uriAt(join(fsPath, name)));
  }

  async remove({ fsPath }: FileUri): Promise<void> {
    const stats = await lstat(fsPath).catch(() => undefined);
    await (stats?.isDirectory() ? rmdir(fsPath) : rm(fsPath)).catch(() => undefined);
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

function fileStatOf(stats: Stats, isLink: boolean): FileStat {
  if (stats.isFile()) return { kind: 'file', isLink, size: stats.size, modifiedAt: stats.mtimeMs };
  return { kind: stats.isDirectory() ? 'folder' : 'unknown' };
}
