import type { ErrorForm } from './errorReplies';
import { rateLimited } from './faultReplies';
import type { Reply } from './reply';

const MINUTE_MS = 60_000;

/**
 * Counts requests by the minute of the clock. As LiteLLM does, it tells what is left with each good answer, and of a
 * request too many only that a whole minute will do (BerriAI/litellm, litellm/proxy/hooks/parallel_request_limiter_v3.py).
 */
export class RequestLimit {
  #minute = Number.NaN;
  #used = 0;

  constructor(private readonly perMinute: number) {}

  /** Counts a request at a time in milliseconds since 1970; the refusal if it is one too many. */
  take(at: number, form: ErrorForm): Reply | undefined {
    const minute = Math.floor(at / MINUTE_MS);
    if (minute !== this.#minute) this.#used = 0;
    this.#minute = minute;
    if (++this.#used <= this.perMinute) return undefined;
    return rateLimited(form, at, { limit: this.perMinute, headers: { 'retry-after': '60' } });
  }

  /** A good answer with what is left now; any other as it is. */
  tell(reply: Reply): Reply {
    if (!('headers' in reply) || reply.status >= 400) return reply;
    const told = {
      'x-ratelimit-api_key-limit-requests': this.perMinute,
      'x-ratelimit-api_key-remaining-requests': Math.max(this.perMinute - this.#used, 0),
    };
    return { ...reply, headers: { ...reply.headers, ...told } };
  }
}
