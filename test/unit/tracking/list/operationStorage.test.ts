import assert from 'node:assert/strict';
import fc from 'fast-check';
import { systemTime } from '../../../../src/base/time';
import { newOperation, type Operation } from '../../../../src/operations/operation';
import { toRecord } from '../../../../src/operations/record';
import { Archive } from '../../../../src/tracking/list/archive';
import { OperationStorage } from '../../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../../src/tracking/list/operationStore';
import { idOf, operation, TEN_O_CLOCK } from '../../operations/arbitraries';
import { endedAt } from './listHarness';
import { MemoryArchive } from './memoryArchive';
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

  it('loads what was saved', async () => {
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
    it(`that is ${what} is set aside untouched, or read where it can be`, () => {
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
    it(`with a record ${what} loads the others and sets that one aside untouched`, () => {
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

  it('takes back a record that has become readable, even if nothing changes afterwards', () => {
    const storage = new MemoryStorage({ [LIST]: [toRecord(first)], [ASIDE]: [toRecord(second), future] });
    assert.deepEqual(load(storage), { operations: ['first', 'second'], told: 0 });
    assert.deepEqual(storage.get(ASIDE), [future]);
    assert.deepEqual(load(storage), { operations: ['first', 'second'], told: 0 });
  });

  it('deletes the list of bad records with the last one', () => {
    const storage = new MemoryStorage({ [ASIDE]: [toRecord(first)] });
    load(storage);
    assert.equal(storage.content.has(ASIDE), false);
  });

  it('prefers a record that was tracked since to one of the same operation that was set aside', () => {
    const since = { ...first, label: 'since' };
    const storage = new MemoryStorage({ [LIST]: [toRecord(since)], [ASIDE]: [toRecord(first)] });
    assert.deepEqual(load(storage).operations, ['since']);
  });

  it('loses no bad record when the state cannot be written, and sets it aside with the next change', async () => {
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

describe('a large record that nobody can read', () => {
  const large = { version: 2, operation: { some: 'x'.repeat(100_000) } };
  let storage: MemoryStorage;
  let file: MemoryArchive;
  beforeEach(() => {
    storage = new MemoryStorage({ [LIST]: [large, future, toRecord(first)] });
    file = new MemoryArchive();
  });

  it('goes to the archive as it is, while small ones stay in the state', async () => {
    const saved = new OperationStorage(storage, new Archive(file));
    assert.equal(saved.load().newlyUnreadable, 2);
    await saved.save([first]);
    assert.deepEqual(file.lines, [large]);
    assert.deepEqual([storage.get(LIST), storage.get(ASIDE)], [[toRecord(first)], [future]]);
    assert.equal(new OperationStorage(storage, new Archive(file)).load().newlyUnreadable, 0);
  });

  it('leaves room in the state for what has ended', async () => {
    const huge = { version: 2, operation: { some: 'x'.repeat(1_000_000) } };
    storage = new MemoryStorage({ [LIST]: [huge] });
    const saved = new OperationStorage(storage, new Archive(file));
    saved.load();
    await saved.save([endedAt(1)]);
    assert.deepEqual(storage.get(LIST), [toRecord(endedAt(1))]);
  });

  it('is one line in the archive, and stays there', async () => {
    const saved = new OperationStorage(storage, new Archive(file));
    saved.load();
    await saved.save([first]);
    const archive = new Archive(file);
    assert.deepEqual([await archive.read(), archive.hasUnreadable], [[], true]);
    assert.deepEqual(file.lines, [large]);
  });

  it('stays in the state when the archive cannot be written', async () => {
    file.fate = { kind: 'refused', error: new Error('disk full'), written: 0 };
    const saved = new OperationStorage(storage, new Archive(file));
    saved.load();
    await saved.save([first]);
    assert.deepEqual([storage.get(LIST), storage.get(ASIDE)], [[toRecord(first)], [large, future]]);
  });
});

/** What a store makes of it: the labels, sorted, and how many records it tells of. */
function load(storage: MemoryStorage): { operations: (string | undefined)[]; told: number } {
  const store = new OperationStore(new OperationStorage(storage), systemTime);
  const told = store.load();
  store.dispose();
  return { operations: store.list().map(labelOf).sort(), told };
}

function labelOf({ label }: Operation): string | undefined {
  return label;
}
