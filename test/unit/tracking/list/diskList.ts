import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemTime } from '../../../../src/base/time';
import { createNodeArchiveFile } from '../../../../src/platform/node/nodeArchiveFile';
import { Archive } from '../../../../src/tracking/list/archive';
import type { ArchiveFile } from '../../../../src/tracking/list/archiveFile';
import { type KeyValueStorage, OperationStorage } from '../../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../../src/tracking/list/operationStore';

/** A state in a file that is replaced as a whole, as VS Code's database replaces a value. */
export class DiskStorage implements KeyValueStorage {
  private readonly path: string;

  constructor(folder: string) {
    this.path = join(folder, 'state.json');
  }

  get(key: string): unknown {
    return this.read()[key];
  }

  async update(key: string, value: unknown): Promise<void> {
    const part = `${this.path}.part`;
    await writeFile(part, JSON.stringify({ ...this.read(), [key]: value }));
    await rename(part, this.path);
  }

  private read(): Record<string, unknown> {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8'));
    } catch {
      return {};
    }
  }
}

/** Where the archive of such a list is. */
export function archiveIn(folder: string): ArchiveFile {
  return createNodeArchiveFile(join(folder, 'storage', 'archive.jsonl'));
}

/** A list on a disk, loaded. */
export function storeOn(storage: KeyValueStorage, file: ArchiveFile): OperationStore {
  const store = new OperationStore(new OperationStorage(storage, new Archive(file)), systemTime);
  store.load();
  return store;
}
