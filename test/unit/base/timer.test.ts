import assert from 'node:assert/strict';
import { NEVER } from '../../../src/base/time';
import { Timer } from '../../../src/base/timer';
import { type FakeClock, fakeClock } from './fakeClock';

const DAY_MS = 86_400_000;

describe('a timer', () => {
  let clock: FakeClock;
  let timer: Timer;
  /** When it fired, and how late it was. */
  let fired: [number, number][];
  beforeEach(() => {
    clock = fakeClock();
    fired = [];
    timer = new Timer(clock, (lateness) => fired.push([clock.elapsed(), lateness]));
  });

  it('fires once, at its time', () => {
    timer.setAt(5000);
    clock.advanceSync(20_000);
    assert.deepEqual(fired, [[5000, 0]]);
  });

  it('fires once, after its delay', () => {
    clock.advanceSync(1000);
    timer.setIn(5000);
    clock.advanceSync(20_000);
    assert.deepEqual(fired, [[6000, 0]]);
  });

  it('fires only at the last time that it was set to', () => {
    for (const at of [5000, 3000, 8000]) timer.setAt(at);
    assert.equal(clock.countTimers(), 1);
    clock.advanceSync(20_000);
    assert.deepEqual(fired, [[8000, 0]]);
  });

  it('fires at once for a time that has passed', () => {
    clock.advanceSync(1000);
    timer.setAt(500);
    clock.advanceSync(0);
    assert.deepEqual(fired, [[1000, 0]]);
  });

  it('never fires before its time, which may be a fraction of a millisecond', () => {
    timer.setAt(999.2);
    clock.advanceSync(999);
    assert.deepEqual(fired, []);
    clock.advanceSync(1);
    assert.equal(fired.length, 1);
  });

  it('leaves no timer of the system behind when it is set to never, cleared or disposed of', () => {
    const ends = [
      () => timer.setAt(NEVER),
      () => timer.setIn(NEVER),
      () => timer.clear(),
      () => timer.dispose(),
    ];
    for (const end of ends) {
      timer.setAt(5000);
      end();
      assert.deepEqual([clock.countTimers(), timer.isSet], [0, false]);
    }
  });

  it('is set until it fires', () => {
    assert.equal(timer.isSet, false);
    timer.setIn(5000);
    assert.equal(timer.isSet, true);
    clock.advanceSync(5000);
    assert.equal(timer.isSet, false);
  });

  it('can be set again by what it fires', () => {
    const times: number[] = [];
    const ticking: Timer = new Timer(clock, () => {
      times.push(clock.elapsed());
      if (times.length < 3) ticking.setIn(1000);
    });
    ticking.setIn(1000);
    clock.advanceSync(10_000);
    assert.deepEqual(times, [1000, 2000, 3000]);
  });

  it('passes on how late it is when the computer slept', () => {
    timer.setAt(5000);
    clock.sleep(DAY_MS);
    assert.deepEqual(fired, [[DAY_MS, DAY_MS - 5000]]);
  });

  it('waits, if need be, for longer than a timer of the system can', () => {
    timer.setAt(100 * DAY_MS);
    clock.advanceSync(100 * DAY_MS - 1);
    assert.deepEqual(fired, []);
    clock.advanceSync(1);
    assert.deepEqual(fired, [[100 * DAY_MS, 0]]);
  });
});
