import { MINUTE_MS } from '../../base/time';
import type { RateLimits } from '../../endpoints/http/rateLimits';
import type { KeyLimits } from '../../endpoints/keyLimits';

/** What a server says of its limits: `limit` and `remaining` in headers, the others about the key. */
export type ServerLimits = RateLimits & KeyLimits;

/** A limit in a header counts for so long: it may have come from a proxy that is used no more. */
const HEADER_HOLDS_MS = 10 * MINUTE_MS;
/** Requests a minute. */
const UNLIMITED = Number.POSITIVE_INFINITY;
/** Share of the limit that is regained each minute after a refusal; at least one request. */
const REGAINED_SHARE = 1 / 20;

/**
 * Limit of requests a minute to one origin: the setting, lowered by what the server says. Each minute with a refusal (429)
 * halves it, then it rises again little by little (AIMD): other programs may share the limit.
 */
export class AdaptiveLimit {
  private ofKey = UNLIMITED;
  private ofModel = UNLIMITED;
  /** A status request names no model, so the limit of a model counts only once a refusal shows that it does. */
  private isRefused = false;
  private fromHeaders: { readonly limit: number; readonly at: number } | undefined;
  private afterRefusal: { readonly limit: number; readonly at: number } | undefined;

  constructor(private readonly wanted: () => number) {}

  /** Requests a minute, at least 1; `now` in ms of `Time.elapsed`. */
  at(now: number): number {
    const ofModel = this.isRefused ? this.ofModel : UNLIMITED;
    const most = Math.max(Math.min(this.wanted(), this.ofKey, ofModel, this.headerLimit(now)), 1);
    if (!this.afterRefusal) return most;
    const minutes = Math.floor(Math.max(now - this.afterRefusal.at, 0) / MINUTE_MS);
    const regained = this.afterRefusal.limit + minutes * Math.max(Math.floor(most * REGAINED_SHARE), 1);
    if (regained < most) return regained;
    this.afterRefusal = undefined;
    return most;
  }

  /**
   * The server has said something of its limits. Limits of the key hold as long as it is used. Of several limits in headers,
   * as models have, the lowest counts as long as headers repeat it.
   */
  learn({ limit, limitOfKey, limitOfModel }: ServerLimits, now: number): void {
    if (limitOfKey !== undefined) this.ofKey = Math.max(limitOfKey, 1);
    if (limitOfModel !== undefined) this.ofModel = Math.max(limitOfModel, 1);
    if (limit !== undefined && limit <= this.headerLimit(now)) {
      this.fromHeaders = { limit: Math.max(limit, 1), at: now };
    }
  }

  /** The server refused a request (429). Several refusals within a minute count once. */
  lower(now: number): void {
    this.isRefused = true;
    if (this.afterRefusal && now - this.afterRefusal.at < MINUTE_MS) return;
    this.afterRefusal = { limit: Math.max(Math.floor(this.at(now) / 2), 1), at: now };
  }

  /** There is a new key, which has limits of its own. */
  reset(): void {
    this.ofKey = UNLIMITED;
    this.ofModel = UNLIMITED;
    this.isRefused = false;
    this.fromHeaders = undefined;
    this.afterRefusal = undefined;
  }

  private headerLimit(now: number): number {
    return this.fromHeaders && now - this.fromHeaders.at <= HEADER_HOLDS_MS
      ? this.fromHeaders.limit
      : UNLIMITED;
  }
}
