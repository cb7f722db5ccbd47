import assert from 'node:assert/strict';
import { createClock } from '@sinonjs/fake-timers';
import { Alarm } from '../../../src/base/timer';

const NEVER = Number.POSITIVE_INFINITY;
const DAY = 86_400_000;

describe('the alarm', () => {
  let hands: ReturnType<typeof createClock>;
  let alarm: Alarm;
  /** When it rang, and how late it was. */
  let rings: [number, number][];
  beforeEach(() => {
    hands = createClock(0);
    rings = [];
    const clock = {
      now: () => hands.now,
      setTimeout: (callback: () => void, delay: number) => hands.setTimeout(callback, delay),
      clearTimeout: (timer: unknown) => hands.clearTimeout(timer as number),
    };
    alarm = new Alarm(clock, (lateness) => rings.push([hands.now, lateness]));
  });

  it('rings once, at its time', () => {
    alarm.set(5000);
    hands.tick(20_000);
    assert.deepEqual(rings, [[5000, 0]]);
  });

  it('rings at the last time it was set to alone', () => {
    for (const at of [5000, 3000, 8000]) alarm.set(at);
    assert.equal(hands.countTimers(), 1);
    hands.tick(20_000);
    assert.deepEqual(rings, [[8000, 0]]);
  });

  it('rings at once for a time that has gone', () => {
    hands.tick(1000);
    alarm.set(500);
    hands.tick(0);
    assert.deepEqual(rings, [[1000, 0]]);
  });

  it('has no timer when it is set to never, or cleared', () => {
    alarm.set(5000);
    alarm.set(NEVER);
    assert.equal(hands.countTimers(), 0);
    alarm.set(5000);
    alarm.clear();
    assert.equal(hands.countTimers(), 0);
  });

  it('tells how late it is when the computer slept', () => {
    alarm.set(5000);
    hands.jump(DAY);
    assert.deepEqual(rings, [[DAY, DAY - 5000]]);
  });

  it('rings early, not at once, for a time beyond what a timer can wait', () => {
    alarm.set(100 * DAY);
    hands.tick(24 * DAY);
    assert.deepEqual(rings, []);
    hands.tick(DAY);
    assert.equal(rings.length, 1);
  });
});
