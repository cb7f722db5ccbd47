import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Operation } from '../../../../src/operations/operation';
import { endedAt, endedFrom, ListHarness, newestFirst } from './listHarness';

const NEVER = () => new Promise<void>(() => {});

/** Where the process dies while the list is written; `part`, of the text that is appended: 0 to 1. */
type Step =
  | { readonly at: 'append'; readonly part: number }
  | { readonly at: 'stateWrite'; readonly isWritten: boolean };

const steps: readonly [when: string, step: Step][] = [
  ['before the append', { at: 'append', part: 0 }],
  ['in the midst of the append', { at: 'append', part: 0.5 }],
  ['one letter before the end of the append', { at: 'append', part: 0.99999 }],
  ['after the append', { at: 'append', part: 1 }],
  ['before the state is written', { at: 'stateWrite', isWritten: false }],
  ['after the state was written', { at: 'stateWrite', isWritten: true }],
];

describe('a crash loses no operation', () => {
  for (const [when, step] of steps) {
    it(`${when} of a first move`, async () => {
      const harness = new ListHarness();
      await harness.put(endedFrom(1, 1000));
      await dieDuring(harness, step, () => harness.store.restore([endedAt(1001)]));
      assert.deepEqual((await known(harness)).slice(-1000), newestFirst(1, 1000));
      await harness.put([endedAt(1002)]);
      assert.deepEqual((await known(harness)).slice(-1000), newestFirst(1, 1000));
      harness.store.dispose();
    });

    it(`${when}, again and again`, async () => {
      const harness = new ListHarness();
      await harness.put(endedFrom(1, 1000));
      for (const second of [1001, 1002, 1003, 1004]) {
        await dieDuring(harness, step, () => harness.store.restore(endedFrom(second, 1)));
      }
      assert.deepEqual((await known(harness)).slice(-1000), newestFirst(1, 1000));
      harness.store.dispose();
    });
  }

  it('before the archive is searched for an operation that was tracked again', async () => {
    const harness = new ListHarness();
    await harness.put(endedFrom(1, 1001));
    harness.restart();
    harness.archive.midway = () => {
      throw new Error('I/O error');
    };
    for (const second of [5, 6]) harness.store.track(endedAt(second));
    await harness.advance(3);
    harness.restart();
    assert.equal(harness.store.get(endedAt(5))?.state, 'running');
    await harness.store.openArchive();
    await harness.advance(0);
    assert.deepEqual(
      [5, 6].map((second) => harness.store.get(endedAt(second))?.state),
      ['filtered', 'filtered'],
    );
    assert.equal(harness.archive.reads, 1);
    harness.store.dispose();
  });

  it('at any step of any change to any list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 8 }), change, death, async (before, last, step) => {
        const harness = new ListHarness();
        for (const one of before) await carryOut(one, harness);
        const safe = await inDetail(harness);
        await harness.advance(2);
        await dieDuring(harness, step, () => carryOut(last, harness, true));
        assertKept(safe, await inDetail(harness), last);
        await harness.put([large(9999)]);
        assertKept(safe, await inDetail(harness), last);
        harness.store.dispose();
      }),
      { numRuns: 150 },
    );
  });
});

/** Something a person or an answer does to the list. `which` chooses among the operations there are. */
type Change =
  | { readonly kind: 'ends'; readonly from: number; readonly count: number }
  | { readonly kind: 'recalls'; readonly count: number }
  | { readonly kind: 'removes' | 'renames' | 'removesAndTakesBack'; readonly which: number }
  | { readonly kind: 'restarts' };

const which = fc.integer({ min: 1, max: 80 });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('ends' as const), from: which, count: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('recalls' as const), count: fc.integer({ min: 1, max: 50 }) }),
  fc.record({ kind: fc.constantFrom('removes', 'renames', 'removesAndTakesBack' as const), which }),
  fc.record({ kind: fc.constant('restarts' as const) }),
);
const death: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ at: fc.constant('append' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ at: fc.constant('stateWrite' as const), isWritten: fc.boolean() }),
);

/** Some twenty of these fill the state. */
function large(second: number): Operation {
  return { ...endedAt(second), model: 'm'.repeat(20_000) };
}

async function carryOut(one: Change, harness: ListHarness, isLast = false): Promise<void> {
  const { store } = harness;
  if (one.kind === 'ends') {
    store.restore(Array.from({ length: one.count }, (_, at) => large(one.from + at)));
  } else if (one.kind === 'recalls') await store.page(one.count);
  else if (one.kind === 'restarts') harness.restart();
  else await changeOne(one, harness);
  if (!isLast) await harness.store.flush();
}

async function changeOne({ kind, which }: Change & { which: number }, { store }: ListHarness): Promise<void> {
  const current = await store.fetch(endedAt(which));
  if (!current) return;
  if (kind === 'renames') return store.update([{ ...current, label: `${current.label} renamed` }]);
  const removed = store.remove([current]);
  if (kind === 'removesAndTakesBack') store.restore(removed);
}

async function dieDuring(harness: ListHarness, step: Step, act: () => unknown): Promise<void> {
  const { archive, storage } = harness;
  const append = archive.append.bind(archive);
  const update = storage.update.bind(storage);
  if (step.at === 'append') {
    archive.append = async (text) => {
      archive.fate = { kind: 'death', written: Math.floor(text.length * step.part) };
      await append(text);
    };
  } else {
    storage.update = async (key, value) => {
      if (step.isWritten) await update(key, value);
      await NEVER();
    };
  }
  await act();
  await harness.advance(3);
  harness.restart();
}

/** The labels of all there are. */
function known(harness: ListHarness): Promise<(string | undefined)[]> {
  return harness.everything();
}

async function inDetail({ store }: ListHarness): Promise<Map<string, string>> {
  const all = [...store.list(), ...(await store.readOlder())];
  const found = new Map(all.map(({ name, label = '' }) => [name, label]));
  assert.equal(found.size, all.length, 'one is there twice');
  return found;
}

/** All that the last change did not touch is as it was; what it touched is as before, in its midst or after it. */
function assertKept(before: Map<string, string>, after: Map<string, string>, last: Change): void {
  const touched = new Set(secondsOf(last).map((second) => endedAt(second).name));
  for (const [name, label] of before) {
    if (!touched.has(name)) assert.equal(after.get(name), label, name);
    else if (last.kind === 'renames') assert.ok(after.get(name)?.startsWith(label), name);
    // One that ends anew has the name again that it had before it was renamed.
    else if (last.kind === 'ends') assert.ok(after.has(name), name);
  }
}

/** Which operations it changes, by the seconds of their ends. */
function secondsOf(change: Change): number[] {
  if (change.kind === 'ends') return Array.from({ length: change.count }, (_, i) => change.from + i);
  return 'which' in change ? [change.which] : [];
}
