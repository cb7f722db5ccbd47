import type { AnswerSpool } from './spool';

/** The first characters of a long text show what it is, such as `data:video/mp4;base64,`. */
const START_CHARACTERS = 100;
/** The longest escape in a JSON text, such as `\u002b`, with which .NET writes the `+` of Base64. */
const ESCAPE_CHARACTERS = 6;
/** Of a file, at once. */
const READ_BYTES = 256 * 1024;

/**
 * A text of an answer that is as long as a video, as the bytes of JSON in which it came. They lie in a file or, where there
 * is none, outside of V8's heap, whose limit of some GiB ends the extension host. They become text piece by piece.
 */
export class LongText implements AsyncIterable<string> {
  /** Private at run time, too: code that walks through an answer finds no fields in it. */
  #pieces: Uint8Array[];
  readonly #start: string;
  /** The bytes before the pieces. */
  #spooled: { readonly spool: AnswerSpool; readonly at: number; readonly bytes: number } | undefined;

  /** @param pieces what stands between the quotes, with its escapes: at least its beginning */
  constructor(pieces: readonly Uint8Array[]) {
    this.#pieces = [...pieces];
    this.#start = startOf(pieces);
  }

  /** Its first characters; all others are bytes of a video, or of no use. */
  get start(): string {
    return this.#start;
  }

  /** Adds what comes next. */
  add(piece: Uint8Array): void {
    this.#pieces.push(piece);
  }

  /** Moves what is in memory to a file, which has to be the same each time. @throws what the file system throws */
  async spill(spool: AnswerSpool): Promise<void> {
    const pieces = this.#pieces;
    this.#pieces = [];
    const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
    const at = await spool.append(pieces);
    this.#spooled = { spool, at: this.#spooled?.at ?? at, bytes: (this.#spooled?.bytes ?? 0) + bytes };
  }

  /** The text in pieces of any length. @throws what the file system throws */
  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    const unescaping = new Unescaping();
    for await (const piece of this.#bytes()) yield unescaping.add(piece);
    yield unescaping.end();
  }

  async *#bytes(): AsyncGenerator<Uint8Array> {
    if (this.#spooled) {
      const { spool, at, bytes } = this.#spooled;
      yield* spool.read(at, bytes, READ_BYTES);
    }
    yield* this.#pieces;
  }
}

/** The first characters of the text that pieces of JSON hold. */
export function startOf(pieces: readonly Uint8Array[]): string {
  const unescaping = new Unescaping();
  let start = '';
  for (const piece of pieces) {
    // An escape is six times as long as its character.
    start += unescaping.add(piece.subarray(0, (START_CHARACTERS + 1) * ESCAPE_CHARACTERS));
    if (start.length >= START_CHARACTERS) return start.slice(0, START_CHARACTERS);
  }
  return (start + unescaping.end()).slice(0, START_CHARACTERS);
}

/** Makes text of the bytes between two quotes of JSON, whose escapes may be cut. */
class Unescaping {
  private readonly decoder = new TextDecoder();
  private held = '';

  add(piece: Uint8Array): string {
    const text = this.held + this.decoder.decode(piece, { stream: true });
    const end = endOfWhole(text);
    this.held = text.slice(end);
    return unescaped(text.slice(0, end));
  }

  end(): string {
    return unescaped(this.held + this.decoder.decode());
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
