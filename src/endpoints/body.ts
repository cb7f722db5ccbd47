import { JsonShape } from './jsonScanner';
import { LongTexts } from './longTexts';
import { VideoApiError } from './videoApi';

/** Bytes, after decompression; a status answer has some hundred. */
const MAX_JSON_BYTES = 1024 * 1024;
/** The same with the videos inside an answer: four of 8 s, a third longer in Base64 than they are. */
const MAX_INLINE_BYTES = 128 * 1024 * 1024;

/** The fields in which videos come, as `readResult` knows them, and the address that is a video itself. */
const HOLDS_VIDEO = /"(?:bytes_?base64_?encoded|encoded_?video|video_?bytes|base64)"|"data:video/i;

/** An answer of node-fetch or of a browser, which differ in their streams. */
export interface WithBody {
  readonly body: unknown;
}

/** The body of an answer as it comes; empty where there is none. */
export function bodyOf({ body }: WithBody): AsyncIterable<Uint8Array> {
  return (body ?? noPieces()) as AsyncIterable<Uint8Array>;
}

/** How a body that is to be JSON is read. */
interface Reading {
  /** Whether it may hold videos, and so be as large. */
  readonly mayHoldVideo: boolean;
  /** Called for each piece of one that is so large and so may take its time. */
  readonly onPiece: () => void;
}

/** A body as text, and what it says. */
export interface JsonBody {
  /** Without texts of over 256 KiB where it may hold videos. */
  readonly text: string;
  /** Such texts are a `LongText`; undefined where the body is no JSON, or has more values or levels than any answer. */
  readonly value: unknown;
}

/**
 * Reads a body that is to be JSON. The videos in it are never one text, which would cost several times their size.
 *
 * @throws VideoApiError `malformed` when it is over 1 MiB, or over 128 MiB with the videos that it may hold.
 */
export async function readJson(response: WithBody, { mayHoldVideo, onPiece }: Reading): Promise<JsonBody> {
  const shape = new JsonShape();
  const long = new LongTexts();
  const rest = new Rest();
  let bytes = 0;
  let holdsVideo = false;
  for await (const piece of bodyOf(response)) {
    bytes += piece.length;
    for (const run of shape.runsOf(piece)) rest.add(mayHoldVideo ? long.rest(run) : [run.bytes]);
    if (bytes > MAX_INLINE_BYTES) throw tooLarge(MAX_INLINE_BYTES);
    if (bytes <= MAX_JSON_BYTES) continue;
    holdsVideo ||= mayHoldVideo && HOLDS_VIDEO.test(rest.text + long.begun);
    if (!holdsVideo || rest.bytes > MAX_JSON_BYTES || !shape.isParsable) throw tooLarge(MAX_JSON_BYTES);
    onPiece();
  }
  rest.add(long.end());
  const text = rest.end();
  return { text, value: shape.isParsable ? parsed(text, long) : undefined };
}

/** What is read as text. */
class Rest {
  private readonly decoder = new TextDecoder();
  private readonly texts: string[] = [];
  bytes = 0;

  add(pieces: Iterable<Uint8Array>): void {
    for (const piece of pieces) {
      this.bytes += piece.length;
      this.texts.push(this.decoder.decode(piece, { stream: true }));
    }
  }

  /** As far as it has come. */
  get text(): string {
    return this.texts.join('');
  }

  end(): string {
    return this.text + this.decoder.decode();
  }
}

function parsed(text: string, long: LongTexts): unknown {
  try {
    return long.parse(text);
  } catch {
    return undefined;
  }
}

/** Frees the connection of an answer whose body nobody reads. */
export function discard({ body }: WithBody): void {
  if (typeof body !== 'object' || body === null) return;
  // Node's streams are destroyed, those of a browser cancelled; neither has anything to tell.
  if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
  else if ('cancel' in body && typeof body.cancel === 'function')
    void Promise.resolve(body.cancel()).catch(() => undefined);
}

function tooLarge(limit: number): VideoApiError {
  return new VideoApiError('malformed', { kind: 'tooLarge', mebibytes: limit / 1024 / 1024 });
}

async function* noPieces(): AsyncGenerator<Uint8Array> {}
