import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  dayAndTime,
  durationChangesIn,
  durationWords,
  spanChangesIn,
  spanWords,
  untilWords,
} from '../../../src/ui/messages/timeWords';
import { at, TEN_O_CLOCK } from '../operations/arbitraries';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('a duration in words', () => {
  const cases: readonly (readonly [ms: number, words: string])[] = [
    [-1, '0 s'],
    [59_999, '59 s'],
    [MINUTE_MS, '1 min'],
    [9 * MINUTE_MS + 59_999, '9 min 59 s'],
    [10 * MINUTE_MS + 30_000, '10 min'],
    [HOUR_MS, '1 h'],
    [23 * HOUR_MS + 59 * MINUTE_MS, '23 h 59 min'],
    [2 * DAY_MS + HOUR_MS, '2 d'],
  ];
  for (const [ms, words] of cases) {
    it(`is "${words}" for ${ms} ms`, () => assert.equal(durationWords(ms), words));
  }

  it('until a deadline has whole hours, and only the last hour in minutes', () => {
    const spans = [HOUR_MS, 2 * HOUR_MS - 1, HOUR_MS - 1, 1].map(spanWords);
    assert.deepEqual(spans, ['1 h', '1 h', '59 min', '0 min']);
  });

  it('is told in days from three on, as services keep videos for weeks', () => {
    const spans = [14 * DAY_MS - 1, 3 * DAY_MS, 3 * DAY_MS - 1, 48 * HOUR_MS].map(spanWords);
    assert.deepEqual(spans, ['13 d', '3 d', '71 h', '48 h']);
  });
});

describe('words for a span of time', () => {
  const spans = fc.integer({ min: 0, max: 30 * DAY_MS });

  it('stay until the time after which they change, and change then, while the span grows', () => {
    fc.assert(
      fc.property(spans, (ms) => {
        const change = ms + durationChangesIn(ms);
        assert.equal(durationWords(change - 1), durationWords(ms));
        assert.notEqual(durationWords(change), durationWords(ms));
      }),
    );
  });

  it('do so while the time until a deadline shrinks', () => {
    fc.assert(
      fc.property(spans, (ms) => {
        const change = ms - spanChangesIn(ms);
        assert.equal(spanWords(change + 1), spanWords(ms));
        if (change >= 0) assert.notEqual(spanWords(change), spanWords(ms));
      }),
    );
  });
});

describe('a day and a time', () => {
  it('has the day of the week, and the date of a day that is further away', () => {
    const now = new Date(2026, 10, 28, 15, 0).getTime();
    assert.match(dayAndTime(now + HOUR_MS, now), /^Sat\W+16:00$/);
    assert.match(dayAndTime(now + 7 * DAY_MS, now), /^Dec 5\W+15:00$/);
  });
});

describe('the time until something goes on', () => {
  it('is counted in seconds, and shown as a time of day where it is long', () => {
    const now = new Date(2026, 10, 28, 15, 0, 0).getTime();
    const words = (ms: number) => untilWords(new Date(now + ms).toISOString(), now);
    assert.deepEqual([words(1), words(40_000), words(90_000)], ['in 1 s', 'in 40 s', 'in 90 s']);
    assert.match(words(7 * 60_000) ?? '', /^at 3:07\sPM$/);
    // The minute is rounded up, so that nothing is announced too early.
    assert.match(words(6 * 60_000 + 1) ?? '', /^at 3:07\sPM$/);
  });

  it('is undefined when it has passed or is not known', () => {
    assert.equal(untilWords(at(-1), TEN_O_CLOCK), undefined);
    assert.equal(untilWords(at(0), TEN_O_CLOCK), undefined);
    assert.equal(untilWords('soon', TEN_O_CLOCK), undefined);
    assert.equal(untilWords(undefined, TEN_O_CLOCK), undefined);
  });
});
