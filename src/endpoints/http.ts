import type { Response } from 'node-fetch';
import { mayCarryKey } from './endpoint';
import { redact } from './redaction';
import { readRetryAfter } from './retryAfter';
import { VideoApiError } from './videoApi';

/** ms; a status answer takes well under a second. */
const DEADLINE = 30_000;
/** Bytes, after decompression; a status answer has some hundred. */
const MAX_JSON_SIZE = 1024 * 1024;
const MAX_REDIRECTS = 3;

export interface JsonRequest {
  readonly url: string;
  /** Sent to the origin of `url` only, and never shown. */
  readonly keyHeaders: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface JsonAnswer {
  readonly status: number;
  /** Parsed; undefined when the body is no JSON. */
  readonly body: unknown;
  /** ms from now, as told by `Retry-After`. */
  readonly retryAfter: number | undefined;
}

/** The only place that sends requests. */
export interface Http {
  /**
   * GETs a JSON document of at most 1 MiB within 30 s, following at most 3 redirects, none of them away from https.
   *
   * @returns the answer, whatever its status.
   * @throws VideoApiError `offline`, `timeout` or `malformed`; the reason of `signal` when it was aborted.
   */
  getJson(request: JsonRequest): Promise<JsonAnswer>;
}

/** Takes a line for the log: what was asked and the raw answer, redacted. The line is made only when it is wanted. */
export type LogLine = (line: () => string) => void;

/** @param deadline in ms, for all hops and the body together. */
export function createHttp(userAgent: string, log: LogLine, deadline = DEADLINE): Http {
  return {
    async getJson({ url, keyHeaders, signal }) {
      const timeout = AbortSignal.timeout(deadline);
      try {
        const response = await follow(
          new URL(url),
          keyHeaders,
          userAgent,
          AbortSignal.any([signal, timeout]),
        );
        const text = await response.text();
        // In one line, for a server's line breaks must not look like lines of the log.
        log(() =>
          redact(
            `GET ${url}: ${response.status} ${text.replace(/[\r\n]+/g, ' ')}`,
            Object.values(keyHeaders),
          ),
        );
        return answerOf(response, text);
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof VideoApiError) throw error;
        if (timeout.aborted) throw new VideoApiError('timeout', `No answer within ${deadline / 1000} s`);
        throw faultOf(error, Object.values(keyHeaders));
      }
    },
  };
}

/** node-fetch's own redirects would carry `x-goog-api-key` to any host, so each hop is ours. */
async function follow(
  first: URL,
  keyHeaders: Readonly<Record<string, string>>,
  userAgent: string,
  signal: AbortSignal,
): Promise<Response> {
  // Loaded at the first request: half of the extension's code, which would slow every start of VS Code.
  const { default: fetch } = await import('node-fetch');
  if (Object.keys(keyHeaders).length > 0 && !mayCarryKey(first)) {
    throw new VideoApiError('rejected', 'An API key is sent over https only');
  }
  let url = first;
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    const key = url.origin === first.origin ? keyHeaders : {};
    const response = await fetch(url.href, {
      headers: { accept: 'application/json', 'user-agent': userAgent, ...key },
      redirect: 'manual',
      signal,
      size: MAX_JSON_SIZE,
    });
    const location = redirectOf(response);
    if (location === undefined) return response;
    discard(response);
    url = nextHop(location, url);
  }
  throw new VideoApiError('malformed', `More than ${MAX_REDIRECTS} redirects`);
}

function redirectOf({ status, headers }: Response): string | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  return headers.get('location') ?? undefined;
}

function nextHop(location: string, from: URL): URL {
  const url = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
  if (!url || !mayCarryKey(url) || (from.protocol === 'https:' && url.protocol !== 'https:')) {
    throw new VideoApiError('malformed', 'Redirected to an address that is not safe');
  }
  return url;
}

/** Frees the socket of an answer whose body nobody reads. */
function discard({ body }: Response): void {
  if (body && 'destroy' in body && typeof body.destroy === 'function') body.destroy();
}

function answerOf({ status, headers }: Response, text: string): JsonAnswer {
  return {
    status,
    body: parseJson(text),
    retryAfter: readRetryAfter(headers.get('retry-after'), Date.now()),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fault below HTTP that kept an answer away. Its own message holds the address, so only its code is told. */
function faultOf(error: unknown, secrets: readonly string[]): VideoApiError {
  const { type, code } = error as { type?: unknown; code?: unknown };
  if (type === 'max-size') return new VideoApiError('malformed', 'The answer is larger than 1 MiB');
  const what = typeof code === 'string' ? code : redact(String(error), secrets).slice(0, 200);
  return new VideoApiError('offline', `No connection (${what})`);
}
