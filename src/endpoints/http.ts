import type { RequestInit, Response } from 'node-fetch';
import { oneLine } from '../outside/oneLine';
import { redact } from '../outside/redaction';
import { unlessAborted } from './abort';
import { bodyOf, discard, type JsonBody, readJson, type WithBody } from './body';
import { mayCarryKey } from './endpoint';
import type { ResolveHost } from './inward';
import { type RateLimits, readRateLimits } from './rateLimits';
import { nextHop } from './redirect';
import { readRetryAfter } from './retryAfter';
import { VideoApiError } from './videoApi';
import { Watchdog } from './watchdog';

/** ms; a status answer takes well under a second, and so does the next piece of a video. */
const DEADLINE = 30_000;
/** ms for an answer that holds videos: at 128 MiB, some 2 Mbit/s. Else one that drips would never end. */
const LONGEST = 10 * 60_000;
/** Characters of an answer that are worth a place in the log, or before a person's eyes. */
const SHOWN_LENGTH = 64 * 1024;
const MAX_REDIRECTS = 3;

export interface HttpRequest {
  readonly url: string;
  /** Sent to the origin of `url` only, and never shown. */
  readonly keyHeaders: Readonly<Record<string, string>>;
  /** Others, such as `range`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a good answer may have videos inside it. */
  readonly mayHoldVideo?: boolean;
  readonly signal: AbortSignal;
}

export interface JsonAnswer {
  readonly status: number;
  /** As `JsonBody.value` in body.ts. */
  readonly body: unknown;
  /** The first 64 Ki characters of a body that was not parsed. */
  readonly text?: string;
  /** ms from now, as told by `Retry-After`. */
  readonly retryAfter: number | undefined;
}

/** An answer whose body is yet to be read: as it comes, or as JSON. */
export interface StreamAnswer {
  readonly status: number;
  /** @returns undefined when there is no such header */
  header(name: string): string | undefined;
  /** @throws VideoApiError `offline` or `timeout` where the body breaks off; the reason of the request's signal. */
  pieces(): AsyncIterable<Uint8Array>;
  /**
   * Reads the body, which is no video, as JSON and as the text that it is.
   *
   * @param pieces the whole body, where some of its pieces were read already
   * @throws as `Http.getJson`
   */
  words(pieces?: AsyncIterable<Uint8Array>): Promise<{ readonly answer: JsonAnswer; readonly text: string }>;
  /** Frees the connection of a body that is not read to its end. */
  discard(): void;
}

/** The only place that sends requests. At most 3 redirects are followed, none of them away from https. */
export interface Http {
  /**
   * GETs a JSON document within 30 s, of at most 1 MiB; a good answer that may and does hold videos, 128 MiB within 10 min.
   *
   * @returns the answer, whatever its status.
   * @throws VideoApiError `offline`, `timeout` or `malformed`; the reason of `signal` when it was aborted.
   */
  getJson(request: HttpRequest): Promise<JsonAnswer>;
  /**
   * GETs something large: the answer within 30 s, and then a piece of it at least every 30 s.
   *
   * @throws as `getJson`
   */
  getStream(request: HttpRequest): Promise<StreamAnswer>;
}

/** Takes a line for the log: what was asked and the raw answer, redacted. The line is made only when it is wanted. */
export type LogLine = (line: () => string) => void;

export interface HttpOptions {
  /** Undefined in a browser, which sends its own. */
  readonly userAgent: string | undefined;
  readonly log?: LogLine;
  /** Undefined where names cannot be resolved, as in a browser: then no redirect is judged by what its name stands for. */
  readonly resolveHost?: ResolveHost | undefined;
  /** ms for all hops and the body together, or for each piece of a large body; 30 s when not given. */
  readonly deadline?: number | undefined;
  /** ms for an answer that holds videos, in all; 10 min when not given. */
  readonly longest?: number | undefined;
  /** Takes what answers of the origin that was asked tell of its limits; hosts it redirects to are not listened to. */
  readonly onRateLimits?: (origin: string, limits: RateLimits) => void;
  /** Takes the origin that was asked, for each further request there: after a redirect to itself, or on a new connection. */
  readonly onExtraRequest?: (origin: string) => void;
}

