import * as vscode from 'vscode';
import type { LeaseFolder } from '../../tracking/windows/windowShares';
import { PART_EXTENSION } from '../partFileName';
import { replaceFile } from './replaceFile';

const FOLDER = 'windows';
/** A window that sends 3,000 requests a minute to each of five origins has a lease of some 200 KB. */
const MAX_LEASE_BYTES = 256 * 1024;
/** Leases that are read at once: more windows than anybody has. */
const MAX_LEASES = 64;

/** Opens the folder with the leases of all windows of one user, in their shared storage. */
export function leaseFolderIn(globalStorage: vscode.Uri): LeaseFolder {
  const { fs } = vscode.workspace;
  const folder = vscode.Uri.joinPath(globalStorage, FOLDER);
  const uriOf = (name: string) => vscode.Uri.joinPath(folder, name);
  const read = async (name: string) => {
    try {
      const { size } = await fs.stat(uriOf(name));
      const isLease = size <= MAX_LEASE_BYTES;
      return [name, isLease ? new TextDecoder().decode(await fs.readFile(uriOf(name))) : ''] as const;
    } catch {
      return [name, undefined] as const;
    }
  };
  return {
    async read() {
      const entries = await fs.readDirectory(folder);
      // Reading a link or a pipe might never end.
      const files = entries.filter(
        ([name, type]) => type === vscode.FileType.File && !name.endsWith(PART_EXTENSION),
      );
      return new Map(await Promise.all(files.slice(0, MAX_LEASES).map(([name]) => read(name))));
    },
    async write(name, text) {
      await fs.createDirectory(folder);
      await replaceFile(uriOf(name), new TextEncoder().encode(text));
    },
    async remove(name) {
      await fs.delete(uriOf(name));
    },
  };
}
