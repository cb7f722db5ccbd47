import type { RequestInit, Response } from 'node-fetch';
import { defined } from '../../base/defined';
import { oneLine } from '../../outside/oneLine';
import { redact } from '../../outside/redaction';
import { textFrom } from '../../outside/text';
import { readCostHeader } from '../cost';
import { isLoopback, mayCarryKey } from '../endpoint';
import { VideoApiError } from '../videoApi';
import { unlessAborted } from './abort';
import { bodyOf, discard, type JsonBody, readJson, type WithBody } from './body';
import { readClockAhead } from './httpDate';
import type { Http, HttpRequest, JsonAnswer, StreamAnswer, TextAnswer } from './httpPort';
import { type RateLimits, readRateLimits } from './rateLimits';
import { nextHop, type ResolveHost } from './redirect';
import { readPollAfter, readRetryAfter } from './retryAfter';
import { Watchdog } from './watchdog';

/** A status answer takes well under a second, and so does the next piece of a video. */
const DEADLINE_MS = 30_000;
/** For an answer that holds videos: 128 MiB at some 2 Mbit/s. Without it, an answer that drips would never end. */
const VIDEO_DEADLINE_MS = 10 * 60_000;
/** Of an answer, for the log or for a person. */
const SHOWN_CHARACTERS = 64 * 1024;
const MAX_REDIRECTS = 3;
/** Of a host that is shown. */
const HOST_CHARACTERS = 100;

/** How a server on this computer is read: it may send faster than any network. */
export interface LoopbackConnections {
  /** Undefined once they turn out not to work here: then connections are as to any other server. */
  readonly agent: RequestInit['agent'];
  /**
   * Passes on the pieces of a body that came over them.
   *
   * @throws Error for a piece that later reads would overwrite; the next request gets no `agent`
   */
  checked(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
}

interface HttpOptions {
  /** Undefined in a browser, which sends its own. */
  readonly userAgent: string | undefined;
  /** Receives a line for the log: the request and the raw answer, redacted. The line is made only when it is wanted. */
  readonly log?: (line: () => string) => void;
  /** Undefined where names cannot be resolved, as in a browser: there, no redirect is judged by the addresses of its name. */
  readonly resolveHost?: ResolveHost | undefined;
  /** For large answers of this computer; undefined in a browser. */
  readonly openLoopback?: (() => Promise<LoopbackConnections>) | undefined;
  /** ms for all hops and the body together, or for each piece of a large body; 30 s when not given. */
  readonly deadline?: number | undefined;
  /** ms in all for an answer that holds videos; 10 min when not given. */
  readonly videoDeadline?: number | undefined;
  /** Receives the rate limits in each answer of the origin that was asked; those of other origins after a redirect are ignored. */
  readonly onRateLimits?: (origin: string, limits: RateLimits) => void;
  /** Receives the origin that was asked for each further request there: after a redirect to itself, or on a new connection. */
  readonly onExtraRequest?: (origin: string) => void;
}

/** Sends requests by node-fetch, or by the platform's own fetch in a browser. No other file sends any. */
export function createHttp(options: HttpOptions): Http {
  return {
    async getJson(request) {
      const exchange = new Exchange(request, options);
      const response = await exchange.open('application/json');
      return (await exchange.readText(response)).answer;
    },
    async getStream(request) {
      const exchange = new Exchange(request, options, options.openLoopback);
      return exchange.streamOf(await exchange.open('video/mp4, */*;q=0.5'));
    },
  };
}

/** One request and its answer, which share one deadline. */
class Exchange {
  private readonly secrets: readonly string[];
  private readonly watchdog: Watchdog;
  /** What the latest hop was sent by, where it went to this computer. */
  private loopback: LoopbackConnections | undefined;

  constructor(
    private readonly request: HttpRequest,
    private readonly options: HttpOptions,
    private readonly openLoopback?: HttpOptions['openLoopback'],
  ) {
    const keys = Object.values(request.keyHeaders).map((value) => value.replace(/^Bearer /, ''));
    this.secrets = [...keys, ...(request.hidden ?? [])];
    this.watchdog = new Watchdog(request.signal, options.deadline ?? DEADLINE_MS, this.secrets);
  }

  /** Sends the request, and follows redirects. */
  open(accept: string): Promise<Response> {
    return this.watchdog.guard(() => this.follow(accept));
  }

  async readText(response: Response, body: WithBody = response): Promise<TextAnswer> {
    const mayHoldVideo =
      this.request.mayHoldVideo === true && response.status >= 200 && response.status <= 299;
    const now = Date.now();
    const clockAhead = readClockAhead(response.headers, now);
    // A server dates the end of the wait by its own clock.
    const retryAfter =
      readRetryAfter(response.headers.get('retry-after'), now + (clockAhead ?? 0)) ??
      readPollAfter(response.headers.get('openai-poll-after-ms'));
    const { spool } = this.request;
    const onPiece = () => this.watchdog.restart(this.options.videoDeadline ?? VIDEO_DEADLINE_MS);
    const read = await this.watchdog.guard(() => readJson(body, { mayHoldVideo, onPiece, spool }));
    this.watchdog.stop();
    this.log(response, read.text);
    const cost = readCostHeader(response.headers.get('x-litellm-response-cost'));
    const answer = { ...answerOf(response.status, read), retryAfter, ...defined({ clockAhead, cost }) };
    return { answer, text: read.text };
  }

