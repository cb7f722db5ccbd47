import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SOURCES } from '../../../../src/operations/operation';
import type { AgeOrigin } from '../../../../src/tracking/schedule/ageOrigin';
import {
  endsOf,
  isPlausible,
  MAX_STORED_BYTES,
  type Observation,
  readObservations,
  toStored,
} from '../../../../src/tracking/schedule/durationObservations';
import type { JobKind } from '../../../../src/tracking/schedule/jobKind';

const KIND: JobKind = { endpoint: 'google', contract: 'gemini', model: 'veo-3.1-fast-generate-001' };
const AT = 1_764_000_000;
const HOURS = 60 * 60; // seconds
const DAYS = 24 * HOURS;

/** Any characters, also those of two, three and four bytes, and those that JSON escapes. */
const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const kind: fc.Arbitrary<JobKind> = fc.record(
  {
    endpoint: word,
    contract: word,
    model: word,
    seconds: fc.double({ min: 1, max: 60, noNaN: true }),
    size: word,
  },
  { requiredKeys: ['endpoint', 'contract', 'model'], noNullPrototype: true },
);
const observation: fc.Arbitrary<Observation> = fc
  .record({
    kind,
    origin: fc.constantFrom(...(['tracked', ...SOURCES] as const)),
    at: fc.integer({ min: 0, max: 4_000_000_000 }),
    from: fc.integer({ min: 0, max: 20_000 }),
    width: fc.integer({ min: 2, max: 20_000 }),
    isLate: fc.boolean(),
  })
  .map(({ from, width, isLate, ...others }) => ({
    ...others,
    from: from / 10,
    to: (from + width) / 10,
    ...(isLate && { since: Math.floor(from / 20) / 10 }),
  }));

