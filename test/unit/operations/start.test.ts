import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { KnownStart } from '../../../src/operations/knownStart';
import { newOperation } from '../../../src/operations/operation';
import { readGivenStart, startAfter, withGivenStart } from '../../../src/operations/start';
import { at, idOf, TEN_O_CLOCK } from './arbitraries';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Tracked at ten o'clock, with an unknown start. */
const tracked = { trackedAt: at(0) };

/** The known start after answers, each with the start that it tells and its own time, in ms after ten o'clock. */
function after(answers: readonly (readonly [told: number | undefined, ms: number])[]): KnownStart {
  let known: KnownStart = {};
  for (const [told, ms] of answers) {
    const start = told === undefined ? undefined : at(told);
    known = startAfter({ ...tracked, ...known }, { start }, TEN_O_CLOCK + ms);
  }
  return known;
}

function believed(ms: number): KnownStart {
  return { startedAt: at(ms), startTold: { kind: 'one', at: at(ms) } };
}

function doubted(ms: number): KnownStart {
  return { startTold: { kind: 'one', at: at(ms) } };
}

const SEVERAL: KnownStart = { startTold: { kind: 'several' } };

describe('the start in answers of an API', () => {
  it('is unknown as long as no answer tells it', () => {
    assert.deepEqual(after([[undefined, 1000]]), {});
    assert.deepEqual(startAfter(tracked, { start: 'yesterday' }, TEN_O_CLOCK), {});
  });

  it('is believed if it is more than 2 s before the answer', () => {
    assert.deepEqual(after([[-60_000, 1000]]), believed(-60_000));
    assert.deepEqual(after([[-1001, 1000]]), believed(-1001));
    assert.deepEqual(after([[-1000, 1000]]), doubted(-1000));
  });

  it('is believed once a later answer tells nearly the same', () => {
    assert.deepEqual(
      after([
        [0, 500],
        [0, 10_000],
      ]),
      believed(0),
    );
    assert.deepEqual(
      after([
        [-500, 500],
        [1500, 10_000],
      ]),
      believed(-500),
    );
    assert.deepEqual(
      after([
        [-5000, 500],
        [undefined, 10_000],
      ]),
      believed(-5000),
    );
  });

  it('is no longer believed if a later answer tells another', () => {
    assert.deepEqual(
      after([
        [-5000, 500],
        [-2999, 10_000],
      ]),
      SEVERAL,
    );
    assert.deepEqual(
      after([
        [-5000, 500],
        [5000, 10_000],
        [-5000, 20_000],
      ]),
      SEVERAL,
    );
    assert.deepEqual(
      after([
        [-5000, 500],
        [5000, 10_000],
        [undefined, 20_000],
      ]),
      SEVERAL,
    );
  });

  it('is remembered if it was too recent to be believed, and compared with the next one', () => {
    assert.deepEqual(
      after([
        [-1000, 500],
        [-4000, 10_000],
      ]),
      SEVERAL,
    );
  });

  it('is not believed if it is after the tracking, which is the better bound', () => {
    assert.deepEqual(after([[1, 60_000]]), doubted(1));
  });

  it('is not believed if it is in the future', () => {
    assert.deepEqual(after([[30_000, 500]]), doubted(30_000));
  });

  it('is ignored if it is more than two hours away', () => {
    assert.deepEqual(after([[-2 * HOUR_MS, 500]]), believed(-2 * HOUR_MS));
    for (const told of [-2 * HOUR_MS - 1, -30 * 365 * DAY_MS, 2 * HOUR_MS + 501]) {
      assert.deepEqual(after([[told, 500]]), {}, String(told));
      assert.deepEqual(
        after([
          [-5000, 400],
          [told, 500],
        ]),
        believed(-5000),
        String(told),
      );
    }
  });

  it('never replaces the start that a person gave', () => {
    const given = { ...tracked, startedAt: at(-1) };
    for (const told of [-60_000, 0, undefined]) {
      const known = startAfter(given, { start: told === undefined ? told : at(told) }, TEN_O_CLOCK + 90_000);
      assert.deepEqual(known, { startedAt: at(-1) });
    }
  });
});

describe('the start that a server tells whose clock is wrong', () => {
  /** What is known after an answer, 5 s after ten o'clock, that tells a start in ms after ten. */
  const known = (told: number, clockAhead: number | undefined) =>
    startAfter(tracked, { start: at(told), clockAhead }, TEN_O_CLOCK + 5000).startedAt;

  it('is corrected by the time at which it sent its answer, be it ahead or behind, by a day even', () => {
    for (const ahead of [-DAY_MS, -HOUR_MS, -10_000, 10_000, HOUR_MS, DAY_MS])
      assert.equal(known(-60_000 + ahead, ahead), at(-60_000), `${ahead}`);
  });

  it('is taken as it is where the time of the answer is missing, or gives a start that cannot be', () => {
    for (const ahead of [undefined, -90_000, -HOUR_MS, 3 * HOUR_MS, DAY_MS, -DAY_MS, 1e15, -1e15])
      assert.equal(known(-60_000, ahead), at(-60_000), `${ahead}`);
  });

  it('is the tracking at the latest, since the time of an answer has whole seconds', () => {
    assert.equal(known(-9_600, -10_400), at(0));
    assert.equal(known(-9_600, -13_000), at(-9_600));
  });

  it('stays as it was believed when the clock jumps between two answers', () => {
    const before = { ...tracked, ...startAfter(tracked, { start: at(-60_000) }, TEN_O_CLOCK + 5000) };
    for (const clockAhead of [HOUR_MS, -30_000, DAY_MS]) {
      const after = startAfter(before, { start: at(-60_000), clockAhead }, TEN_O_CLOCK + 15_000);
      assert.equal(after.startedAt, at(-60_000), `${clockAhead}`);
    }
  });

  it('is found out to be the time of the poll all the same', () => {
    const first = startAfter(tracked, { start: at(-HOUR_MS), clockAhead: -HOUR_MS }, TEN_O_CLOCK + 500);
    const second = startAfter(
      { ...tracked, ...first },
      { start: at(-HOUR_MS + 9000), clockAhead: -HOUR_MS },
      TEN_O_CLOCK + 9500,
    );
    assert.deepEqual([first.startedAt, second], [undefined, SEVERAL]);
  });
});

