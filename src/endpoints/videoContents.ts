import * as v from 'valibot';
import { errorOf, isAboutKey } from './apiErrors';
import { keyHeadersOf } from './endpoint';
import type { Http, JsonAnswer, StreamAnswer } from './http';
import type { VideoSource } from './videoSource';

/** Why there is no video where it should be. The message is redacted and may be shown. */
export class NoVideoError extends Error {
  override readonly name = 'NoVideoError';

  /**
   * `gone`: the server no longer has it, or shows it to nobody with this key.
   * `withheld`: there never was one: the safety filter kept it back.
   * `notAVideo`: what came is something else.
   * `incomplete`: not all of it came, or more than there should be.
   */
  constructor(
    readonly kind: 'gone' | 'withheld' | 'notAVideo' | 'incomplete',
    message: string,
  ) {
    super(message);
  }
}

/** One part of a video, or all of it. */
export interface VideoContent {
  /** Where the first byte belongs; 0 when the server gives the whole video. */
  readonly start: number;
  /** Bytes of the whole video, where the server tells. */
  readonly size: number | undefined;
  /** What tells this version of the video from another one. */
  readonly etag: string | undefined;
  /** @throws VideoApiError where it breaks off; the reason of the signal. */
  pieces(): AsyncIterable<Uint8Array>;
  /** Frees the connection when the pieces are not read. */
  discard(): void;
}

/** What is still wanted of a video: everything from `start` on, unless `etag` is no longer that of the video. */
export interface Wanted {
  readonly start: number;
  readonly etag?: string | undefined;
}

/** How videos are fetched. */
export interface VideoContents {
  /**
   * @param key sent to an `endpoint` source only
   * @throws NoVideoError; VideoApiError; the reason of `signal` when it was aborted.
   */
  open(
    source: Exclude<VideoSource, { kind: 'none' }>,
    wanted: Wanted,
    key: string | undefined,
    signal: AbortSignal,
  ): Promise<VideoContent>;
  /**
   * Whether a video is there, as the head of the answer shows: the body is not read.
   *
   * @param key sent to an `endpoint` source only
   * @throws VideoApiError; the reason of `signal` when it was aborted.
   */
  probe(
    source: Exclude<VideoSource, { kind: 'none' }>,
    key: string | undefined,
    signal: AbortSignal,
  ): Promise<'present' | 'withheld' | 'gone' | 'notReady'>;
  /**
   * When a Gemini file will be deleted: `expirationTime` (ai.google.dev/api/files), ISO 8601 UTC; undefined when the
   * answer does not tell.
   *
   * @throws VideoApiError; the reason of `signal` when it was aborted.
   */
  expiry(url: string, key: string | undefined, signal: AbortSignal): Promise<string | undefined>;
}

/** @param onOpen hears the origin of each request for a video itself, before it is sent */
export function createVideoContents(
  http: Http,
  onOpen: (origin: string) => void = () => undefined,
): VideoContents {
  const contents: VideoContents = {
    async open(source, wanted, key, signal) {
      const keyHeaders = source.kind === 'endpoint' ? keyHeadersOf(source.contract, key) : {};
      onOpen(new URL(source.url).origin);
      const answer = await http.getStream({ url: source.url, keyHeaders, headers: rangeOf(wanted), signal });
      if (answer.status === 200) return { ...partOf(answer), start: 0, size: lengthOf(answer) };
      const span = answer.status === 206 ? spanOf(answer) : undefined;
      if (span) return { ...partOf(answer), ...span };
      if ([206, 416].includes(answer.status) && wanted.start > 0) {
        // It is another video than that of which we have a part, or we cannot know what part came: browsers hide it.
        answer.discard();
        return contents.open(source, { start: 0 }, key, signal);
      }
      throw faultOf(await answer.words(), key === undefined ? [] : [key]);
    },
    async probe(source, key, signal) {
      try {
        (await contents.open(source, { start: 0 }, key, signal)).discard();
        return 'present';
      } catch (error) {
        if (!(error instanceof NoVideoError)) throw error;
        return error.kind === 'gone' || error.kind === 'withheld' ? error.kind : 'notReady';
      }
    },
    async expiry(url, key, signal) {
      const answer = await http.getJson({ url, keyHeaders: keyHeadersOf('gemini', key), signal });
      if (answer.status !== 200) throw errorOf(answer, key === undefined ? [] : [key]);
      const file = v.safeParse(fileInfo, answer.body);
      return file.success ? new Date(file.output.expirationTime).toISOString() : undefined;
    },
  };
  return contents;
}

const fileInfo = v.object({
  expirationTime: v.pipe(
    v.string(),
    v.check((time) => !Number.isNaN(Date.parse(time))),
  ),
});

function partOf(answer: StreamAnswer) {
  return { etag: answer.header('etag'), pieces: () => answer.pieces(), discard: () => answer.discard() };
}

/** Compressed, a range would count other bytes than those of the video. */
function rangeOf({ start, etag }: Wanted): Record<string, string> {
  if (start === 0) return { 'accept-encoding': 'identity' };
  const onlyIf = etag !== undefined && !etag.startsWith('W/') ? { 'if-range': etag } : {};
  return { 'accept-encoding': 'identity', range: `bytes=${start}-`, ...onlyIf };
}

function lengthOf(answer: StreamAnswer): number | undefined {
  // What is packed is not as long as what comes out of it.
  const isPlain = (answer.header('content-encoding') ?? 'identity') === 'identity';
  return isPlain ? numberIn(answer.header('content-length')) : undefined;
}

/** `bytes 100-199/200` (RFC 9110, 14.4); the whole size may be unknown, as `*`. */
function spanOf(
  answer: StreamAnswer,
): { readonly start: number; readonly size: number | undefined } | undefined {
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(answer.header('content-range') ?? '') ?? [];
  return start === undefined ? undefined : { start: Number(start), size: numberIn(size) };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/**
 * A file that is gone is 403 at Google, as if it were another's, and elsewhere 404 or 410: no bad key, unless the error
 * has a type that says so. Without a video LiteLLM answers "No video data found in completed operation", with whatever
 * status and in whatever envelope.
 */
function faultOf(
  { answer, text }: { readonly answer: JsonAnswer; readonly text: string },
  secrets: readonly string[],
): Error {
  const error = errorOf(answer, secrets);
  if (/no video data found/i.test(text)) return new NoVideoError('withheld', error.message);
  const isGone = answer.status === 404 || answer.status === 410 || error.kind === 'forbidden';
  return isGone && !isAboutKey(answer.body) ? new NoVideoError('gone', error.message) : error;
}
