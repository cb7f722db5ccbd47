/** Clocks, one-shot timers and random numbers in one object, so that a test can replace them. All times are in ms. */
export interface Time {
  /** The wall clock, since the epoch. It is for times that people see. It may be set at any time. */
  now(): number;
  /**
   * The clock for what is due. It never goes back, and counts time in which the computer slept; so it also follows the wall
   * clock when that is set forward, which looks the same. It starts at the time of the wall clock.
   */
  elapsed(): number;
  /** The clock for rates. It cannot be set. It may stand still while the computer sleeps. */
  monotonic(): number;
  /** @param delay at most `LONGEST_TIMER_MS`: see `Timer` */
  setTimeout(callback: () => void, delay: number): unknown;
  clearTimeout(timer: unknown): void;
  /** A number in [0, 1). */
  random(): number;
}

/** For code that needs neither elapsed time nor random numbers. */
export type WallClock = Pick<Time, 'now' | 'setTimeout' | 'clearTimeout'>;

/** A time that never comes. */
export const NEVER = Number.POSITIVE_INFINITY;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The longest delay of a timer of Node; with a longer one it fires at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Smaller differences between the wall clock and the monotonic clock come from rounding and gradual correction. */
const SMALLEST_JUMP_MS = 1000;

/** Makes a `Time` of the clocks of the system, or of a test. */
export function timeFrom(source: Omit<Time, 'elapsed'>): Time {
  return { ...source, elapsed: elapsedClock(source) };
}

export const systemTime: Time = timeFrom({
  now: () => Date.now(),
  monotonic: () => Math.round(performance.now()),
  setTimeout: (callback, delay) => setTimeout(callback, delay),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
  random: () => Math.random(),
});

/** Follows the monotonic clock, and each jump of the wall clock forward. */
function elapsedClock({ now, monotonic }: Pick<Time, 'now' | 'monotonic'>): () => number {
  let wallAhead = now() - monotonic();
  let elapsedAhead = wallAhead;
  return () => {
    const time = monotonic();
    const jump = now() - time - wallAhead;
    if (Math.abs(jump) >= SMALLEST_JUMP_MS) {
      wallAhead += jump;
      elapsedAhead += Math.max(jump, 0);
    }
    return time + elapsedAhead;
  };
}