describe('stored observations', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 12 }), (observations) => {
        assert.deepEqual(readObservations(stored(observations)), observations);
      }),
    );
  });

  it('take less than 8 KB of UTF-8, whatever the names and however many there are', () => {
    const many = fc.array(observation, { minLength: 100, maxLength: 400, size: 'max' });
    fc.assert(
      fc.property(many, (observations) => {
        assert.ok(Buffer.byteLength(JSON.stringify(toStored(observations))) <= MAX_STORED_BYTES);
      }),
      { numRuns: 20 },
    );
    assert.ok(MAX_STORED_BYTES < 8 * 1024);
  });

  it('keep those of the newest jobs, in order, when not all fit', () => {
    const kinds = Array.from({ length: 20 }, (_, i) => ({ ...KIND, model: `veo-${i}` }));
    const all = Array.from({ length: 1000 }, (_, i) => ({
      ...seen(i, i + 1, kinds[i % kinds.length]),
      at: AT + 1000 * i,
    }));
    const kept = readObservations(stored(all));
    assert.ok(kept.length > 150 && kept.length < 1000);
    assert.deepEqual(kept, all.slice(-kept.length));
  });

  it('keep of one kind as many as an estimate uses', () => {
    const all = Array.from({ length: 200 }, (_, i) => ({ ...seen(i, i + 1), at: AT + 1000 * i }));
    assert.deepEqual(readObservations(stored(all)), all.slice(-60));
  });

  it('keep of a batch that began together quick ends and slow ones alike, and always the same', () => {
    const batch = Array.from({ length: 400 }, (_, i) => seen(i, i + 1));
    const kept = readObservations(stored(batch));
    assert.ok(kept.length === 60 && Math.abs(mean(kept.map(({ from }) => from)) - 200) < 50);
    assert.deepEqual(
      readObservations(stored([...batch.slice(0, 200), ...kept.filter(({ from }) => from >= 200)])),
      kept,
    );
    const used = endsOf(KIND, 'pasted', batch);
    assert.ok(used.length === 60 && Math.abs(mean(used.map(({ from }) => from)) - 200) < 50);
  });

  it('lose nothing else to a name that is too long to be stored', () => {
    const long = seen(1, 2, { ...KIND, model: 'x'.repeat(MAX_STORED_BYTES) });
    assert.deepEqual(readObservations(stored([seen(3, 4), long])), [seen(3, 4)]);
  });

  it('have tenths of seconds, and never an end that takes no time', () => {
    assert.deepEqual(readObservations(stored([seen(1.26, 1.37)])), [seen(1.3, 1.4)]);
    const from = fc.double({ min: 0, max: 10_000, noNaN: true });
    fc.assert(
      fc.property(from, (start) => {
        const one = seen(start, start + 0.1001);
        assert.equal(readObservations(stored([one])).length, isPlausible(one) ? 1 : 0);
      }),
    );
  });

  const corrupt: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    null: null,
    text: 'veo',
    'a number': 5,
    'an array': [1, 2],
    'an empty object': {},
    'another version': { version: 3, kinds: [KIND], ends: [[0, 1, 2, AT, 'pasted']] },
    'the form of releases up to 0.6 as the one of today': { version: 2, kinds: [KIND], ends: [[0, 1, 2]] },
    'no kinds': { version: 1, ends: [[0, 1, 2]] },
    'no ends': { version: 1, kinds: [KIND] },
    'kinds that are none': { version: 1, kinds: 'many', ends: [[0, 1, 2]] },
  };
  for (const [what, content] of Object.entries(corrupt)) {
    it(`are empty where there is ${what}`, () => assert.deepEqual(readObservations(content), []));
  }

  it('of releases up to 0.6 are kept, of whichever way of tracking and at an unknown time', () => {
    const former = {
      version: 1,
      kinds: [KIND, { model: 5 }],
      ends: [
        [0, 1, 2],
        [1, 1, 2],
        [0, 3, 4, 1],
      ],
    };
    assert.deepEqual(readObservations(former), [
      { ...seen(1, 2), origin: 'tracked', at: 0 },
      { ...seen(3, 4), origin: 'started', at: 0 },
    ]);
    const [first] = readObservations(stored(readObservations(former)));
    assert.deepEqual(first, { ...seen(1, 2), origin: 'tracked', at: 0 });
  });

  it('of releases up to 0.6 are left out one by one where they make no sense', () => {
    const wrong = [
      [0, 5, 4],
      [0, -5, 4],
      [0, 5, 31 * DAYS],
      [0, 1, 2, 5],
      [0, 1, 2, 1, 1],
      [0, 1],
      [7, 1, 2],
      null,
    ];
    assert.deepEqual(readObservations({ version: 1, kinds: [KIND], ends: wrong }), []);
  });

  const wrongEnds: Readonly<Record<string, unknown>> = {
    'of a kind that there is not': [7, 1, 2, AT, 'pasted'],
    'of no kind': [null, 1, 2, AT, 'pasted'],
    'of a kind that cannot be read': [1, 1, 2, AT, 'pasted'],
    'of a kind below the first': [-1, 1, 2, AT, 'pasted'],
    'of half a kind': [0.5, 1, 2, AT, 'pasted'],
    'before its beginning': [0, 5, 4, AT, 'pasted'],
    'at its beginning': [0, 5, 5, AT, 'pasted'],
    'before the start': [0, -5, 4, AT, 'pasted'],
    'after longer than an operation lives': [0, 5, 31 * DAYS, AT, 'pasted'],
    'that is endless': [0, 5, Number.POSITIVE_INFINITY, AT, 'pasted'],
    'that is no number': [0, 5, Number.NaN, AT, 'pasted'],
    'in words': [0, 'five', 'six', AT, 'pasted'],
    'of another origin': [0, 1, 2, AT, 'elsewhere'],
    'before the epoch': [0, 1, 2, -1, 'pasted'],
    'after the year 2100': [0, 1, 2, 1e12, 'pasted'],
    'first seen after it was last seen': [0, 1, 2, AT, 'pasted', 1.5],
    'with too much': [0, 1, 2, AT, 'pasted', 1, 1],
    'with too little': [0, 1, 2, AT],
    'that is null': null,
    'that is an object': { kind: 0, from: 1, to: 2 },
  };
  for (const [what, end] of Object.entries(wrongEnds)) {
    it(`leave out an end ${what}, and that alone`, () => {
      const ends = [[0, 1, 2, AT, 'pasted'], end, [0, 3, 4, AT, 'started']];
      const expected = [seen(1, 2), { ...seen(3, 4), origin: 'started' }];
      assert.deepEqual(readObservations({ version: 2, kinds: [KIND, { model: 5 }], ends }), expected);
    });
  }

  it('are plausible, and reading them never throws, whatever is stored', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record({
        version: fc.constantFrom(1, 2),
        kinds: fc.array(fc.anything()),
        ends: fc.array(fc.anything()),
      }),
      fc.record({
        version: fc.constantFrom(1, 2),
        kinds: fc.constant([KIND]),
        ends: fc.array(fc.array(fc.oneof(fc.integer(), fc.double(), fc.anything()), { maxLength: 5 })),
      }),
    );
    fc.assert(
      fc.property(anything, (content) => {
        for (const { from, to } of readObservations(content))
          assert.ok(from >= 0 && from <= 2 * HOURS && to > from && to <= 30 * DAYS);
      }),
    );
  });
});

