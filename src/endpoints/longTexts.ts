import type { JsonRun } from './jsonScanner';
import { LongText } from './longText';

/** Bytes of a text that is taken out: the longest address, prompt or message has some thousand. */
const LONG_BYTES = 256 * 1024;

/**
 * Takes long texts, such as videos in Base64, out of a JSON text while it comes. A mark stands where each was, which no
 * server can know before.
 */
export class LongTexts {
  private readonly mark = crypto.randomUUID();
  private readonly taken = new Map<string, LongText>();
  private current: Uint8Array[] = [];
  private bytes = 0;

  /** How the string that is under way begins; what is left has its opening quote. */
  get begun(): string {
    return new LongText(this.current).start;
  }

  /** What is left of the JSON text, of which a string comes whole or not at all. */
  *rest({ bytes, isInText }: JsonRun): Generator<Uint8Array> {
    if (isInText) {
      this.current.push(bytes);
      this.bytes += bytes.length;
      return;
    }
    yield* this.end();
    yield bytes;
  }

  /** What is left of a string that ends here. */
  *end(): Generator<Uint8Array> {
    const { current, bytes } = this;
    this.current = [];
    this.bytes = 0;
    if (bytes <= LONG_BYTES) {
      yield* current;
      return;
    }
    const mark = `${this.mark} ${this.taken.size}`;
    this.taken.set(mark, new LongText(current));
    yield new TextEncoder().encode(mark);
  }

  /**
   * Parses what was left, with the long texts back in their places.
   *
   * @throws SyntaxError
   */
  parse(rest: string): unknown {
    if (this.taken.size === 0) return JSON.parse(rest);
    return JSON.parse(rest, (_, value) => (typeof value === 'string' && this.taken.get(value)) || value);
  }
}
