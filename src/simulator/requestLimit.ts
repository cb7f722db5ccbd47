import type { ErrorForm } from './errorReplies';
import { rateLimited } from './faultReplies';
import type { Reply } from './reply';

const MINUTE_MS = 60_000;

/**
 * Counts requests by the minute of the clock. Like LiteLLM, it tells with each good answer how many are left, and with a
 * refusal only to wait a minute (BerriAI/litellm, litellm/proxy/hooks/parallel_request_limiter_v3.py).
 */
export class RequestLimit {
  private minute = Number.NaN;
  private used = 0;

  constructor(private readonly perMinute: number) {}

  /** Counts a request at a time in ms since the epoch. Returns the refusal if it is one too many. */
  acquire(at: number, form: ErrorForm): Reply | undefined {
    const minute = Math.floor(at / MINUTE_MS);
    if (minute !== this.minute) this.used = 0;
    this.minute = minute;
    if (++this.used <= this.perMinute) return undefined;
    return rateLimited(form, at, { limit: this.perMinute, headers: { 'retry-after': '60' } });
  }

  /** A good answer with the number of requests that are left; any other answer unchanged. */
  withRemaining(reply: Reply): Reply {
    if (!('headers' in reply) || reply.status >= 400) return reply;
    const limits = {
      'x-ratelimit-api_key-limit-requests': this.perMinute,
      'x-ratelimit-api_key-remaining-requests': Math.max(this.perMinute - this.used, 0),
    };
    return { ...reply, headers: { ...reply.headers, ...limits } };
  }
}
