import { createClock, type Clock as FakeTimers } from '@sinonjs/fake-timers';
import { type Time, timeFrom } from '../../../src/base/time';

/** A `Time` that stands still until a test advances it; `random` is always 0.5. */
export interface FakeClock extends Time {
  /** Lets so many ms pass, with all that happens in them. */
  advance(ms: number): Promise<void>;
  /** The same, without what happens in promises meanwhile. */
  advanceSync(ms: number): void;
  /** Sets the wall clock, in ms since the epoch, without letting any time pass. */
  setWallClock(time: number): void;
  /** Lets so many ms pass of which no timer hears before the end. */
  sleep(ms: number): void;
  countTimers(): number;
  readonly timers: FakeTimers;
}

/** Makes one. @param start of the wall clock, in ms since the epoch */
export function fakeClock(start = 0): FakeClock {
  const timers = createClock(start);
  const time = timeFrom({
    now: () => timers.now,
    monotonic: () => timers.performance.now(),
    setTimeout: (callback, delay) => timers.setTimeout(callback, delay),
    clearTimeout: (timer) => timers.clearTimeout(timer as number),
    random: () => 0.5,
  });
  return {
    ...time,
    timers,
    advance: async (ms) => void (await timers.tickAsync(ms)),
    advanceSync: (ms) => void timers.tick(ms),
    setWallClock: (time) => timers.setSystemTime(time),
    sleep: (ms) => void timers.jump(ms),
    countTimers: () => timers.countTimers(),
  };
}
