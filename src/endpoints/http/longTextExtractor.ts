import type { JsonRun } from './jsonScanner';
import { LongText, startOf } from './longText';
import type { AnswerSpool } from './spool';

/** The longest address, prompt or message has some thousand bytes; a longer text that may be Base64 is extracted. */
const LONG_TEXT_BYTES = 256 * 1024;
/** Goes to the file at once: many small writes would be slower than the network. */
const SPILL_BYTES = 1024 * 1024;

/** The beginning of Base64 of either alphabet, which may be broken into lines, or of a `data:` address. Prose has spaces. */
const MAY_BE_BYTES = /^\s*(?:data:|(?:[\w+/-][\w+/\r\n-]*)?$)/i;
/** The beginning of a video: that of its `data:` address, or a length and the type `ftyp` of an MP4 file in Base64. */
const IS_VIDEO = /^\s*(?:data:video|[\w+/-]{5}[GWm2]Z0eX[A-D])/;

/**
 * Extracts long texts, such as videos in Base64, from a JSON text while it comes. In place of each stands a mark, which no
 * server can guess.
 */
export class LongTextExtractor {
  private readonly mark = crypto.randomUUID();
  private readonly extracted = new Map<string, LongText>();
  /** The string that has begun, as long as it is not long. */
  private current: Uint8Array[] = [];
  private bytes = 0;
  /** The string that has begun and is long. */
  private long: LongText | undefined;
  /** Long texts of which something is in memory, and how many bytes. */
  private unspilled = new Set<LongText>();
  private unspilledBytes = 0;
  private hasVideo = false;

  /** The first characters of the string that has begun. Its opening quote was passed on already. */
  get currentStart(): string {
    return this.long?.start ?? startOf(this.current);
  }

  /** Bytes of the string that has begun, unless it is extracted. */
  get currentBytes(): number {
    return this.bytes;
  }

  /** Whether one of the texts so far is a video, as its beginning shows. */
  get holdsVideo(): boolean {
    return this.hasVideo || IS_VIDEO.test(this.currentStart);
  }

  /** Passes on what is not part of a long text. A string is passed on as a whole, when it ends. */
  *extract({ bytes, isInText }: JsonRun): Generator<Uint8Array> {
    if (isInText) {
      this.add(bytes);
      return;
    }
    yield* this.endString();
    yield bytes;
  }

  /** Passes on the string that ends here, or its mark. */
  *endString(): Generator<Uint8Array> {
    const { current, long } = this;
    this.current = [];
    this.bytes = 0;
    this.long = undefined;
    if (!long) {
      yield* current;
      return;
    }
    const mark = `${this.mark} ${this.extracted.size}`;
    this.extracted.set(mark, long);
    yield new TextEncoder().encode(mark);
  }

  /** Moves what is in memory of long texts to a file, unless it is little. @throws what the file system throws */
  async spill(spool: AnswerSpool): Promise<void> {
    if (this.unspilledBytes < SPILL_BYTES) return;
    for (const text of this.unspilled) await text.spill(spool);
    this.unspilled = new Set(this.long && [this.long]);
    this.unspilledBytes = 0;
  }

  /**
   * Parses the JSON text that was passed on, with each long text back in its place.
   *
   * @throws SyntaxError
   */
  parse(json: string): unknown {
    if (this.extracted.size === 0) return JSON.parse(json);
    return JSON.parse(json, (_, value) => (typeof value === 'string' && this.extracted.get(value)) || value);
  }

  private add(piece: Uint8Array): void {
    if (this.long) {
      this.long.add(piece);
      this.unspilledBytes += piece.length;
      return;
    }
    const wasShort = this.bytes <= LONG_TEXT_BYTES;
    this.current.push(piece);
    this.bytes += piece.length;
    // Whether it may be Base64 is asked once, when it becomes long.
    if (wasShort && this.bytes > LONG_TEXT_BYTES && MAY_BE_BYTES.test(startOf(this.current)))
      this.beginLong();
  }

  private beginLong(): void {
    this.long = new LongText(this.current);
    this.hasVideo ||= IS_VIDEO.test(this.long.start);
    this.unspilled.add(this.long);
    this.unspilledBytes += this.bytes;
    this.current = [];
    this.bytes = 0;
  }
}
