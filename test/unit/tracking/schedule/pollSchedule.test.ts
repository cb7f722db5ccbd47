import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextPollDelay, type Pace, retryDelay } from '../../../../src/tracking/schedule/pollSchedule';

const MIDDLE = () => 0.5;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const age = fc.integer({ min: 0, max: 48 * 3_600_000 });

describe('the schedule', () => {
  it('asks nothing before 10 s, then for the first time within 1 s', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), random, (young, chance) => {
        const at = young + delayAt(young, () => chance);
        assert.ok(at >= 10_000 && at <= 11_000, `${at}`);
      }),
    );
  });

  it('asks within 11 s of an operation that seems to come from the future', () => {
    assert.equal(
      delayAt(-86_400_000, () => 0),
      10_000,
    );
  });

  it('asks every 8 s from 10 s to 3 min', () => {
    for (const at of [10_000, 60_000, 179_999]) assert.equal(delayAt(at), 8000);
  });

  it('asks each time 1.3 times later than the time before, from 3 min on, up to every 60 s', () => {
    const intervals: number[] = [];
    for (let at = 180_000; at < 1_000_000; at += intervals.at(-1) ?? 0) intervals.push(delayAt(at));
    intervals.reduce((before, interval) => {
      assert.equal(Math.round(interval), Math.round(Math.min(before * 1.3, 60_000)));
      return interval;
    }, 8000);
    assert.equal(intervals.at(-1), 60_000);
  });

  it('strays by 10 % to either side', () => {
    assert.equal(
      delayAt(60_000, () => 0),
      7200,
    );
    assert.ok(Math.abs(delayAt(60_000, () => 0.999_999) - 8800) < 1);
    fc.assert(
      fc.property(age, random, (old, chance) => {
        const strayed = delayAt(Math.max(old, 10_000), () => chance);
        assert.ok(Math.abs(strayed / delayAt(Math.max(old, 10_000)) - 1) <= 0.1 + 1e-9);
      }),
    );
  });

  it('asks eagerly more, gently less, and the first time alike', () => {
    assert.deepEqual(paces(60_000), [4800, 8000, 16_000]);
    assert.deepEqual(paces(0), [10_500, 10_500, 10_500]);
    assert.deepEqual(paces(48 * 3_600_000), [60_000, 60_000, 120_000]);
  });

  it('never waits longer than a minute, two at the gentle pace, and never less than 4 s after the start', () => {
    fc.assert(
      fc.property(age, random, fc.constantFrom('eager', 'balanced', 'gentle'), (old, chance, pace) => {
        const delay = delayAt(old, () => chance, pace);
        assert.ok(delay <= (pace === 'gentle' ? 120_000 : 60_000));
        if (old >= 10_000) assert.ok(delay >= 4000);
      }),
    );
  });
});

describe('the schedule after failures', () => {
  it('doubles from 5 s to 60 s', () => {
    const delays = [1, 2, 3, 4, 5, 6, 1000].map((failures) => retryDelay(failures, undefined, () => 0));
    assert.deepEqual(delays, [5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
  });

  it('strays by 10 % to the later side alone', () => {
    assert.equal(retryDelay(1, undefined, MIDDLE), 5250);
    assert.ok(retryDelay(1, undefined, () => 0.999_999) < 5500);
  });

  it('waits as long as the server told, however often it failed, yet never less than 5 s', () => {
    assert.equal(
      retryDelay(1, 90_000, () => 0),
      90_000,
    );
    assert.equal(
      retryDelay(9, 7000, () => 0),
      7000,
    );
    assert.equal(
      retryDelay(1, 1, () => 0),
      5000,
    );
  });

  it('waits as if nothing was told when the server told 0', () => {
    assert.equal(
      retryDelay(3, 0, () => 0),
      20_000,
    );
  });

  it('never comes back sooner than the server told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(3_600_000), random, (failures, told, chance) => {
        assert.ok(retryDelay(failures, told, () => chance) >= told);
      }),
    );
  });
});

function delayAt(at: number, chance: () => number = MIDDLE, pace: Pace = 'balanced'): number {
  return nextPollDelay({ age: at, pastDurations: [], pace, requestsPerMinute: 20 }, chance);
}

function paces(at: number): number[] {
  return (['eager', 'balanced', 'gentle'] as const).map((pace) => delayAt(at, MIDDLE, pace));
}
