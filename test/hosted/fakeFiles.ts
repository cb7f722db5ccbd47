import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { FakeUri } from './fakeUri';

/** The values of `vscode.FileType`. */
export const FILE_TYPE = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 } as const;

/** As much of `vscode.workspace.fs` as the extension uses, on the disk. */
export const fakeFiles = {
  stat: (uri: FakeUri) =>
    orNotFound(async () => {
      const found = await stat(uri.fsPath);
      const type = found.isDirectory() ? FILE_TYPE.Directory : FILE_TYPE.File;
      return { type, size: found.size, ctime: found.ctimeMs, mtime: found.mtimeMs };
    }),
  readFile: (uri: FakeUri) => orNotFound(async () => new Uint8Array(await readFile(uri.fsPath))),
  readDirectory: (uri: FakeUri) =>
    orNotFound(async () => {
      const entries = await readdir(uri.fsPath, { withFileTypes: true });
      return entries.map((entry) => [entry.name, entry.isDirectory() ? FILE_TYPE.Directory : FILE_TYPE.File]);
    }),
  writeFile: (uri: FakeUri, bytes: Uint8Array) => writeFile(uri.fsPath, bytes),
  rename: (from: FakeUri, to: FakeUri) => orNotFound(() => rename(from.fsPath, to.fsPath)),
  delete: (uri: FakeUri) => orNotFound(() => rm(uri.fsPath)),
  createDirectory: async (uri: FakeUri) => void (await mkdir(uri.fsPath, { recursive: true })),
};

async function orNotFound<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw Object.assign(new Error('There is no such file'), { code: 'FileNotFound' });
  }
}
