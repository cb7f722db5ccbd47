const MINUTE_MS = 60_000;

/** Counts what is tracked within one minute: a batch has one time, and its operations are told apart by their numbers. */
export class MinuteNumbers {
  private minute = Number.NaN;
  private last = 0;

  /** The number of one that is tracked now, from 1. `now` in ms since the epoch. */
  next(now: number): number {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.minute) this.last = 0;
    this.minute = minute;
    this.last++;
    return this.last;
  }
}
