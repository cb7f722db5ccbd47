import type { Allowance } from './allowance';

const MINUTE = 60_000;

/**
 * What may be sent when. Two things hold: in no minute more than is allowed, and, for the background, a token bucket
 * that spreads its requests over the minute. Times in ms of a steady clock.
 */
export class RequestBudget {
  /** When the requests of the last minute were sent, the oldest first. */
  private spentAt: number[] = [];
  private tokens: number | undefined;
  private filledAt = 0;
  /** Requests of others that the server has counted, and until when they may count. */
  private foreign = { count: 0, until: 0 };

  /** When the next request may be sent; `now` when at once. */
  nextAt(now: number, allowance: Allowance, forPerson: boolean): number {
    if (forPerson) return this.roomAt(now, allowance.everything);
    return Math.max(this.asideAt(now, allowance), this.tokenAt(now, allowance));
  }

  /** The same for one request that is none of those to be spread. */
  asideAt(now: number, allowance: Allowance): number {
    return this.roomAt(now, allowance.background);
  }

  spend(now: number, allowance: Allowance): void {
    this.tokens = this.fill(now, allowance) - 1;
    this.count(now);
  }

  /** A request that is none of those to be spread, but counts in its minute. */
  count(now: number): void {
    this.spentAt.push(now);
  }

  /** The last request was not sent after all. */
  takeBack(): void {
    if (this.spentAt.pop() !== undefined && this.tokens !== undefined) this.tokens++;
  }

  /** The server has told how many requests it still takes: those of others count as well as ours. */
  leave(remaining: number, now: number, { everything }: Allowance): void {
    const ours = this.lastMinute(now).length;
    this.foreign = { count: Math.max(Math.ceil(everything) - remaining - ours, 0), until: now + MINUTE };
  }

  /** There is no room at all, as the server has shown. */
  empty(now: number, allowance: Allowance): void {
    this.tokens = Math.min(this.fill(now, allowance), 0);
  }

  /** When less than `limit` requests will have been sent within a minute; where it changes before, that time. */
  private roomAt(now: number, limit: number): number {
    const spent = this.lastMinute(now);
    const foreign = this.foreign.until > now ? this.foreign.count : 0;
    const tooMany = spent.length + foreign + 1 - Math.max(Math.floor(limit), 1);
    if (tooMany <= 0) return now;
    const ours = spent[tooMany - 1];
    const oursAt = ours === undefined ? Number.POSITIVE_INFINITY : ours + MINUTE;
    return Math.min(oursAt, foreign > 0 ? this.foreign.until : Number.POSITIVE_INFINITY);
  }

  private tokenAt(now: number, allowance: Allowance): number {
    const missing = 1 - this.fill(now, allowance);
    // Rounded up: a moment too early there would be no token yet.
    return missing <= 0 ? now : now + Math.ceil((missing * MINUTE) / allowance.background);
  }

  /** The tokens there are by now. */
  private fill(now: number, { background, burst }: Allowance): number {
    const earned = (Math.max(now - this.filledAt, 0) * background) / MINUTE;
    // The person's requests come out of it too, but are not to be paid off for long: the minute is kept anyway.
    const debt = Math.max((this.tokens ?? burst) + earned, -1);
    this.tokens = Math.min(debt, burst);
    this.filledAt = now;
    return this.tokens;
  }

  private lastMinute(now: number): number[] {
    const first = this.spentAt.findIndex((at) => at > now - MINUTE);
    if (first !== 0) this.spentAt = first < 0 ? [] : this.spentAt.slice(first);
    return this.spentAt;
  }
}
