import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type FakeClock, fakeClock } from './fakeClock';

const START = 1_000_000_000;
const HOUR_MS = 3_600_000;

describe('the elapsed time', () => {
  let clock: FakeClock;
  beforeEach(() => {
    clock = fakeClock(START);
  });

  it('goes with the wall clock as long as nobody sets that', () => {
    clock.advanceSync(5000);
    assert.equal(clock.elapsed(), START + 5000);
  });

  it('goes on from where it was when the wall clock is set back', () => {
    clock.advanceSync(5000);
    clock.setWallClock(START - HOUR_MS);
    assert.equal(clock.elapsed(), START + 5000);
    clock.advanceSync(3000);
    assert.equal(clock.elapsed(), START + 8000);
  });

  it('goes on from where it was when nobody has read it since the wall clock was set back', () => {
    clock.advanceSync(20_000);
    clock.setWallClock(START - HOUR_MS);
    clock.advanceSync(40_000);
    assert.equal(clock.elapsed(), START + 60_000);
  });

  it('goes along when the wall clock is set forward, or the computer has slept', () => {
    clock.setWallClock(START + HOUR_MS);
    assert.equal(clock.elapsed(), START + HOUR_MS);
  });

  it('counts a sleep also after the wall clock was set back', () => {
    clock.setWallClock(START - HOUR_MS);
    assert.equal(clock.elapsed(), START);
    clock.setWallClock(START - HOUR_MS / 2);
    assert.equal(clock.elapsed(), START + HOUR_MS / 2);
  });

  it('does not run ahead where the clocks differ by a rounding', () => {
    for (let i = 0; i < 1000; i++) {
      clock.setWallClock(clock.now() + (i % 2 === 0 ? 1 : -1));
      clock.elapsed();
    }
    assert.equal(clock.elapsed(), START);
  });

  it('never goes back, however often the wall clock is set, and goes on with each tick', () => {
    const step = fc.record({
      set: fc.integer({ min: -HOUR_MS, max: HOUR_MS }),
      tick: fc.integer({ min: 0, max: 10_000 }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let before = clock.elapsed();
        for (const { set, tick } of steps) {
          clock.setWallClock(clock.now() + set);
          const after = clock.elapsed();
          assert.ok(after >= before);
          clock.advanceSync(tick);
          assert.equal(clock.elapsed(), after + tick);
          before = after + tick;
        }
      }),
    );
  });
});
