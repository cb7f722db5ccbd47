import * as v from 'valibot';
import type { FaultDetail } from '../operations/faultDetail';
import { holdsAny } from '../outside/redaction';
import { isSigned } from '../outside/signedAddress';
import { keyHeadersOf, secretsOf } from './endpoint';
import { errorOf } from './faults/apiErrors';
import { type ContentRefusal, contentRefusalIn } from './faults/contentRefusal';
import { headOf, isTextBody, isTextType, joined } from './http/contentSniffing';
import type { Http, StreamAnswer } from './http/httpPort';
import { FaultError, VideoApiError } from './videoApi';
import type { FetchableSource } from './videoSource';

/** Why there is no video where it should be. */
export class NoVideoError extends FaultError {
  override readonly name = 'NoVideoError';

  /**
   * `gone`: the API itself says that it no longer has the video, or shows it to nobody with this key.
   * `withheld`: there never was one: the safety filter kept it back.
   * `notReady`: there is none yet.
   * `notAVideo`: the answer is something else.
   * `incomplete`: a part of it is missing, or there is more than there should be.
   *
   * @param detail as of `FaultError`
   * @param retryAfter ms from now: how long the server asked us to wait
   */
  constructor(
    readonly kind: 'gone' | 'withheld' | 'notReady' | 'notAVideo' | 'incomplete',
    detail: FaultDetail | string,
    readonly retryAfter?: number | undefined,
  ) {
    super(detail);
  }
}

/** One part of a video, or all of it. */
export interface VideoContent {
  /** Where the first byte belongs; 0 when the server sends the whole video. */
  readonly start: number;
  /** Bytes of the whole video; undefined where the server does not report them. */
  readonly size: number | undefined;
  /** Identifies this version of the video. */
  readonly etag: string | undefined;
  /** @throws VideoApiError where it breaks off; the reason of the signal. */
  pieces(): AsyncIterable<Uint8Array>;
  /** Frees the connection when the pieces are not read. */
  discard(): void;
}

/** What is still missing of a video: everything from `start` on, unless `etag` is no longer that of the video. */
export interface WantedRange {
  readonly start: number;
  readonly etag?: string | undefined;
}

interface VideoRequest extends WantedRange {
  /** Sent to an `endpoint` source only. */
  readonly key: string | undefined;
  readonly signal: AbortSignal;
}

/** Whether the API has a video: yes, no since the filter kept it back, no longer, or not yet. */
export type VideoPresence = 'present' | 'withheld' | 'gone' | 'notReady';

/** Fetches videos, and what the API knows about them. */
export interface VideoContents {
  /** @throws NoVideoError; VideoApiError; the reason of `signal` when it was aborted. */
  open(source: FetchableSource, request: VideoRequest): Promise<VideoContent>;
  /**
   * Requests a video and gives it up once it begins: gateways do not answer HEAD.
   *
   * @param key sent to an `endpoint` source only
   * @throws VideoApiError for whatever proves nothing of the video; the reason of `signal` when it was aborted.
   */
  probe(source: FetchableSource, key: string | undefined, signal: AbortSignal): Promise<VideoPresence>;
  /**
   * When a Gemini file will be deleted: `expirationTime` (ai.google.dev/api/files), ISO 8601 UTC; undefined when the
   * answer has no such time.
   *
   * @throws VideoApiError; the reason of `signal` when it was aborted.
   */
  expiry(url: string, key: string | undefined, signal: AbortSignal): Promise<string | undefined>;
}

export class HttpVideoContents implements VideoContents {
  /** @param onOpen receives the origin of each request for a video itself, before it is sent */
  constructor(
    private readonly http: Http,
    private readonly onOpen: (origin: string) => void = () => undefined,
  ) {}

  async open(source: FetchableSource, request: VideoRequest): Promise<VideoContent> {
    const { start, key, signal } = request;
    const keyHeaders = source.kind === 'endpoint' ? keyHeadersOf(source.keyForm, key) : {};
    this.onOpen(new URL(source.url).origin);
    const answer = await this.http.getStream({
      url: source.url,
      keyHeaders,
      headers: rangeHeaders(request),
      signal,
    });
    if (hasExpired(source, answer)) {
      answer.discard();
      throw new VideoApiError('forbidden', { kind: 'addressExpired', host: new URL(source.url).host });
    }
    const place = placeOf(answer);
    const isTextWithin = place && place.start > 0 && isTextType(answer.header('content-type'));
    if (place && !isTextWithin) return contentOf(answer, place, secretsOf(key));
    if ([200, 206, 416].includes(answer.status) && start > 0) {
      // Start over: this is another version of the video, or text in place of a part, or a part of an unknown place, which
      // browsers hide.
      answer.discard();
      return this.open(source, { start: 0, key, signal });
    }
    throw errorFrom(contentRefusalIn(await answer.readText(), secretsOf(key)));
  }

  async probe(source: FetchableSource, key: string | undefined, signal: AbortSignal): Promise<VideoPresence> {
    try {
      const content = await this.open(source, { start: 0, key, signal });
      content.discard();
      return 'present';
    } catch (error) {
      return presenceAfter(error);
    }
  }

