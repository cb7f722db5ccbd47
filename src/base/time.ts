/** The clocks, one-shot timers and chance in one object, so that a test can replace them. All times are in ms. */
export interface Time {
  /** The wall clock, since the epoch. It is for the times that people see: they, and the network, may set it. */
  now(): number;
  /**
   * The clock for what is due: it never goes back, and counts the time in which the computer slept. It goes along when
   * the wall clock is set forward, as nothing tells that from sleep. It starts with what the wall clock shows.
   */
  elapsed(): number;
  /** The clock for rates: nobody can set it. It may stand still while the computer sleeps. */
  monotonic(): number;
  /** @param delay at most `LONGEST_TIMER_MS`: see `Timer` */
  setTimeout(callback: () => void, delay: number): unknown;
  clearTimeout(timer: unknown): void;
  /** A number in [0, 1). */
  random(): number;
}

/** All that is needed of it where nothing depends on how long it takes. */
export type WallClock = Pick<Time, 'now' | 'setTimeout' | 'clearTimeout'>;

/** A time that does not come. */
export const NEVER = Number.POSITIVE_INFINITY;

export const MINUTE_MS = 60_000;

/** What a timer of Node can wait for; it fires at once when told to wait for longer. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A smaller difference between the wall clock and the monotonic one comes from rounding and from gradual correction. */
const SMALLEST_JUMP_MS = 1000;

/** Makes a `Time` of clocks that the system, or a test, has. */
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

/** Goes with the monotonic clock, and along with each jump forward that the wall clock makes beside that. */
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
