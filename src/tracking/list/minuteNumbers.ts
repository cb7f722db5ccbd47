const MINUTE_MS = 60_000;

/** Numbers operations that are tracked within one minute: rows of a batch show the same time, so the number tells them apart. */
export class MinuteNumbers {
  private minute = Number.NaN;
  private last = 0;

  /** The number of an operation that is tracked now, from 1. @param now ms since the epoch */
  next(now: number): number {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.minute) this.last = 0;
    this.minute = minute;
    this.last++;
    return this.last;
  }
}
