/** The time and one-shot timers; injected, so that tests can turn the hands. */
export interface Clock {
  /** ms since the epoch */
  now(): number;
  /** @param delay in ms */
  setTimeout(callback: () => void, delay: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, delay) => setTimeout(callback, delay),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/** A time that does not come. */
export const NEVER = Number.POSITIVE_INFINITY;

/** ms that only ever go on, however clocks are set. They may stand still while the computer sleeps. */
export const stopwatch = (): number => Math.round(performance.now());

/** Whether something has ended within so many ms; it goes on in any case. @throws what it throws by then */
export function endsWithin(ms: number, work: Promise<unknown>, clock: Clock): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => resolve(false), ms);
    work.then(() => resolve(true), reject).finally(() => clock.clearTimeout(timer));
  });
}

/**
 * A clock for spans of time: it goes on from where it was when the other is set back, and counts what its own timers
 * have waited. When the other is set forward, or the computer has slept, it goes along: nothing tells the two apart.
 */
export function steadyClock(clock: Clock): Clock {
  let ahead = 0;
  let last = clock.now();
  const reach = (least: number) => {
    const now = clock.now() + ahead;
    if (now < least) ahead += least - now;
    last = Math.max(now, least);
    return last;
  };
  const now = () => reach(last);
  return {
    now,
    setTimeout: (callback, delay) => {
      const due = now() + delay;
      return clock.setTimeout(() => {
        reach(Math.max(due, last));
        callback();
      }, delay);
    },
    clearTimeout: (timer) => clock.clearTimeout(timer),
  };
}
