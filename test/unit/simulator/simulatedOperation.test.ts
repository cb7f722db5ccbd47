import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decodeFileId,
  decodeOperationId,
  encodeOperationId,
  fileIds,
  finishTime,
  SERIAL_LIMIT,
  type SimulatedOperation,
  type SimulatedOutcome,
} from '../../../src/simulator/simulatedOperation';

const outcomes = fc.constantFrom<SimulatedOutcome[]>(
  { kind: 'succeeded', samples: 1 },
  { kind: 'succeeded', samples: 2 },
  { kind: 'succeeded', samples: 3 },
  { kind: 'succeeded', samples: 4 },
  { kind: 'filtered', reasons: 'given' },
  { kind: 'filtered', reasons: 'withheld' },
  { kind: 'failed' },
);

const operations: fc.Arbitrary<SimulatedOperation> = fc.record(
  {
    startedAt: fc.integer({ min: 0, max: 36 ** 9 - 1 }),
    durationSeconds: fc.integer({ min: 0, max: 36 ** 6 - 1 }).map((milliseconds) => milliseconds / 1000),
    outcome: outcomes,
    serial: fc.integer({ min: 0, max: SERIAL_LIMIT - 1 }),
    seconds: fc.stringMatching(/^[0-9]{1,2}$/),
    size: fc.stringMatching(/^[0-9]{3,4}x[0-9]{3,4}$/),
  },
  { noNullPrototype: true, requiredKeys: ['startedAt', 'durationSeconds', 'outcome', 'serial'] },
);

const idCharacters = fc.constantFrom(...'0123456789abcdefghijklmnopqrstuvwxyzABCZ._-');

describe('a simulated operation', () => {
  it('is read from its id unchanged', () => {
    fc.assert(
      fc.property(operations, (operation) => {
        assert.deepEqual(decodeOperationId(encodeOperationId(operation)), operation);
      }),
    );
  });

  it('has an id of characters that need no escaping in a path', () => {
    fc.assert(fc.property(operations, (operation) => /^[a-z0-9-]+$/.test(encodeOperationId(operation))));
  });

  it('is unknown if any one character of its id changed', () => {
    fc.assert(
      fc.property(operations, fc.nat(), idCharacters, (operation, position, character) => {
        const id = encodeOperationId(operation);
        const index = position % id.length;
        fc.pre(id[index] !== character);
        assert.equal(decodeOperationId(id.slice(0, index) + character + id.slice(index + 1)), undefined);
      }),
    );
  });

  it('is unknown by any text that no simulator wrote, never an exception', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => decodeOperationId(text) === undefined));
    fc.assert(fc.property(fc.string({ unit: idCharacters }), (text) => decodeFileId(text) === undefined));
  });

  it('has as many files as samples, each read from its id', () => {
    fc.assert(
      fc.property(operations, (operation) => {
        const files = fileIds(operation).map(decodeFileId);
        const samples = operation.outcome.kind === 'succeeded' ? operation.outcome.samples : 0;
        assert.deepEqual(
          files,
          Array.from({ length: samples }, (_, index) => ({ operation, sample: index + 1 })),
        );
      }),
    );
  });

  it('has no file beyond its samples and none without success', () => {
    const two = encodeOperationId(example({ kind: 'succeeded', samples: 2 }));
    const failed = encodeOperationId(example({ kind: 'failed' }));
    assert.notEqual(decodeFileId(`${two}-2`), undefined);
    assert.equal(decodeFileId(`${two}-3`), undefined);
    assert.equal(decodeFileId(`${failed}-1`), undefined);
  });

  it('ends after its duration', () => {
    assert.equal(finishTime(example({ kind: 'failed' })), 21_500);
  });

  it('refuses numbers that an id cannot hold', () => {
    const operation = example({ kind: 'failed' });
    for (const startedAt of [-1, 0.5, 36 ** 9, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => encodeOperationId({ ...operation, startedAt }), RangeError);
    }
    assert.throws(() => encodeOperationId({ ...operation, durationSeconds: -1 }), RangeError);
    assert.throws(() => encodeOperationId({ ...operation, serial: SERIAL_LIMIT }), RangeError);
  });

  it('refuses a length and a size that an id cannot hold', () => {
    for (const shape of [
      { seconds: '' },
      { seconds: '8s' },
      { seconds: '100' },
      { size: '' },
      { size: '1x1' },
    ]) {
      assert.throws(() => encodeOperationId({ ...example({ kind: 'failed' }), ...shape }), RangeError);
    }
  });

  it('has the same id as before requests could have lengths and sizes', () => {
    assert.equal(encodeOperationId(example({ kind: 'failed' })), '0x1wixk-rs-ftg-x-0');
  });
});

function example(outcome: SimulatedOutcome): SimulatedOperation {
  return { startedAt: 1000, durationSeconds: 20.5, outcome, serial: 0 };
}
