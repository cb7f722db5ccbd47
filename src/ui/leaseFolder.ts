import * as vscode from 'vscode';
import type { LeaseFolder } from '../tracking/limits/leases';
import { PART, replaceFile } from './saving/files';

const FOLDER = 'windows';

/** The leases of all windows of one user, in the storage that they share. */
export function leaseFolderIn(globalStorage: vscode.Uri): LeaseFolder {
  const { fs } = vscode.workspace;
  const folder = vscode.Uri.joinPath(globalStorage, FOLDER);
  const fileOf = (name: string) => vscode.Uri.joinPath(folder, name);
  const read = async (name: string) => {
    try {
      return [name, new TextDecoder().decode(await fs.readFile(fileOf(name)))] as const;
    } catch {
      return [name, undefined] as const;
    }
  };
  return {
    async read() {
      const entries = await fs.readDirectory(folder);
      const names = entries.map(([name]) => name).filter((name) => !name.endsWith(PART));
      return new Map(await Promise.all(names.map(read)));
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