/** Requests by node-fetch, or the platform's own fetch in a browser, as `options` say. */
export function createHttp(options: HttpOptions): Http {
  const { userAgent, log = () => undefined, resolveHost, onRateLimits, onExtraRequest } = options;
  const { deadline = DEADLINE, longest = LONGEST } = options;
  const listener: Listener = {
    onExtraRequest: (origin) => onExtraRequest?.(origin),
    onAnswer(origin, { headers }) {
      const limits = readRateLimits(headers);
      if (limits) onRateLimits?.(origin, limits);
    },
  };
  const open = (request: HttpRequest, accept: string, watchdog: Watchdog): Promise<Response> => {
    const headers = {
      accept,
      ...(userAgent !== undefined && { 'user-agent': userAgent }),
      ...request.headers,
    };
    return watchdog.over(() => follow(request, { headers, signal: watchdog.signal }, listener, resolveHost));
  };
  const readAnswer = async (
    response: Response,
    request: HttpRequest,
    watchdog: Watchdog,
    body: WithBody = response,
  ) => {
    const mayHoldVideo = request.mayHoldVideo === true && isGood(response.status);
    const onPiece = () => watchdog.restart(longest);
    const read = await watchdog.over(() => readJson(body, { mayHoldVideo, onPiece }));
    watchdog.end();
    log(() => lineOf(request, response.status, read.text));
    return { answer: answerOf(response, read), text: read.text };
  };
  const watch = ({ signal, keyHeaders }: HttpRequest) =>
    new Watchdog(signal, deadline, secretsIn(keyHeaders));
  return {
    async getJson(request) {
      const watchdog = watch(request);
      const { answer } = await readAnswer(
        await open(request, 'application/json', watchdog),
        request,
        watchdog,
      );
      return answer;
    },
    async getStream(request) {
      const watchdog = watch(request);
      const response = await open(request, 'video/mp4, */*;q=0.5', watchdog);
      log(() => lineOf(request, response.status, ''));
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        pieces: () => watchdog.pieces(bodyOf(response)),
        words: (pieces) => readAnswer(response, request, watchdog, pieces && { body: pieces }),
        discard: () => {
          watchdog.end();
          discard(response);
        },
      };
    },
  };
}

/** Is told of what is sent to the origin that was asked, and of what it answers. */
interface Listener {
  onExtraRequest(origin: string): void;
  onAnswer(origin: string, response: Response): void;
}

/** node-fetch's own redirects would carry `x-goog-api-key` to any host, so each hop is ours. */
async function follow(
  { url: start, keyHeaders }: HttpRequest,
  { headers, signal }: Hop,
  listener: Listener,
  resolveHost: ResolveHost | undefined,
): Promise<Response> {
  const first = new URL(start);
  if (Object.keys(keyHeaders).length > 0 && !mayCarryKey(first)) {
    throw new VideoApiError('rejected', { kind: 'insecureAddress' });
  }
  let url = first;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const isFirst = url.origin === first.origin;
    const key = isFirst ? keyHeaders : {};
    const { origin } = url;
    const onSendAgain = () => (isFirst ? listener.onExtraRequest(origin) : undefined);
    if (hops > 0) onSendAgain();
    const response = await send(url.href, { headers: { ...headers, ...key }, signal }, onSendAgain);
    if (isFirst) listener.onAnswer(origin, response);
    const location = redirectOf(response);
    if (location === undefined) return response;
    discard(response);
    const redirect = { location, from: url, first, secrets: secretsIn(keyHeaders) };
    url = await unlessAborted(nextHop(redirect, resolveHost), signal);
  }
  throw new VideoApiError('malformed', { kind: 'tooManyRedirects', most: MAX_REDIRECTS });
}

/** The codes of a connection that is closed before an answer comes, "socket hang up" among them. */
const CLOSED = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];

interface Hop {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Node keeps connections, and a server may close one at the very moment of the next request (nodejs/node #20256): that
 * is no fault of anybody, and a GET changes nothing, so it is sent once more, on a connection of its own.
 */
async function send(url: string, hop: Hop, onSendAgain: () => void): Promise<Response> {
  // Loaded at the first request: half of the extension's code, which would slow every start of VS Code.
  const { default: fetch } = await import('node-fetch');
  const options: RequestInit = { ...hop, redirect: 'manual' };
  try {
    return await fetch(url, options);
  } catch (error) {
    if (hop.signal.aborted || !CLOSED.includes(String((error as { code?: unknown }).code))) throw error;
    onSendAgain();
    // No agent: none of the kept connections, of which the next may be as dead. VS Code's proxy support sets its own.
    const headers = { ...hop.headers, connection: 'close' };
    return await fetch(url, { ...options, headers, agent: () => false });
  }
}

function redirectOf({ status, headers }: Response): string | undefined {
  // A browser hides where a redirect leads, and would follow it with the key.
  if (status === 0) throw new VideoApiError('malformed', { kind: 'hiddenRedirect' });
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  return headers.get('location') ?? undefined;
}

function answerOf({ status, headers }: Response, { text, value }: JsonBody): JsonAnswer {
  return {
    status,
    body: value,
    ...(value === undefined && { text: text.slice(0, SHOWN_LENGTH) }),
    retryAfter: readRetryAfter(headers.get('retry-after'), Date.now()),
  };
}

function isGood(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** In one line, for a server's line breaks must not look like lines of the log, nor may it send a terminal commands. */
function lineOf({ url, keyHeaders }: HttpRequest, status: number, text: string): string {
  const shown = oneLine(text.slice(0, SHOWN_LENGTH), SHOWN_LENGTH);
  return redact(`GET ${url}: ${status} ${shown}`, secretsIn(keyHeaders));
}

function secretsIn(keyHeaders: Readonly<Record<string, string>>): string[] {
  return Object.values(keyHeaders).map((value) => value.replace(/^Bearer /, ''));
}
