import * as vscode from 'vscode';
import type { LeaseFolder } from '../../tracking/windows/windowShares';
import { PART_EXTENSION } from '../partFileName';
import { replaceFile } from './replaceFile';

const FOLDER = 'windows';
/** Bytes; a window that sends 3,000 requests a minute to each of five origins has a lease of some 200 KB. */
const MOST_LEASE_BYTES = 256 * 1024;
/** Files that are read at one look: more windows than anybody has. */
const MOST_LEASES = 64;

/** The leases of all windows of one user, in the storage that they share. */
export function leaseFolderIn(globalStorage: vscode.Uri): LeaseFolder {
  const { fs } = vscode.workspace;
  const folder = vscode.Uri.joinPath(globalStorage, FOLDER);
  const fileOf = (name: string) => vscode.Uri.joinPath(folder, name);
  const read = async (name: string) => {
    try {
      const { size } = await fs.stat(fileOf(name));
      const isLease = size <= MOST_LEASE_BYTES;
      return [name, isLease ? new TextDecoder().decode(await fs.readFile(fileOf(name))) : ''] as const;
    } catch {
      return [name, undefined] as const;
    }
  };
  return {
    async read() {
      const entries = await fs.readDirectory(folder);
      // A link or a pipe may lead to what never ends.
      const files = entries.filter(
        ([name, type]) => type === vscode.FileType.File && !name.endsWith(PART_EXTENSION),
      );
      return new Map(await Promise.all(files.slice(0, MOST_LEASES).map(([name]) => read(name))));
    },
    async write(name, text) {
      await fs.createDirectory(folder);
      await replaceFile(fileOf(name), new TextEncoder().encode(text));
    },
    async remove(name) {
      await fs.delete(fileOf(name));
    },
  };
}
