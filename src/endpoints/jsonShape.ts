/** A list of 400 models with their prices has some 20,000 values; parsing a million takes seconds and gigabytes. */
const MOST_VALUES = 30_000;
/** Levels; answers of video APIs have under ten. */
const MOST_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING: readonly number[] = [0x7b, 0x5b];
const CLOSING: readonly number[] = [0x7d, 0x5d];

/**
 * Counts the values and the levels of a JSON text while it comes, so that one which only serves to cost time and memory
 * is never parsed. Whatever is parsed is so bounded for everything that reads it later.
 */
export class JsonShape {
  private values = 0;
  private depth = 0;
  private isInText = false;
  private isEscaped = false;
  private isWithin = true;

  /** Whether the text so far may be parsed. */
  get isParsable(): boolean {
    return this.isWithin;
  }

  /** Takes the next piece of the text, in UTF-8. */
  add(piece: Uint8Array): void {
    if (!this.isWithin) return;
    for (const byte of piece) {
      if (this.isInText) this.addOfText(byte);
      else this.addOfStructure(byte);
    }
    this.isWithin &&= this.values <= MOST_VALUES;
  }

  private addOfText(byte: number): void {
    const wasEscaped = this.isEscaped;
    this.isEscaped = !wasEscaped && byte === BACKSLASH;
    if (!wasEscaped && byte === QUOTE) this.isInText = false;
  }

  private addOfStructure(byte: number): void {
    if (byte === QUOTE) this.isInText = true;
    else if (byte === COMMA) this.values++;
    else if (OPENING.includes(byte)) this.open();
    else if (CLOSING.includes(byte)) this.depth--;
  }

  private open(): void {
    this.values++;
    this.depth++;
    if (this.depth > MOST_DEPTH) this.isWithin = false;
  }
}