describe('an observation', () => {
  it('is plausible when it takes time, unless the job was seen running for hours', () => {
    for (const [from, to, sense] of [
      [0, 80, true],
      [60, 68, true],
      [0, 30 * DAYS, true],
      [0, 30 * DAYS + 1, false],
      [2 * HOURS, 30 * DAYS, true],
      [2 * HOURS + 1, 2 * HOURS + 9, false],
      [50, 50, false],
      [50, 50.05, false],
      [50, 40, false],
      [-1, 40, false],
      [Number.NaN, 40, false],
      [0, Number.NaN, false],
      [0, Number.POSITIVE_INFINITY, false],
    ] as const) {
      assert.equal(isPlausible(seen(from, to)), sense, `${from} to ${to}`);
    }
  });
});

describe('the observed ends of a kind', () => {
  it('are in the order in which they were observed', () => {
    const ends = endsOf(KIND, 'pasted', [seen(1, 2), seen(3, 4), seen(5, 6)]);
    assert.deepEqual(ends, [
      { from: 1, to: 2, at: AT, weight: 1 },
      { from: 3, to: 4, at: AT, weight: 1 },
      { from: 5, to: 6, at: AT, weight: 1 },
    ]);
  });

  it('leave out other kinds, and weigh those that differ in length or size a quarter', () => {
    const others = [
      seen(1, 2, { ...KIND, endpoint: 'simulator' }),
      seen(1, 2, { ...KIND, model: 'veo' }),
      seen(3, 4, { ...KIND, seconds: 4 }),
    ];
    assert.deepEqual(endsOf(KIND, 'pasted', others), [{ from: 3, to: 4, at: AT, weight: 0.25 }]);
  });

  it('weigh another way of tracking a quarter, and leave out those that count from the start', () => {
    const weights = (origin: AgeOrigin) =>
      (['pasted', 'api', 'tracked', 'started'] as const).map(
        (other) => endsOf(KIND, origin, [{ ...seen(1, 2), origin: other }])[0]?.weight,
      );
    assert.deepEqual(weights('pasted'), [1, 0.25, 0.25, undefined]);
    assert.deepEqual(weights('tracked'), [0.25, 0.25, 1, undefined]);
    assert.deepEqual(weights('started'), [undefined, undefined, undefined, 1]);
  });

  it('are those of the newest jobs, as many as matter, of however many', () => {
    const all = Array.from({ length: 1000 }, (_, i) => ({ ...seen(i, i + 1), at: AT + 1000 * i }));
    const ends = endsOf(KIND, 'pasted', all);
    assert.deepEqual(
      ends.map(({ from }) => from),
      all.slice(-60).map(({ from }) => from),
    );
  });
});

function seen(from: number, to: number, of: JobKind = KIND): Observation {
  return { kind: of, origin: 'pasted', from, to, at: AT };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** As a storage of JSON gives it back. */
function stored(observations: readonly Observation[]): unknown {
  return JSON.parse(JSON.stringify(toStored(observations)));
}
