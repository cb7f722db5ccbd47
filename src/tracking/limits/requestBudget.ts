/** ms */
const WINDOW = 60_000;

/** Counts the requests of the last minute against the most that are allowed. */
export class RequestBudget {
  private spentAt: number[] = [];

  /** When the next request may be sent, in ms since the epoch; `now` when at once. */
  nextAt(now: number, requestsPerMinute: number): number {
    this.forget(now);
    const oldestThatCounts = this.spentAt[this.spentAt.length - requestsPerMinute];
    return oldestThatCounts === undefined ? now : oldestThatCounts + WINDOW;
  }

  spend(now: number): void {
    this.spentAt.push(now);
  }

  /** Forgets the last request, which was not sent after all. */
  takeBack(): void {
    this.spentAt.pop();
  }

  /** A request from the future was stamped before the clock was set back: nobody knows when it was. */
  private forget(now: number): void {
    this.spentAt = this.spentAt.filter((at) => at <= now && at > now - WINDOW);
  }
}
