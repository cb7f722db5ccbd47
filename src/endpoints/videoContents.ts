import * as v from 'valibot';
import { type FaultDetail, quoted } from '../operations/faultDetail';
import { faultText } from '../operations/faultText';
import { holdsSecret } from '../outside/redaction';
import { errorOf } from './apiErrors';
import { type Refusal, refusalOf } from './contentRefusal';
import { keyHeadersOf } from './endpoint';
import type { Http, StreamAnswer } from './httpPort';
import { VideoApiError } from './videoApi';
import type { VideoSource } from './videoSource';
import { headOf, isCalledWords, isWords, joined } from './wordsInstead';

/** Why there is no video where it should be. */
export class NoVideoError extends Error {
  override readonly name = 'NoVideoError';
  readonly detail: FaultDetail;

  /**
   * `gone`: the API itself says that it no longer has it, or shows it to nobody with this key.
   * `withheld`: there never was one: the safety filter kept it back.
   * `notReady`: there is none yet.
   * `notAVideo`: what came is something else.
   * `incomplete`: not all of it came, or more than there should be.
   *
   * @param told as of `VideoApiError`
   * @param retryAfter ms from now: how long the server asked us to wait
   */
  constructor(
    readonly kind: 'gone' | 'withheld' | 'notReady' | 'notAVideo' | 'incomplete',
    told: FaultDetail | string,
    readonly retryAfter?: number | undefined,
  ) {
    const detail = typeof told === 'string' ? quoted(told) : told;
    super(faultText(detail));
    this.detail = detail;
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

/** What the API has of a video: itself, nothing since the filter kept it back, nothing any more, or nothing yet. */
export type Presence = 'present' | 'withheld' | 'gone' | 'notReady';

const ETAG = /^[!-~]{1,200}$/;

type FetchableSource = Exclude<VideoSource, { kind: 'none' }>;

/** How videos are fetched. */
export interface VideoContents {
  /**
   * @param key sent to an `endpoint` source only
   * @throws NoVideoError; VideoApiError; the reason of `signal` when it was aborted.
   */
  open(
    source: FetchableSource,
    wanted: Wanted,
    key: string | undefined,
    signal: AbortSignal,
  ): Promise<VideoContent>;
  /**
   * Asks for a video and gives it up once it begins: gateways do not answer HEAD.
   *
   * @param key sent to an `endpoint` source only
   * @throws VideoApiError for whatever proves nothing of the video; the reason of `signal` when it was aborted.
   */
  probe(source: FetchableSource, key: string | undefined, signal: AbortSignal): Promise<Presence>;
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
      const secrets = key === undefined ? [] : [key];
      const place = placeOf(answer);
      const isPart = place && !(place.start > 0 && isCalledWords(answer.header('content-type')));
      if (isPart) return contentOf(answer, place, secrets);
      if ([200, 206, 416].includes(answer.status) && wanted.start > 0) {
        // It is another video than that of which we have a part, or words in its midst, or we cannot know what part came:
        // browsers hide it.
        answer.discard();
        return contents.open(source, { start: 0 }, key, signal);
      }
      throw errorFor(refusalOf(await answer.readText(), secrets));
    },
    async probe(source, key, signal) {
      try {
        const content = await contents.open(source, { start: 0 }, key, signal);
        content.discard();
        return 'present';
      } catch (error) {
        return presenceAfter(error);
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

/** Opens what came, unless it begins with words instead: some gateways send them with status 200, and even as video/mp4. */
async function contentOf(
  answer: StreamAnswer,
  place: Place,
  secrets: readonly string[],
): Promise<VideoContent> {
  const pieces = answer.pieces()[Symbol.asyncIterator]();
  const head = place.start === 0 ? await headOf(pieces) : [];
  if (head.at(-1)?.done && head.length === 1) throw new NoVideoError('notAVideo', { kind: 'nothingCame' });
  if (isWords(head, answer.header('content-type'))) {
    throw errorFor(refusalOf(await answer.readText(joined(head, pieces)), secrets));
  }
  return {
    ...place,
    etag: etagIn(answer, secrets),
    pieces: () => joined(head, pieces),
    discard: () => answer.discard(),
  };
}

function errorFor(refusal: Refusal): Error {
  switch (refusal.kind) {
    case 'fault':
      return refusal.error;
    case 'notReady':
      return new NoVideoError(refusal.kind, refusal.detail, refusal.retryAfter);
    default:
      return new NoVideoError(refusal.kind, refusal.detail);
  }
}

function presenceAfter(error: unknown): Presence {
  if (!(error instanceof NoVideoError)) throw error;
  const { kind, detail } = error;
  if (kind === 'notAVideo' || kind === 'incomplete') throw new VideoApiError('malformed', detail);
  return kind;
}

/** Where the bytes of an answer belong, and how many the whole video has. */
type Place = Pick<VideoContent, 'start' | 'size'>;

/** Some servers continue with 200 and a Content-Range all the same; undefined where no one can tell. */
function placeOf(answer: StreamAnswer): Place | undefined {
  if (answer.status === 206) return spanOf(answer);
  if (answer.status !== 200) return undefined;
  return spanOf(answer) ?? { start: 0, size: lengthOf(answer) };
}

/**
 * The tag of this version of a video, where it is one (RFC 9110, 8.8.3, but for the quotation marks, which some leave
 * out) and holds no key: it is sent to wherever a redirect leads.
 */
function etagIn(answer: StreamAnswer, secrets: readonly string[]): string | undefined {
  const told = answer.header('etag') ?? '';
  return ETAG.test(told) && !holdsSecret(told, secrets) ? told : undefined;
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
function spanOf(answer: StreamAnswer): Place | undefined {
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(answer.header('content-range') ?? '') ?? [];
  return start === undefined ? undefined : { start: Number(start), size: numberIn(size) };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
