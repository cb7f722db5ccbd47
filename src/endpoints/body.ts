import { JsonShape } from './jsonShape';
import { VideoApiError } from './videoApi';

/** Bytes, after decompression; a status answer has some hundred. */
const MAX_JSON_SIZE = 1024 * 1024;
/** The same for an answer that holds videos: four of 8 s, a third longer in Base64 than they are. */
const MAX_INLINE_SIZE = 128 * 1024 * 1024;
const HOLDS_VIDEO = /"(?:bytesBase64Encoded|encodedVideo|videoBytes)"|"data:video/;

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
  /** Whether it may hold a video, and so be as large. */
  readonly mayHoldVideo: boolean;
  /** Called for each piece of one that holds a video and so may take its time. */
  readonly onPiece: () => void;
}

/** A body as text. */
export interface BodyText {
  readonly text: string;
  /** Whether it has no more values and levels than an answer may have. */
  readonly isParsable: boolean;
}

/**
 * Reads a body that is to be JSON.
 *
 * @throws VideoApiError `malformed` when it is over 1 MiB and holds no video, or over 128 MiB.
 */
export async function readText(response: WithBody, { mayHoldVideo, onPiece }: Reading): Promise<BodyText> {
  const decoder = new TextDecoder();
  const shape = new JsonShape();
  const texts: string[] = [];
  let size = 0;
  let limit = MAX_JSON_SIZE;
  for await (const piece of bodyOf(response)) {
    size += piece.length;
    shape.add(piece);
    texts.push(decoder.decode(piece, { stream: true }));
    const isLarge = size > limit && limit === MAX_JSON_SIZE;
    if (isLarge && mayHoldVideo && HOLDS_VIDEO.test(texts.join(''))) limit = MAX_INLINE_SIZE;
    if (size > limit || (limit === MAX_INLINE_SIZE && !shape.isParsable)) throw tooLarge(limit);
    if (limit === MAX_INLINE_SIZE) onPiece();
  }
  return { text: texts.join('') + decoder.decode(), isParsable: shape.isParsable };
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
