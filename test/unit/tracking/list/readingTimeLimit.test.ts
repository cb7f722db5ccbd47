import assert from 'node:assert/strict';
import { newOperation } from '../../../../src/operations/operation';
import { toRecord } from '../../../../src/operations/record';
import { nodeTimeLimit } from '../../../../src/platform/node/nodeTimeLimit';
import { OperationStorage } from '../../../../src/tracking/list/operationStorage';
import { readEach, type TimeLimit } from '../../../../src/tracking/list/readingTimeLimit';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';

const healthy = ['a1', 'b2', 'c3'].map((id) => toRecord(newOperation(idOf(id), {}, TEN_O_CLOCK)));

/** ms; far longer than any limit here, and short enough for a test that fails to end. */
const LONG_MS = 5000;
/** Shorter limits, but longer than a busy machine lets a process wait: 600 ms for a list, some 165 ms for a record. */
const impatient: TimeLimit = (ms, work) => nodeTimeLimit(Math.ceil(ms / 4) + 100, work);

/** A record that takes very long to read, so many times. */
function endless(times: number): object {
  let left = times;
  return {
    get version() {
      if (left-- > 0) takeLong();
      return 2;
    },
  };
}

describe('a record that cannot be read in time', () => {
  it('is set aside untouched at the same start, and told, and the others are read', () => {
    // Once with all others, and once by itself.
    const record = endless(2);
    const [first, ...others] = healthy;
    const stored: Record<string, unknown> = { 'veo.operations': [first, record, ...others] };
    const storage = {
      get: (key: string) => stored[key],
      update: async (key: string, value: unknown) => {
        stored[key] = value;
      },
    };
    const list = new OperationStorage(storage, undefined, { timeLimit: impatient });
    const { operations, newlyUnreadable } = inTime(() => list.load());
    assert.deepEqual(operations.map(toRecord), healthy);
    assert.equal(newlyUnreadable, 1);
    void list.save(operations);
    assert.deepEqual(stored['veo.operations'], healthy);
    assert.equal((stored['veo.operations.unreadable'] as unknown[])[0], record);
  });

  it('holds up no later start either, at which it is told no more', () => {
    const stored: Record<string, unknown> = {
      'veo.operations': healthy,
      'veo.operations.unreadable': [endless(2)],
    };
    const storage = { get: (key: string) => stored[key], update: async () => {} };
    const list = new OperationStorage(storage, undefined, { timeLimit: impatient });
    const { operations, newlyUnreadable, hasMoved } = inTime(() => list.load());
    assert.deepEqual([operations.length, newlyUnreadable, hasMoved], [3, 0, false]);
  });

  const readers: readonly [what: string, read: () => unknown][] = [
    ['a loop', () => takeLong()],
    ['a regular expression', () => /^(?:a+)+$/.test(`${'a'.repeat(31)}b`)],
    ['memory that it takes', () => takeLong(() => new Array(100).fill(0))],
  ];
  for (const [what, read] of readers) {
    it(`is ended in the midst of ${what}`, () => {
      const reading = (record: unknown) => (record === 'bad' ? read() : record);
      assert.deepEqual(
        inTime(() => readEach([1, 'bad', 2], reading, impatient)),
        [1, undefined, 2],
      );
    });
  }
});

describe('records that are read', () => {
  it('are read in one go, and none where there are none', () => {
    const limits: number[] = [];
    const counting: TimeLimit = (ms, work) => {
      limits.push(ms);
      return nodeTimeLimit(ms, work);
    };
    assert.deepEqual(
      readEach([1, undefined, 'x'], (record) => record, counting),
      [1, undefined, 'x'],
    );
    assert.deepEqual(
      readEach([], (record) => record, counting),
      [],
    );
    assert.deepEqual(limits, [2000]);
  });

  it('are each read again where all together took too long, as when the computer slept', () => {
    let asleep = true;
    const tired: TimeLimit = (_ms, work) => {
      if (!asleep) return work();
      asleep = false;
      return undefined;
    };
    assert.deepEqual(
      readEach([1, 2], (record) => record, tired),
      [1, 2],
    );
  });

  it('throw what their reader throws', () => {
    const read = () => {
      throw new RangeError('no');
    };
    assert.throws(() => readEach([1], read, nodeTimeLimit), RangeError);
  });
});

/** @returns what is held in memory meanwhile */
function takeLong(next: () => unknown = () => undefined): readonly unknown[] {
  const held: unknown[] = [];
  const begun = performance.now();
  while (performance.now() - begun < LONG_MS) held[held.length] = next();
  return held;
}

function inTime<T>(work: () => T): T {
  const begun = performance.now();
  const result = work();
  assert.ok(performance.now() - begun < LONG_MS / 2, `${performance.now() - begun} ms`);
  return result;
}
