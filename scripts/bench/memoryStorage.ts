import type { ArchiveFile } from '../../src/tracking/list/archiveFile';
import type { KeyValueStorage } from '../../src/tracking/list/operationStorage';

/** A state that is kept as JSON, as VS Code keeps it. */
export class MemoryState implements KeyValueStorage {
  private readonly texts = new Map<string, string>();

  get bytes(): number {
    return [...this.texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  }

  get(key: string): unknown {
    const text = this.texts.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.texts.delete(key);
    else this.texts.set(key, JSON.stringify(value));
  }
}

/** An archive in memory, so that the figures leave out the disk. */
export class MemoryArchive implements ArchiveFile {
  private readonly texts: string[] = [];

  get bytes(): number {
    return this.texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  }

  async hasContent(): Promise<boolean> {
    return this.texts.length > 0;
  }

  async *read(): AsyncIterable<string> {
    yield* this.texts;
  }

  async append(text: string): Promise<void> {
    this.texts.push(text);
  }

  async clear(): Promise<boolean> {
    this.texts.length = 0;
    return true;
  }
}
