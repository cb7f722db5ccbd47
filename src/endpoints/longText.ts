/** Characters at the beginning of a long text that tell what it is, such as `data:video/mp4;base64,`. */
const START_LENGTH = 100;
/** Characters of the longest escape in a JSON text, such as `\u002b`, with which .NET writes the `+` of Base64. */
const ESCAPE_LENGTH = 6;

/**
 * A text of an answer that is as long as a video, as the bytes of JSON in which it came. They lie outside of V8's heap,
 * which ends the extension host at some GiB, and become text piece by piece.
 */
export class LongText implements Iterable<string> {
  /** Private to the language too, so that whoever walks an answer finds no fields in it. */
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
      if (start.length >= START_LENGTH) break;
    }
    return start.slice(0, START_LENGTH);
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

/** Where the last escape begins that may be cut, else the end. */
function endOfWhole(text: string): number {
  const at = text.indexOf('\\', Math.max(0, text.length - ESCAPE_LENGTH));
  return at < 0 ? text.length : at;
}

/** What cannot be undone stays as it is; no Base64 has a backslash, so that it is refused where it is read. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return JSON.parse(`"${text}"`);
  } catch {
    return text;
  }
}
