import { faultOfError } from '../../operations/faultDetail';
import { VideoApiError } from '../videoApi';
import { JsonScanner } from './jsonScanner';
import { LongTextExtractor } from './longTextExtractor';
import type { AnswerSpool } from './spool';

/** After decompression; a status answer has some hundred bytes. */
const MAX_JSON_BYTES = 1024 * 1024;
/** For an answer with videos inside that is in memory: four videos of 8 s, which Base64 makes a third longer. */
const MAX_VIDEO_JSON_BYTES = 128 * 1024 * 1024;
/** For one whose videos go to a file. */
const MAX_SPOOLED_JSON_BYTES = 1024 * 1024 * 1024;

/** The fields in which videos come, as `readResult` knows them, and an address that is a video itself. */
const HOLDS_VIDEO = /"(?:bytes_?base64_?encoded|encoded_?video|video_?bytes|base64)"|"data:video/i;
/**
 * In an interaction, the field of a video is only `data`: it counts beside a kind of media, or in what holds its outputs.
 * The inputs are repeated there, so it may be that of an image, too, which is as large.
 */
const HOLDS_DATA = /"data"/;
const HOLDS_MEDIA =
  /"(?:mime_?type|type)"\s*:\s*"(?:video|image|audio)(?:\/[\w.+-]{1,40})?"|"(?:steps|outputs|output_?video)"\s*:/i;

/** An answer of node-fetch or of a browser, which have different streams. */
export interface WithBody {
  readonly body: unknown;
}

/** The body of an answer as it comes; empty where there is none. */
export function bodyOf({ body }: WithBody): AsyncIterable<Uint8Array> {
  return (body ?? noPieces()) as AsyncIterable<Uint8Array>;
}

interface ReadOptions {
  /** Whether the body may hold videos, and so be as large. */
  readonly mayHoldVideo: boolean;
  /** Called for each piece of a large body, which may take a long time. */
  readonly onPiece: () => void;
  /** Where videos go; without it, they stay in memory. */
  readonly spool?: AnswerSpool | undefined;
}

/** A body as text, and as the value that it holds. */
export interface JsonBody {
  /** Where the body may hold videos, without texts of over 256 KiB that may be Base64. */
  readonly text: string;
  /**
   * Such texts are a `LongText`. Undefined where the body is not JSON, or has more values or levels than any
   * answer.
   */
  readonly value: unknown;
}

/**
 * Reads a body that should be JSON. A video in it never becomes one string, which would cost several times its size; from
 * the second MiB on it goes to a file, if there is one, before the next piece is read.
 *
 * @throws VideoApiError `malformed` when it is over 1 MiB, or over 128 MiB (1 GiB with a file) with the videos that it may
 *   hold; `notSaved` when the file cannot be written.
 */
export async function readJson(
  response: WithBody,
  { mayHoldVideo, onPiece, spool }: ReadOptions,
): Promise<JsonBody> {
  const scanner = new JsonScanner();
  const extractor = new LongTextExtractor();
  const rest = new DecodedText();
  const limit = spool ? MAX_SPOOLED_JSON_BYTES : MAX_VIDEO_JSON_BYTES;
  let bytes = 0;
  let holdsVideo = false;
  for await (const piece of bodyOf(response)) {
    bytes += piece.length;
    for (const run of scanner.runsOf(piece)) rest.add(mayHoldVideo ? extractor.extract(run) : [run.bytes]);
    if (bytes > limit) throw tooLarge(limit);
    if (bytes <= MAX_JSON_BYTES) continue;
    holdsVideo ||= mayHoldVideo && (extractor.holdsVideo || mayBeOfVideo(rest.text + extractor.currentStart));
    const isRestSmall = rest.bytes + extractor.currentBytes <= MAX_JSON_BYTES;
    if (!holdsVideo || !isRestSmall || !scanner.isParsable) throw tooLarge(MAX_JSON_BYTES);
    if (spool) await extractor.spill(spool).catch(throwNotSaved);
    onPiece();
  }
  rest.add(extractor.endString());
  const text = rest.whole();
  return { text, value: scanner.isParsable ? parsed(text, extractor) : undefined };
}

/** Whether the beginning of a body shows that videos come in it. */
function mayBeOfVideo(text: string): boolean {
  return HOLDS_VIDEO.test(text) || (HOLDS_DATA.test(text) && HOLDS_MEDIA.test(text));
}

class DecodedText {
  private readonly decoder = new TextDecoder();
  private readonly texts: string[] = [];
  bytes = 0;

  add(pieces: Iterable<Uint8Array>): void {
    for (const piece of pieces) {
      this.bytes += piece.length;
      this.texts.push(this.decoder.decode(piece, { stream: true }));
    }
  }

  /** What was added so far. */
  get text(): string {
    return this.texts.join('');
  }

  /** All that was added, to its last byte. */
  whole(): string {
    return this.text + this.decoder.decode();
  }
}

function parsed(text: string, extractor: LongTextExtractor): unknown {
  try {
    return extractor.parse(text);
  } catch {
    return undefined;
  }
}

/** Frees the connection of an answer whose body nobody reads. */
export function discard({ body }: WithBody): void {
  if (typeof body !== 'object' || body === null) return;
  // A stream of Node has `destroy`, one of a browser `cancel`. A failure of either concerns nobody.
  if ('destroy' in body && typeof body.destroy === 'function') body.destroy();
  else if ('cancel' in body && typeof body.cancel === 'function')
    void Promise.resolve(body.cancel()).catch(() => undefined);
}

function tooLarge(limit: number): VideoApiError {
  return new VideoApiError('malformed', { kind: 'tooLarge', mebibytes: limit / 1024 / 1024 });
}

function throwNotSaved(error: unknown): never {
  throw new VideoApiError('notSaved', faultOfError(error));
}

async function* noPieces(): AsyncGenerator<Uint8Array> {}
