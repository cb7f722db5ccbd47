import type { AnswerSpool } from './spool';

/** What sends our requests. At most 3 redirects are followed, none of them away from https. */
export interface Http {
  /**
   * Requests a JSON document of at most 1 MiB within 30 s, by GET or, with a question, by POST. A good answer that may and
   * does hold videos is read up to 128 MiB, or 1 GiB with a `spool`, within 10 min.
   *
   * @returns the answer, whatever its status.
   * @throws VideoApiError `offline`, `timeout`, `malformed`, or `notSaved` where the spool cannot be written; the
   *   reason of `signal` when it was aborted.
   */
  getJson(request: HttpRequest): Promise<JsonAnswer>;
  /**
   * GETs something large: the answer comes within 30 s, and after that a piece of it at least every 30 s.
   *
   * @throws as `getJson`
   */
  getStream(request: HttpRequest): Promise<StreamAnswer>;
}

export interface HttpRequest {
  readonly url: string;
  /** The body of a POST, as JSON. Only for a question: it is sent once more where the connection was closed. */
  readonly question?: string;
  /** Sent to the origin of `url` only, and never shown. */
  readonly keyHeaders: Readonly<Record<string, string>>;
  /** What else no log and no error may show, such as the name of a cloud project. */
  readonly hidden?: readonly string[];
  /** Other headers, such as `range`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether a good answer may have videos inside it. */
  readonly mayHoldVideo?: boolean;
  /** Where they go, and can be read as long as it is not discarded. Without it, they stay in memory. */
  readonly spool?: AnswerSpool | undefined;
  readonly signal: AbortSignal;
}

export interface JsonAnswer {
  readonly status: number;
  /** As `JsonBody.value` in body.ts. */
  readonly body: unknown;
  /** The first 64 Ki characters of a body that was not parsed. */
  readonly text?: string;
  /** ms from now, as `Retry-After` says: before the next request, whatever the status. */
  readonly retryAfter: number | undefined;
  /** ms by which the clock of the server is ahead of ours; absent where that is not known. See `readClockAhead`. */
  readonly clockAhead?: number;
  /** What the request cost in dollars, as LiteLLM's header `x-litellm-response-cost` says; more than 0. */
  readonly cost?: number;
}

/** An answer as JSON, and the whole body as text. */
export interface TextAnswer {
  readonly answer: JsonAnswer;
  readonly text: string;
}

/** An answer whose body is not read yet. It is read either piece by piece or as text. */
export interface StreamAnswer {
  readonly status: number;
  /** @returns undefined when there is no such header */
  header(name: string): string | undefined;
  /** @throws VideoApiError `offline` or `timeout` where the body breaks off; the reason of the request's signal. */
  pieces(): AsyncIterable<Uint8Array>;
  /**
   * Reads a body that is no video.
   *
   * @param pieces the whole body, where some of its pieces were read already
   * @throws as `Http.getJson`
   */
  readText(pieces?: AsyncIterable<Uint8Array>): Promise<TextAnswer>;
  /** Frees the connection of a body that is not read to its end. */
  discard(): void;
}
