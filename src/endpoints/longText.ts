import type { JsonRun } from './jsonScanner';

/** The first characters of a long text show what it is, such as `data:video/mp4;base64,`. */
const START_CHARACTERS = 100;
/** The longest escape in a JSON text, such as `\u002b`, with which .NET writes the `+` of Base64. */
const ESCAPE_CHARACTERS = 6;
/** The longest address, prompt or message has some thousand bytes; a longer text is extracted. */
const LONG_TEXT_BYTES = 256 * 1024;

/**
 * A text of an answer that is as long as a video, as the bytes of JSON in which it came. They lie outside of V8's heap,
 * whose limit of some GiB ends the extension host, and become text piece by piece.
 */
export class LongText implements Iterable<string> {
  /** Private at run time, too: code that walks through an answer finds no fields in it. */
  readonly #pieces: readonly Uint8Array[];

  /** @param pieces what stands between the quotes, with its escapes */
  constructor(pieces: readonly Uint8Array[]) {
    this.#pieces = pieces;
  }

  /** Its first characters; all others are bytes of a video, or of no use. */
  get start(): string {
    let start = '';
    for (const piece of this) {
      start += piece;
      if (start.length >= START_CHARACTERS) break;
    }
    return start.slice(0, START_CHARACTERS);
  }

  /** The text in pieces of the length in which it came. */
  *[Symbol.iterator](): Iterator<string> {
    const decoder = new TextDecoder();
    let held = '';
    for (const piece of this.#pieces) {
      const text = held + decoder.decode(piece, { stream: true });
      const end = endOfWhole(text);
      held = text.slice(end);
      if (end > 0) yield unescaped(text.slice(0, end));
    }
    yield unescaped(held + decoder.decode());
  }
}

/** Where the last escape begins, which may be cut; else the end. */
function endOfWhole(text: string): number {
  const at = text.indexOf('\\', Math.max(0, text.length - ESCAPE_CHARACTERS));
  return at < 0 ? text.length : at;
}

/** An escape that is not valid JSON stays. No Base64 has a backslash, so the text is refused where it is decoded. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text}"`);
  } catch {
    return text;
  }
}

/**
 * Extracts long texts, such as videos in Base64, from a JSON text while it comes. In place of each stands a mark, which no
 * server can guess.
 */
export class LongTextExtractor {
  private readonly mark = crypto.randomUUID();
  private readonly extracted = new Map<string, LongText>();
  /** The string that has begun. */
  private current: Uint8Array[] = [];
  private bytes = 0;

  /** The first characters of the string that has begun. Its opening quote was passed on already. */
  get currentStart(): string {
    return new LongText(this.current).start;
  }

  /** Passes on what is not part of a long text. A string is passed on as a whole, when it ends. */
  *extract({ bytes, isInText }: JsonRun): Generator<Uint8Array> {
    if (isInText) {
      this.current.push(bytes);
      this.bytes += bytes.length;
      return;
    }
    yield* this.endString();
    yield bytes;
  }

  /** Passes on the string that ends here, or its mark. */
  *endString(): Generator<Uint8Array> {
    const { current, bytes } = this;
    this.current = [];
    this.bytes = 0;
    if (bytes <= LONG_TEXT_BYTES) {
      yield* current;
      return;
    }
    const mark = `${this.mark} ${this.extracted.size}`;
    this.extracted.set(mark, new LongText(current));
    yield new TextEncoder().encode(mark);
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
}
