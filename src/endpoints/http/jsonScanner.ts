/** A list of 400 models with their prices has some 20,000 values; parsing a million takes seconds and gigabytes. */
const MAX_VALUES = 30_000;
/** Answers of video APIs have fewer than ten levels. */
const MAX_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING: readonly number[] = [0x7b, 0x5b];
const CLOSING: readonly number[] = [0x7d, 0x5d];

/** Bytes of a JSON text that stand within one of its strings, or between strings, with the quotes. */
export interface JsonRun {
  readonly bytes: Uint8Array;
  readonly isInText: boolean;
}

/**
 * Counts the values and levels of a JSON text while it comes. A text with too many is never parsed: a hostile server sends
 * it only to cost time and memory. All that reads a parsed answer later can rely on these bounds.
 */
export class JsonScanner {
  /** Whether the text so far may be parsed. */
  isParsable = true;
  private values = 0;
  private depth = 0;
  private isInText = false;
  private isEscaped = false;
  /** Whether the next byte is the quote that closes a string. */
  private isClosing = false;

  /** Divides the next piece of the text, in UTF-8, into runs. A string may continue from one piece to the next. */
  *runsOf(piece: Uint8Array): Generator<JsonRun> {
    let at = 0;
    while (at < piece.length) {
      const { isInText } = this;
      const end = isInText ? this.endOfText(piece, at) : this.endOfStructure(piece, at);
      yield { bytes: piece.subarray(at, end), isInText };
      at = end;
    }
    this.isParsable &&= this.values <= MAX_VALUES;
  }

  /** The position of the closing quote, else the end. */
  private endOfText(piece: Uint8Array, start: number): number {
    for (let at = start; at < piece.length; at++) {
      const wasEscaped = this.isEscaped;
      this.isEscaped = !wasEscaped && piece[at] === BACKSLASH;
      if (wasEscaped || piece[at] !== QUOTE) continue;
      this.isInText = false;
      this.isClosing = true;
      return at;
    }
    return piece.length;
  }

  /** The position after the next opening quote, else the end. */
  private endOfStructure(piece: Uint8Array, start: number): number {
    for (let at = start + (this.isClosing ? 1 : 0); at < piece.length; at++) {
      this.isClosing = false;
      this.count(piece[at] as number);
      if (this.isInText) return at + 1;
    }
    this.isClosing = false;
    return piece.length;
  }

  private count(byte: number): void {
    if (byte === QUOTE) this.isInText = true;
    else if (byte === COMMA) this.values++;
    else if (OPENING.includes(byte)) {
      this.values++;
      this.depth++;
      if (this.depth > MAX_DEPTH) this.isParsable = false;
    } else if (CLOSING.includes(byte)) this.depth--;
  }
}