  async expiry(url: string, key: string | undefined, signal: AbortSignal): Promise<string | undefined> {
    const answer = await this.http.getJson({ url, keyHeaders: keyHeadersOf('x-goog-api-key', key), signal });
    if (answer.status !== 200) throw errorOf(answer, secretsOf(key));
    const file = v.safeParse(fileInfo, answer.body);
    return file.success ? new Date(file.output.expirationTime).toISOString() : undefined;
  }
}

/** With these, stores of files refuse an address whose signature is good no more; with 404, where the file is gone with it. */
const EXPIRED_STATUSES: readonly number[] = [400, 401, 403, 404, 410];

/** Whether a host that is not the endpoint refuses a signed address. The endpoint may sign another. */
function hasExpired(source: FetchableSource, { status }: StreamAnswer): boolean {
  return source.kind === 'foreign' && EXPIRED_STATUSES.includes(status) && isSigned(new URL(source.url));
}

const fileInfo = v.object({
  expirationTime: v.pipe(
    v.string(),
    v.check((time) => !Number.isNaN(Date.parse(time))),
  ),
});

/** The content of an answer, unless it begins with text: some gateways send text with status 200, and even as video/mp4. */
async function contentOf(
  answer: StreamAnswer,
  place: Place,
  secrets: readonly string[],
): Promise<VideoContent> {
  const pieces = answer.pieces()[Symbol.asyncIterator]();
  const head = place.start === 0 ? await headOf(pieces) : [];
  if (head.at(-1)?.done && head.length === 1) throw nothingCame(place);
  if (isTextBody(head, answer.header('content-type'))) {
    throw errorFrom(contentRefusalIn(await answer.readText(joined(head, pieces)), secrets));
  }
  return {
    ...place,
    etag: etagIn(answer, secrets),
    pieces: () => joined(head, pieces),
    discard: () => answer.discard(),
  };
}

/** Where bytes were announced, the answer is broken, such as by a wrong length, and may be whole the next time. */
function nothingCame({ size = 0 }: Place): NoVideoError {
  return size === 0
    ? new NoVideoError('notAVideo', { kind: 'nothingCame' })
    : new NoVideoError('incomplete', { kind: 'incomplete', received: 0, expected: size });
}

function errorFrom(refusal: ContentRefusal): Error {
  if (refusal.kind === 'fault') return refusal.error;
  const retryAfter = refusal.kind === 'notReady' ? refusal.retryAfter : undefined;
  return new NoVideoError(refusal.kind, refusal.detail, retryAfter);
}

function presenceAfter(error: unknown): VideoPresence {
  if (!(error instanceof NoVideoError)) throw error;
  const { kind, detail } = error;
  if (kind === 'notAVideo' || kind === 'incomplete') throw new VideoApiError('malformed', detail);
  return kind;
}

/** Where the bytes of an answer belong, and how many the whole video has. */
type Place = Pick<VideoContent, 'start' | 'size'>;

/** Undefined where nobody can know. Some servers continue with 200 instead of 206, but with a Content-Range. */
function placeOf(answer: StreamAnswer): Place | undefined {
  if (answer.status === 206) return rangeOf(answer);
  if (answer.status !== 200) return undefined;
  return rangeOf(answer) ?? { start: 0, size: lengthOf(answer) };
}

/** RFC 9110, 8.8.3, but for the quotation marks, which some leave out. */
const ETAG = /^[!-~]{1,200}$/;

/** The entity tag of the video, unless it holds a key: it is sent to wherever a redirect leads. */
function etagIn(answer: StreamAnswer, secrets: readonly string[]): string | undefined {
  const etag = answer.header('etag') ?? '';
  return ETAG.test(etag) && !holdsAny(etag, secrets) ? etag : undefined;
}

/** A range counts the bytes of the video only where it is not compressed. */
function rangeHeaders({ start, etag }: WantedRange): Record<string, string> {
  if (start === 0) return { 'accept-encoding': 'identity' };
  const onlyIf = etag !== undefined && !etag.startsWith('W/') ? { 'if-range': etag } : {};
  return { 'accept-encoding': 'identity', range: `bytes=${start}-`, ...onlyIf };
}

/** Of a compressed body, Content-Length is not the length of the video. */
function lengthOf(answer: StreamAnswer): number | undefined {
  const isPlain = (answer.header('content-encoding') ?? 'identity') === 'identity';
  return isPlain ? numberIn(answer.header('content-length')) : undefined;
}

/** `bytes 100-199/200` (RFC 9110, 14.4); the whole size may be unknown, as `*`. */
function rangeOf(answer: StreamAnswer): Place | undefined {
  const [, start, size] = /^bytes (\d+)-\d+\/(\d+|\*)$/i.exec(answer.header('content-range') ?? '') ?? [];
  return start === undefined ? undefined : { start: Number(start), size: numberIn(size) };
}

function numberIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
