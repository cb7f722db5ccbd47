import * as vscode from 'vscode';
import type { LeaseFolder } from '../tracking/limits/leases';

const FOLDER = 'windows';
const PART = '.part';

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
    /** A reader must never see half of it. */
    async write(name, text) {
      const part = fileOf(name + PART);
      await fs.createDirectory(folder);
      await fs.writeFile(part, new TextEncoder().encode(text));
      await fs.rename(part, fileOf(name), { overwrite: true });
    },
    async remove(name) {
      await fs.delete(fileOf(name));
    },
  };
}
