import type { ArchiveFile } from '../../../../src/tracking/list/archiveFile';

/** What becomes of an append; `written`: characters that reach the file all the same. */
export type Fate =
  | { readonly kind: 'refused'; readonly error: Error; readonly written: number }
  /** The process dies: whoever waits for it waits for ever. */
  | { readonly kind: 'death'; readonly written: number };

/** An archive in memory, whose appends can meet a fate. */
export class MemoryArchive implements ArchiveFile {
  text = '';
  readonly appends: string[] = [];
  /** Of each append; undefined while appending works. */
  fate: Fate | undefined;
  /** Called when the next reading is half done. */
  midway = () => {};
  reads = 0;
  clears = 0;
  /** What emptying it waits for. */
  beforeClear = async () => {};

  async hasContent(): Promise<boolean> {
    return this.text !== '';
  }

  async *read(): AsyncGenerator<string> {
    this.reads++;
    const half = this.text.length >> 1;
    yield this.text.slice(0, half);
    const rest = this.text.slice(half);
    this.midway();
    yield rest;
  }

  async append(text: string): Promise<void> {
    this.appends.push(text);
    const { fate } = this;
    this.text += fate ? text.slice(0, fate.written) : text;
    if (fate?.kind === 'refused') throw fate.error;
    if (fate?.kind === 'death') await new Promise(() => {});
  }

  async clear(size: number): Promise<boolean> {
    this.clears++;
    await this.beforeClear();
    if (new TextEncoder().encode(this.text).length !== size) return false;
    this.text = '';
    return true;
  }

  /** Its lines as they are, without the empty ones. */
  get lines(): unknown[] {
    return this.text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  }
}
