import { MINUTE_MS } from '../../base/time';
import type { KeyLimits } from '../../endpoints/keyLimits';
import type { RateLimits } from '../../endpoints/rateLimits';

/** What a server says of its limits: `limit` and `remaining` in headers, the others about the key. */
export type ServerLimits = RateLimits & KeyLimits;

/** A limit that no header tells any more may have been that of a proxy on the way. */
const HEADER_HOLDS_MS = 10 * MINUTE_MS;
/** Requests a minute. */
const UNLIMITED = Number.POSITIVE_INFINITY;
/** Of the limit in the settings, regained each minute without a refusal; at least one request. */
const REGAINED = 1 / 20;

/**
 * How many requests a minute one origin takes: what the person set, lowered by what the server says, and halved once in a
 * minute in which it refuses (429), then raised again little by little (AIMD), for others may share the limit.
 */
export class AdaptiveLimit {
  private ofKey = UNLIMITED;
  private ofModel = UNLIMITED;
  /** Requests for a status name no model, so the limit of one counts only after a refusal. */
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
    const regained = this.afterRefusal.limit + minutes * Math.max(Math.floor(most * REGAINED), 1);
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

  /** The server has refused a request as one too many. It counts by the minute: all refusals of one say the same. */
  lower(now: number): void {
    this.isRefused = true;
    if (this.afterRefusal && now - this.afterRefusal.at < MINUTE_MS) return;
    this.afterRefusal = { limit: Math.max(Math.floor(this.at(now) / 2), 1), at: now };
  }

  /** There is another key, with limits of its own. */
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
