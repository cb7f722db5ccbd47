import type { Allowance } from './allowance';

const MINUTE = 60_000;

/** A token bucket. Times in ms since the epoch. */
export class RequestBudget {
  private tokens: number | undefined;
  private filledAt = 0;

  /** When the next request may be sent; `now` when at once. The person may take the reserve in advance. */
  nextAt(now: number, allowance: Allowance, forPerson: boolean): number {
    const { steady, reserve } = allowance;
    const needed = forPerson ? 1 - reserve : 1;
    const missing = needed - this.fill(now, allowance);
    // Rounded up: a moment too early there would be no token yet.
    return missing <= 0 ? now : now + Math.ceil((missing * MINUTE) / steady);
  }

  spend(now: number, allowance: Allowance): void {
    this.tokens = this.fill(now, allowance) - 1;
  }

  /** The last request was not sent after all. */
  takeBack(): void {
    if (this.tokens !== undefined) this.tokens++;
  }

  /** The server has told how many requests it will still take: those of others count too. */
  leave(remaining: number, now: number, allowance: Allowance): void {
    this.tokens = Math.min(this.fill(now, allowance), Math.max(remaining, 0) - allowance.reserve);
  }

  /** There is no room at all, as the server has shown. */
  empty(now: number, allowance: Allowance): void {
    this.tokens = Math.min(this.fill(now, allowance), 0);
  }

  /** The tokens there are by now; a limit that was lowered lowers them too. */
  private fill(now: number, { burst, steady }: Allowance): number {
    const earned = (Math.max(now - this.filledAt, 0) * steady) / MINUTE;
    this.tokens = this.tokens === undefined ? burst : Math.min(this.tokens + earned, burst);
    this.filledAt = now;
    return this.tokens;
  }
}