describe('the start that we believe', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 600_000 }), { minLength: 1, maxLength: 12 });
  const moments = steps.map((pauses) => {
    let ms = 0;
    return pauses.map((pause) => {
      ms += pause;
      return ms;
    });
  });

  it('is in the end the one that all answers tell, and never another', () => {
    fc.assert(
      fc.property(moments, fc.integer({ min: -2 * HOUR_MS, max: 0 }), (all, start) => {
        const known = after(all.map((ms) => [start, ms]));
        const last = all.at(-1) ?? 0;
        assert.equal(known.startedAt, last - start > 2000 ? at(start) : undefined);
      }),
    );
  });

  it('is never the time of the request after a second answer, however wrong the clock', () => {
    const skew = fc.integer({ min: -2 * HOUR_MS, max: 2 * HOUR_MS });
    fc.assert(
      fc.property(moments, skew, (all, wrong) => {
        const apart = all.filter((ms, index) => index === 0 || ms - (all[index - 1] ?? 0) > 2000);
        fc.pre(apart.length > 1);
        const known = after(apart.map((ms) => [ms + wrong, ms]));
        assert.deepEqual(known, SEVERAL);
      }),
    );
  });

  it('is never after the tracking or the answer, nor more than two hours before', () => {
    const told = fc.option(fc.integer({ min: -10 * DAY_MS, max: 10 * DAY_MS }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(fc.tuple(told, fc.nat(DAY_MS))), (answers) => {
        const { startedAt, startTold } = after(answers);
        if (startedAt === undefined) return;
        const ms = Date.parse(startedAt) - TEN_O_CLOCK;
        assert.ok(ms <= 0 && ms >= -2 * HOUR_MS);
        assert.deepEqual(startTold, { kind: 'one', at: startedAt });
      }),
    );
  });
});

describe('the start that a person gives', () => {
  const operation = newOperation(idOf('a'), {}, TEN_O_CLOCK);

  it('replaces the one of the API', () => {
    for (const known of [{}, believed(-5000), doubted(-500), SEVERAL]) {
      const given = withGivenStart({ ...operation, ...known }, at(-9000));
      assert.deepEqual(given, { ...operation, startedAt: at(-9000) });
    }
  });

  it('counts as given by a person even if the API told the same', () => {
    const given = withGivenStart({ ...operation, ...believed(-5000) }, at(-5000));
    assert.deepEqual(given, { ...operation, startedAt: at(-5000) });
  });

  it('changes nothing if it is absent or the same', () => {
    const known = { ...operation, startedAt: at(-9000) };
    assert.equal(withGivenStart(known, undefined), known);
    assert.equal(withGivenStart(known, at(-9000)), known);
  });

  const good: readonly [told: string, start: string][] = [
    ['2026-11-20T09:59:00Z', at(-60_000)],
    ['2026-11-20T16:59:00.5+07:00', at(-59_500)],
    ['2026-11-20T09:59:00.123456789Z', at(-59_877)],
    [at(30_000), at(0)],
    [at(60_000), at(0)],
    [at(-30 * DAY_MS), at(-30 * DAY_MS)],
  ];
  for (const [told, start] of good) {
    it(`may be ${told}`, () => assert.equal(readGivenStart(told, TEN_O_CLOCK), start));
  }

  const bad: readonly [told: unknown, message: RegExp][] = [
    ['', /ISO 8601/],
    ['yesterday', /ISO 8601/],
    ['2026-11-20', /ISO 8601/],
    ['2026-11-20T09:59:00', /time zone/],
    ['2026-13-45T10:00:00Z', /ISO 8601/],
    ['Fri, 20 Nov 2026 09:59:00 GMT', /ISO 8601/],
    [TEN_O_CLOCK, /ISO 8601/],
    [null, /ISO 8601/],
    [new Date(TEN_O_CLOCK), /ISO 8601/],
    [at(60_001), /not be in the future/],
    [at(-30 * DAY_MS - 1), /30 days ago/],
  ];
  for (const [told, message] of bad) {
    it(`may not be ${JSON.stringify(told)}`, () => {
      assert.throws(() => readGivenStart(told, TEN_O_CLOCK), { name: 'RangeError', message });
    });
  }
});
