import { MINUTE_MS } from '../../base/time';

/** Numbers operations that are tracked within one minute: their rows show the same time, and the number tells them apart. */
export class NumbersWithinMinute {
  private minute = Number.NaN;
  private last = 0;

  /** The number of the next operation, from 1. @param now ms since the epoch */
  next(now: number): number {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.minute) this.last = 0;
    this.minute = minute;
    this.last++;
    return this.last;
  }
}