  streamOf(response: Response): StreamAnswer {
    this.log(response, '');
    return {
      status: response.status,
      header: (name) => response.headers.get(name) ?? undefined,
      pieces: () => {
        const body = bodyOf(response);
        return this.watchdog.guardPieces(this.loopback?.checked(body) ?? body);
      },
      readText: (pieces) => this.readText(response, pieces && { body: pieces }),
      discard: () => {
        this.watchdog.stop();
        discard(response);
      },
    };
  }

  /** node-fetch's own redirects would carry `x-goog-api-key` to any host, so each hop is ours. */
  private async follow(accept: string): Promise<Response> {
    const { secrets } = this;
    const first = new URL(this.request.url);
    if (Object.keys(this.request.keyHeaders).length > 0 && !mayCarryKey(first)) {
      throw new VideoApiError('rejected', { kind: 'insecureAddress' });
    }
    let url = first;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      if (hop > 0 && url.origin === first.origin) this.options.onExtraRequest?.(first.origin);
      const response = await this.send(url, accept, url.origin === first.origin);
      const location = redirectOf(response);
      if (location === undefined) return response;
      discard(response);
      const next = nextHop({ location, from: url, first, secrets }, this.options.resolveHost);
      const to = await unlessAborted(next, this.watchdog.signal);
      this.mustKeepQuestion(response.status, to, first);
      url = to;
    }
    throw new VideoApiError('malformed', { kind: 'tooManyRedirects', most: MAX_REDIRECTS });
  }

  /**
   * A question goes to the origin that was asked only, and as it is: after another redirect than 307 or 308 it would become
   * a GET (RFC 9110, 15.4), whose answer says nothing about it.
   */
  private mustKeepQuestion(status: number, to: URL, first: URL): void {
    if (this.request.question === undefined) return;
    if (to.origin === first.origin && [307, 308].includes(status)) return;
    const host = textFrom(to.host, HOST_CHARACTERS, this.secrets);
    throw new VideoApiError('malformed', { kind: 'unsafeRedirect', host });
  }

  /** @param isFirstOrigin whether `url` is of the origin that was asked, which alone gets the key */
  private async send(url: URL, accept: string, isFirstOrigin: boolean): Promise<Response> {
    const { request, options, watchdog } = this;
    const headers = {
      accept,
      ...(options.userAgent !== undefined && { 'user-agent': options.userAgent }),
      ...(request.question !== undefined && { 'content-type': 'application/json' }),
      ...request.headers,
      ...(isFirstOrigin && request.keyHeaders),
    };
    this.loopback = isLoopback(url) ? await this.openLoopback?.() : undefined;
    const { signal } = watchdog;
    const init = { ...questionOf(request), headers, signal, agent: this.loopback?.agent };
    const onRetry = () => isFirstOrigin && options.onExtraRequest?.(url.origin);
    const response = await fetchWithRetry(url.href, init, onRetry);
    const limits = isFirstOrigin ? readRateLimits(response.headers) : undefined;
    if (limits) options.onRateLimits?.(url.origin, limits);
    return response;
  }

  /** In one line: a server's line breaks must not look like lines of the log, nor may it send commands to a terminal. */
  private log({ status }: Response, text: string): void {
    this.options.log?.(() => {
      const shown = oneLine(text.slice(0, SHOWN_CHARACTERS), SHOWN_CHARACTERS);
      const method = this.request.question === undefined ? 'GET' : 'POST';
      return redact(`${method} ${this.request.url}: ${status} ${shown}`, this.secrets);
    });
  }
}

/** The codes of a connection that is closed before an answer comes, "socket hang up" among them. */
const CLOSED_CODES = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];

/** What `fetch` needs for a POST; nothing for a GET. */
type Question = { readonly method?: 'POST'; readonly body?: string };

function questionOf({ question }: HttpRequest): Question {
  return question === undefined ? {} : { method: 'POST', body: question };
}

interface FetchOptions extends Question {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly agent: RequestInit['agent'];
}

/**
 * Node keeps connections, and a server may close one at the very moment of the next request (nodejs/node #20256). Neither a
 * GET nor a question changes anything, so it is sent once more, on a connection of its own.
 */
async function fetchWithRetry(url: string, options: FetchOptions, onRetry: () => void): Promise<Response> {
  // Loaded at the first request: node-fetch is half of the extension's code and would slow every start of VS Code.
  const { default: fetch } = await import('node-fetch');
  const init: RequestInit = { ...options, redirect: 'manual' };
  try {
    return await fetch(url, init);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (options.signal.aborted || !CLOSED_CODES.includes(String(code))) throw error;
    onRetry();
    // Without an agent, no kept connection is used: the next one may be closed, too. VS Code's proxy support sets its own agent.
    const headers = { ...options.headers, connection: 'close' };
    return await fetch(url, { ...init, headers, agent: () => false });
  }
}

function redirectOf({ status, headers }: Response): string | undefined {
  // A browser hides where a redirect leads, and would follow it with the key.
  if (status === 0) throw new VideoApiError('malformed', { kind: 'hiddenRedirect' });
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  return headers.get('location') ?? undefined;
}

function answerOf(status: number, { text, value }: JsonBody): Pick<JsonAnswer, 'status' | 'body' | 'text'> {
  return {
    status,
    body: value,
    ...(value === undefined && { text: text.slice(0, SHOWN_CHARACTERS) }),
  };
}
