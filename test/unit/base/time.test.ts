import assert from 'node:assert/strict';
import { createClock, type Clock as FakeClock } from '@sinonjs/fake-timers';
import fc from 'fast-check';
import { type Clock, endsWithin, steadyClock } from '../../../src/base/time';

const START = 1_000_000_000;
const HOUR = 3_600_000;

describe('a wait', () => {
  let hands: FakeClock;
  let clock: Clock;
  beforeEach(() => {
    hands = createClock();
    clock = {
      now: () => hands.now,
      setTimeout: (callback, delay) => hands.setTimeout(callback, delay),
      clearTimeout: (timer) => hands.clearTimeout(timer as number),
    };
  });

  it('ends with what it is for, as that does, and leaves no timer behind', async () => {
    const work = new Promise((resolve) => hands.setTimeout(resolve, 999));
    const waiting = endsWithin(1000, work, clock);
    await hands.tickAsync(999);
    assert.deepEqual([await waiting, hands.countTimers()], [true, 0]);
    await assert.rejects(endsWithin(1000, Promise.reject(new Error('busy')), clock), /busy/);
    assert.equal(hands.countTimers(), 0);
  });

  it('is given up after its time', async () => {
    const waiting = endsWithin(1000, new Promise(() => {}), clock);
    await hands.tickAsync(1000);
    assert.equal(await waiting, false);
  });
});

describe('a steady clock', () => {
  let hands: ReturnType<typeof createClock>;
  let steady: Clock;
  beforeEach(() => {
    hands = createClock(START);
    steady = steadyClock({
      now: () => hands.now,
      setTimeout: (callback, delay) => hands.setTimeout(callback, delay),
      clearTimeout: (timer) => hands.clearTimeout(timer as number),
    });
  });

  it('goes with the other as long as nobody sets that', () => {
    hands.tick(5000);
    assert.equal(steady.now(), START + 5000);
  });

  it('goes on from where it was when the other is set back', () => {
    hands.tick(5000);
    assert.equal(steady.now(), START + 5000);
    hands.setSystemTime(START - HOUR);
    assert.equal(steady.now(), START + 5000);
    hands.tick(3000);
    assert.equal(steady.now(), START + 8000);
  });

  it('counts what its timers have waited while the other was set back', () => {
    let rungAt = 0;
    steady.setTimeout(() => {
      rungAt = steady.now();
    }, 60_000);
    hands.tick(20_000);
    hands.setSystemTime(START - HOUR);
    hands.tick(40_000);
    assert.equal(rungAt, START + 60_000);
    hands.tick(1000);
    assert.equal(steady.now(), START + 61_000);
  });

  it('goes along when the other is set forward, or the computer has slept', () => {
    hands.setSystemTime(START + HOUR);
    assert.equal(steady.now(), START + HOUR);
  });

  it('rings no timer that was cleared', () => {
    let rung = 0;
    const timer = steady.setTimeout(() => rung++, 1000);
    steady.clearTimeout(timer);
    hands.tick(5000);
    assert.equal(rung, 0);
  });

  it('never goes back, however often the other is set, and goes on with each tick', () => {
    const step = fc.record({
      set: fc.integer({ min: -HOUR, max: HOUR }),
      tick: fc.integer({ min: 0, max: 10_000 }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let before = steady.now();
        for (const { set, tick } of steps) {
          hands.setSystemTime(hands.now + set);
          const after = steady.now();
          assert.ok(after >= before);
          hands.tick(tick);
          assert.equal(steady.now(), after + tick);
          before = after + tick;
        }
      }),
    );
  });
});
