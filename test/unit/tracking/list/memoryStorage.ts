import type { KeyValueStorage } from '../../../../src/tracking/list/operationStorage';

/** A storage of JSON that remembers how often each key was written, and can refuse to be written. */
export class MemoryStorage implements KeyValueStorage {
  readonly content = new Map<string, string>();
  readonly writes: string[] = [];
  private readonly parsed = new Map<string, { readonly text: string; readonly value: unknown }>();
  /** With what every write is rejected; undefined while writing works. */
  refusal: Error | undefined;

  constructor(content: Readonly<Record<string, unknown>> = {}) {
    for (const [key, value] of Object.entries(content)) this.content.set(key, JSON.stringify(value));
  }

  /** The same object as long as nothing is stored, as in VS Code. */
  get(key: string): unknown {
    const text = this.content.get(key);
    if (text === undefined) return undefined;
    const known = this.parsed.get(key);
    if (known?.text === text) return known.value;
    const value: unknown = JSON.parse(text);
    this.parsed.set(key, { text, value });
    return value;
  }

  async update(key: string, value: unknown): Promise<void> {
    this.writes.push(key);
    if (this.refusal) throw this.refusal;
    if (value === undefined) this.content.delete(key);
    else this.content.set(key, JSON.stringify(value));
  }

  /** What another process finds that starts now; what is still under way writes nothing there. */
  copy(): MemoryStorage {
    const copy = new MemoryStorage();
    for (const [key, text] of this.content) copy.content.set(key, text);
    return copy;
  }
}
