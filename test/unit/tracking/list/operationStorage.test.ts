import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newOperation, type Operation } from '../../../../src/operations/operation';
import { toRecord } from '../../../../src/operations/record';
import { systemClock } from '../../../../src/tracking/clock';
import { OperationStorage } from '../../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../../src/tracking/list/operationStore';
import { idOf, operation, TEN_O_CLOCK } from '../../operations/arbitraries';
import { MemoryStorage } from './memoryStorage';

const LIST = 'veo.operations';
const ASIDE = 'veo.operations.unreadable';
const first = newOperation(idOf('a1'), { label: 'first' }, TEN_O_CLOCK);
const second = newOperation(idOf('b2'), { label: 'second' }, TEN_O_CLOCK);
const future = { version: 2, operation: { some: 'thing' } };

describe('the stored list', () => {
  it('is empty at first, and then nothing is written', () => {
    const storage = new MemoryStorage();
    assert.deepEqual(load(storage), { operations: [], told: 0 });
    assert.deepEqual(storage.writes, []);
  });

  it('gives back what was saved', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation), async (operations) => {
        const storage = new MemoryStorage();
        await new OperationStorage(storage).save(operations);
        assert.deepEqual(new OperationStorage(storage).load(), {
          operations,
          newlyUnreadable: 0,
          hasMoved: false,
        });
      }),
    );
  });

  const corrupt: readonly [what: string, stored: unknown][] = [
    ['a text', 'not a list'],
    ['a number', 7],
    ['an object', { a: 1 }],
    ['a record without its list', toRecord(first)],
    ['false', false],
  ];
  for (const [what, stored] of corrupt) {
    it(`that is ${what} is kept aside untouched, or read where it can be`, () => {
      const storage = new MemoryStorage({ [LIST]: stored });
      const { operations, told } = load(storage);
      assert.equal(operations.length + told, 1);
      assert.deepEqual(storage.get(ASIDE), told === 1 ? [stored] : undefined);
    });
  }

  const bad: readonly [what: string, record: unknown][] = [
    ['of an unknown version', future],
    ['without version', { operation: first }],
    ['of which a field is broken', { version: 1, operation: { ...second, state: 'paused' } }],
    ['that is null', null],
    ['that is a text', 'x'],
  ];
  for (const [what, record] of bad) {
    it(`with a record ${what} gives the good ones and keeps that one aside untouched`, () => {
      const storage = new MemoryStorage({ [LIST]: [toRecord(first), record, toRecord(second)] });
      assert.deepEqual(load(storage), { operations: ['first', 'second'], told: 1 });
      assert.deepEqual(storage.get(ASIDE), [record]);
      assert.deepEqual(storage.get(LIST), [toRecord(first), toRecord(second)]);
    });
  }

  it('tells of a bad record once, and keeps it for ever', () => {
    const storage = new MemoryStorage({ [LIST]: [future, toRecord(first)] });
    assert.equal(load(storage).told, 1);
    storage.writes.length = 0;
    for (const _ of [1, 2]) assert.deepEqual(load(storage), { operations: ['first'], told: 0 });
    assert.deepEqual([storage.get(ASIDE), storage.writes], [[future], []]);
  });

  it('keeps a new bad record beside the old ones', () => {
    const storage = new MemoryStorage({ [LIST]: ['new'], [ASIDE]: [future] });
    assert.equal(load(storage).told, 1);
    assert.deepEqual(storage.get(ASIDE), [future, 'new']);
  });

  it('takes back at once what has become readable, even if nothing changes afterwards', () => {
    const storage = new MemoryStorage({ [LIST]: [toRecord(first)], [ASIDE]: [toRecord(second), future] });
    assert.deepEqual(load(storage), { operations: ['first', 'second'], told: 0 });
    assert.deepEqual(storage.get(ASIDE), [future]);
    assert.deepEqual(load(storage), { operations: ['first', 'second'], told: 0 });
  });

  it('has no list of bad records when there are none any more', () => {
    const storage = new MemoryStorage({ [ASIDE]: [toRecord(first)] });
    load(storage);
    assert.equal(storage.content.has(ASIDE), false);
  });

  it('prefers what has been tracked since to the same operation taken back', () => {
    const since = { ...first, label: 'since' };
    const storage = new MemoryStorage({ [LIST]: [toRecord(since)], [ASIDE]: [toRecord(first)] });
    assert.deepEqual(load(storage).operations, ['since']);
  });

  it('loses no record when it cannot be written, and moves it with the next change', async () => {
    const storage = new MemoryStorage({ [LIST]: [future] });
    const saved = new OperationStorage(storage);
    saved.load();
    storage.refusal = new Error('disk full');
    await assert.rejects(saved.save([first]), /disk full/);
    assert.deepEqual(storage.get(LIST), [future]);
    storage.refusal = undefined;
    await saved.save([first]);
    assert.deepEqual([storage.get(LIST), storage.get(ASIDE)], [[toRecord(first)], [future]]);
  });
});

/** What a store makes of it: the labels, sorted, and how many records it tells of. */
function load(storage: MemoryStorage): { operations: (string | undefined)[]; told: number } {
  const store = new OperationStore(new OperationStorage(storage), systemClock);
  const told = store.load();
  store.dispose();
  return { operations: store.list().map(labelOf).sort(), told };
}

function labelOf({ label }: Operation): string | undefined {
  return label;
}
