import FakeTimers from '@sinonjs/fake-timers';
import type { Clock } from '../../../src/base/time';

/** A clock whose hands a test moves. */
export interface FakeClock extends Clock {
  /** Lets so many ms pass, with all that happens in them. */
  advance(ms: number): Promise<void>;
  countTimers(): number;
}

/** Makes one, at 0. */
export function fakeClock(): FakeClock {
  const hands = FakeTimers.createClock();
  return {
    now: () => hands.now,
    setTimeout: (callback, delay) => hands.setTimeout(callback, delay),
    clearTimeout: (timer) => hands.clearTimeout(timer as FakeTimers.TimerId),
    advance: async (ms) => void (await hands.tickAsync(ms)),
    countTimers: () => hands.countTimers(),
  };
}
