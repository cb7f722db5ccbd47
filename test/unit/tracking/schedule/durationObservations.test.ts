import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  endsOf,
  isPlausible,
  MOST_STORED_BYTES,
  type Observation,
  readObservations,
  toStored,
} from '../../../../src/tracking/schedule/durationObservations';
import type { JobKind } from '../../../../src/tracking/schedule/jobKind';

const KIND: JobKind = { endpoint: 'google', contract: 'gemini', model: 'veo-3.1-fast-generate-001' };
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
    origin: fc.constantFrom('started' as const, 'tracked' as const),
    from: fc.integer({ min: 0, max: 20_000 }),
    width: fc.integer({ min: 2, max: 20_000 }),
  })
  .map(({ from, width, ...others }) => ({ ...others, from: from / 10, to: (from + width) / 10 }));

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
        assert.ok(Buffer.byteLength(JSON.stringify(toStored(observations))) <= MOST_STORED_BYTES);
      }),
      { numRuns: 20 },
    );
    assert.ok(MOST_STORED_BYTES < 8 * 1024);
  });

  it('keep the newest, in order, when not all fit', () => {
    const all = Array.from({ length: 2000 }, (_, i) => seen(i, i + 1));
    const kept = readObservations(stored(all));
    assert.ok(kept.length > 400 && kept.length < 2000);
    assert.deepEqual(kept, all.slice(-kept.length));
  });

  it('lose nothing else to a name that is too long to be stored', () => {
    const long = seen(1, 2, { ...KIND, model: 'x'.repeat(MOST_STORED_BYTES) });
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
    'another version': { version: 2, kinds: [KIND], ends: [[0, 1, 2]] },
    'no kinds': { version: 1, ends: [[0, 1, 2]] },
    'no ends': { version: 1, kinds: [KIND] },
    'kinds that are none': { version: 1, kinds: 'many', ends: [[0, 1, 2]] },
  };
  for (const [what, content] of Object.entries(corrupt)) {
    it(`are empty where there is ${what}`, () => assert.deepEqual(readObservations(content), []));
  }

  const wrongEnds: Readonly<Record<string, unknown>> = {
    'of a kind that there is not': [7, 1, 2],
    'of no kind': [null, 1, 2],
    'of a kind that cannot be read': [1, 1, 2],
    'of a kind below the first': [-1, 1, 2],
    'of half a kind': [0.5, 1, 2],
    'before its beginning': [0, 5, 4],
    'at its beginning': [0, 5, 5],
    'before the start': [0, -5, 4],
    'after longer than an operation lives': [0, 5, 31 * DAYS],
    'that is endless': [0, 5, Number.POSITIVE_INFINITY],
    'that is no number': [0, 5, Number.NaN],
    'in words': [0, 'five', 'six'],
    'of another origin': [0, 1, 2, 5],
    'with too much': [0, 1, 2, 1, 1],
    'with too little': [0, 1],
    'that is null': null,
    'that is an object': { kind: 0, from: 1, to: 2 },
  };
  for (const [what, end] of Object.entries(wrongEnds)) {
    it(`leave out an end ${what}, and that alone`, () => {
      const content = { version: 1, kinds: [KIND, { model: 5 }], ends: [[0, 1, 2], end, [0, 3, 4, 1]] };
      const expected = [seen(1, 2), { ...seen(3, 4), origin: 'started' }];
      assert.deepEqual(readObservations(content), expected);
    });
  }

  it('are plausible, and reading them never throws, whatever is stored', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record({ version: fc.constant(1), kinds: fc.array(fc.anything()), ends: fc.array(fc.anything()) }),
      fc.record({
        version: fc.constant(1),
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
  it('are newest first, and each weighs a little less than the next newer one', () => {
    const ends = endsOf(KIND, [seen(1, 2), seen(3, 4), seen(5, 6)]);
    assert.deepEqual(
      ends.map(({ from }) => from),
      [5, 3, 1],
    );
    const [first = 0, second = 0, third = 0] = ends.map(({ weight }) => weight);
    assert.equal(first, 1);
    assert.ok(second < 1 && second > 0.9 && Math.abs(third - second ** 2) < 1e-12);
  });

  it('leave out other kinds, and weigh those that differ in length or size a quarter', () => {
    const others = [
      seen(1, 2, { ...KIND, endpoint: 'simulator' }),
      seen(1, 2, { ...KIND, model: 'veo' }),
      seen(3, 4, { ...KIND, seconds: 4 }),
    ];
    const [only, ...none] = endsOf(KIND, others);
    assert.deepEqual([only, none], [{ origin: 'tracked', from: 3, to: 4, weight: 0.25 }, []]);
  });

  it('do not decay for newer ends of another kind', () => {
    const [end] = endsOf(KIND, [seen(1, 2), ...Array(50).fill(seen(3, 4, { ...KIND, model: 'veo' }))]);
    assert.equal(end?.weight, 1);
  });

  it('decay a quarter as much for newer ends of another length', () => {
    const [, end] = endsOf(KIND, [seen(1, 2), seen(3, 4, { ...KIND, seconds: 4 })]);
    const [, alike] = endsOf(KIND, [seen(1, 2), seen(3, 4)]);
    assert.ok(Math.abs((end?.weight ?? 0) ** 4 - (alike?.weight ?? 0)) < 1e-12);
  });

  it('are limited to as many as matter, of however many', () => {
    const ends = endsOf(
      KIND,
      Array.from({ length: 1000 }, (_, i) => seen(i, i + 1)),
    );
    assert.ok(ends.length <= 50 && ends.length >= 40 && ends[0]?.from === 999);
  });
});

function seen(from: number, to: number, of: JobKind = KIND): Observation {
  return { kind: of, origin: 'tracked', from, to };
}

/** As a storage of JSON gives it back. */
function stored(observations: readonly Observation[]): unknown {
  return JSON.parse(JSON.stringify(toStored(observations)));
}
