import assert from 'node:assert/strict';
import type { Operation } from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import { endedAt, endedFrom, ListHarness, newestFirst } from './listHarness';

/** In the archive are 1 to 101, in the list 102 to 1001. */
const OLDER = newestFirst(1, 101);
const ALL = newestFirst(1, 1001);

/** As the archive gives it back: nobody waits for it any more. */
const SEVENTH = { ...endedAt(7), seenAt: '2026-11-20T10:00:07.000Z' };

describe('access to archived operations', () => {
  let harness: ListHarness;
  beforeEach(async () => {
    harness = new ListHarness();
    await harness.put(endedFrom(1, 1001));
    harness.restart();
    await harness.store.openArchive();
    harness.changes.length = 0;
  });
  afterEach(() => harness.store.dispose());

  it('brings back pages, the last ended first, until there are no more', async () => {
    const pages: (string | undefined)[][] = [];
    while (harness.store.mayHaveOlder && pages.length < 10)
      pages.push(labelsOf(await harness.store.page(40)));
    assert.deepEqual(pages, [OLDER.slice(0, 40), OLDER.slice(40, 80), OLDER.slice(80)]);
    assert.deepEqual(harness.listed, ALL);
  });

  it('emits each as an operation that comes into the list', async () => {
    const recalled = await harness.store.page(2);
    assert.deepEqual(
      harness.changes,
      recalled.map((after) => ({ after })),
    );
  });

  it('marks each as seen', async () => {
    await harness.store.page(Number.POSITIVE_INFINITY);
    assert.deepEqual(labelsOf(harness.store.unseen), ALL.slice(0, 900));
    assert.deepEqual(harness.store.get(endedAt(7)), SEVENTH);
  });

  it('writes nothing', async () => {
    await harness.store.page(Number.POSITIVE_INFINITY);
    await harness.advance(3);
    assert.deepEqual([harness.storage.writes, harness.archive.appends], [[], []]);
    await harness.put([endedAt(1002)]);
    assert.deepEqual([harness.inState, harness.archive.appends], [newestFirst(102, 901), []]);
  });

  it('brings each back once when two pages are read at the same time', async () => {
    await Promise.all([harness.store.page(60), harness.store.page(60)]);
    assert.deepEqual(harness.listed, ALL);
  });

  it('leaves no gap: what moves to the archive after a page stays in the list', async () => {
    await harness.store.page(40);
    for (const operation of endedFrom(1002, 200)) await harness.put([operation]);
    assert.deepEqual(harness.listed, newestFirst(62, 1140));
    assert.equal(harness.inState.length < 1000, true);
    assert.deepEqual(await harness.everything(), newestFirst(1, 1201));
  });

  it('leaves no gap when operations move to the archive during the reading', async () => {
    const reading = harness.store.page(40);
    await harness.put(endedFrom(1002, 200));
    await reading;
    assert.deepEqual(harness.listed, newestFirst(62, 1140));
  });

  it('can be aborted', async () => {
    const giveUp = new AbortController();
    harness.archive.midway = () => giveUp.abort(new Error('enough'));
    await assert.rejects(harness.store.page(Number.POSITIVE_INFINITY, giveUp.signal), /enough/);
    assert.deepEqual([harness.listed.length, harness.store.mayHaveOlder], [900, true]);
  });

  it('fetches one operation, also one that is in the list already, and none that is nowhere', async () => {
    assert.equal((await harness.store.fetch(endedAt(7)))?.label, '7');
    assert.deepEqual(harness.listed, [...ALL.slice(0, 900), '7']);
    assert.equal((await harness.store.fetch(endedAt(500)))?.label, '500');
    assert.equal(await harness.store.fetch(endedAt(5000)), undefined);
    assert.equal(harness.changes.length, 1);
  });

  it('reads them all without bringing any back', async () => {
    assert.deepEqual(labelsOf(await harness.store.readOlder()), OLDER);
    assert.deepEqual([harness.listed.length, harness.changes], [900, []]);
  });

  it('finds nothing where there is no archive', async () => {
    const empty = new ListHarness();
    await empty.store.openArchive();
    assert.deepEqual(await empty.store.page(5), []);
    assert.deepEqual([empty.store.mayHaveOlder, empty.archive.reads], [false, 0]);
    empty.store.dispose();
  });

  it('keeps a single fetched operation in the list, while others move to the archive', async () => {
    await harness.store.fetch(endedAt(7));
    await harness.put(endedFrom(1002, 200));
    assert.deepEqual(harness.listed, [...newestFirst(302, 900), '7']);
    assert.deepEqual(await harness.everything(), [...newestFirst(302, 900), '7', ...everythingBut7(301)]);
  });

  describe('when all have been removed', () => {
    beforeEach(async () => {
      await harness.store.page(Number.POSITIVE_INFINITY);
      harness.store.remove(harness.store.ended);
      await harness.store.flush();
      harness.restart();
      await harness.store.openArchive();
    });

    it('finds out with the first reading that there are none, and empties the file', async () => {
      assert.equal(harness.store.mayHaveOlder, true);
      await harness.store.readOlder();
      assert.deepEqual([harness.store.mayHaveOlder, harness.archive.text], [false, '']);
      harness.restart();
      await harness.store.openArchive();
      assert.deepEqual([harness.store.mayHaveOlder, harness.archive.reads], [false, 0]);
    });

    it('keeps what moves to the archive during that reading', async () => {
      harness.archive.midway = () => harness.store.restore(endedFrom(1, 1001));
      await harness.store.readOlder();
      await harness.store.flush();
      harness.archive.midway = () => {};
      assert.equal(harness.archive.clears, 0);
      assert.deepEqual(await harness.everything(), ALL);
    });

    it('keeps what moves to the archive while it is emptied', async () => {
      harness.archive.beforeClear = async () => {
        await harness.advance(0);
        harness.store.restore(endedFrom(1, 1001));
        await harness.advance(0);
      };
      await harness.store.readOlder();
      await harness.store.flush();
      assert.equal(harness.archive.clears, 1);
      harness.restart();
      assert.deepEqual(await harness.everything(), ALL);
    });

    it('tries again with the next reading when the file cannot be emptied', async () => {
      harness.archive.beforeClear = () => Promise.reject(new Error('denied'));
      await harness.store.readOlder();
      assert.notEqual(harness.archive.text, '');
      harness.archive.beforeClear = async () => {};
      await harness.store.readOlder();
      assert.equal(harness.archive.text, '');
    });

    it('leaves lines that nobody here can read', async () => {
      const { text } = harness.archive;
      harness.archive.text += '{"version":9}\n';
      await harness.store.readOlder();
      assert.equal(harness.archive.text, `${text}{"version":9}\n`);
    });
  });

  describe('when they were brought back', () => {
    it('writes a change to the archive, and leaves the state as it is', async () => {
      const [one] = await harness.store.page(1);
      harness.store.update([{ ...(one as Operation), label: 'renamed' }]);
      await harness.store.flush();
      assert.deepEqual(harness.inState, ALL.slice(0, 900));
      await restartAndRecallAll();
      assert.deepEqual(harness.listed, [...ALL.slice(0, 900), 'renamed', ...OLDER.slice(1)]);
    });

    it('keeps a change in the state while the archive cannot be written', async () => {
      const [one] = await harness.store.page(1);
      harness.archive.fate = { kind: 'refused', error: new Error('denied'), written: 0 };
      harness.store.update([{ ...(one as Operation), label: 'renamed' }]);
      await harness.store.flush();
      assert.equal(harness.inState.at(-1), 'renamed');
      assert.equal(harness.failures.length, 2);
    });

    it('does not bring back what is removed', async () => {
      const recalled = await harness.store.page(3);
      assert.deepEqual(harness.store.remove(recalled), recalled);
      await harness.store.flush();
      await restartAndRecallAll();
      assert.deepEqual(harness.listed, [...ALL.slice(0, 900), ...OLDER.slice(3)]);
    });

    for (const when of ['at once', 'after it was written']) {
      it(`restores what was removed, ${when}`, async () => {
        const removed = harness.store.remove(await harness.store.page(3));
        if (when !== 'at once') await harness.store.flush();
        await harness.put(removed);
        assert.deepEqual(harness.listed, ALL.slice(0, 903));
        assert.deepEqual(harness.inState, ALL.slice(0, 900));
        await restartAndRecallAll();
        assert.deepEqual(harness.listed, ALL);
      });
    }

    it('removes and restores all of them over a full state', async () => {
      await harness.store.page(Number.POSITIVE_INFINITY);
      const removed = harness.store.remove(harness.store.ended);
      await harness.store.flush();
      assert.deepEqual([harness.inState, await harness.everything()], [[], []]);
      await harness.put(removed);
      assert.deepEqual(harness.inState.length, 900);
      await restartAndRecallAll();
      assert.deepEqual(harness.listed, ALL);
    });
  });

  it('does not bring back what was removed after a crash during its move', async () => {
    const died = await harnessThatDiedBeforeTheStateWasWritten();
    assert.deepEqual(await died.everything(), ALL.slice(1));
    died.store.remove([endedAt(5), endedAt(900)]);
    await died.store.flush();
    died.restart();
    const left = ALL.slice(1).filter((label) => label !== '5' && label !== '900');
    assert.deepEqual(await died.everything(), left);
    died.store.dispose();
  });

  it('prefers the list to the archived record of the same operation', async () => {
    const died = await harnessThatDiedBeforeTheStateWasWritten();
    died.store.update([{ ...endedAt(5), label: 'renamed' }]);
    await died.store.flush();
    const found = await died.everything();
    assert.deepEqual([found.length, found.includes('5'), found.includes('renamed')], [1000, false, true]);
    died.store.dispose();
  });

  describe('when one is tracked again', () => {
    it('restores its end, its label and the time at which it was first tracked', async () => {
      const changed = nextChange(harness);
      harness.store.track(endedAt(7));
      const [change] = await changed;
      assert.deepEqual(change?.after, SEVENTH);
    });

    it('emits it as an operation that comes into the list, not as an end', async () => {
      const changed = nextChange(harness);
      harness.store.track(endedAt(7));
      assert.deepEqual(
        (await changed).map(({ before, after }) => [before?.state, after?.state]),
        [[undefined, 'filtered']],
      );
    });

    it('keeps the label and the start that are given now', async () => {
      const changed = nextChange(harness);
      harness.store.track(endedAt(7), { label: 'new', startedAt: '2026-11-20T09:00:00.000Z' });
      const [change] = await changed;
      assert.deepEqual(change?.after, { ...SEVENTH, label: 'new', startedAt: '2026-11-20T09:00:00.000Z' });
    });

    it('holds it once, also after a restart', async () => {
      const changed = nextChange(harness);
      harness.store.track(endedAt(7), { label: 'new' });
      await changed;
      await harness.store.flush();
      assert.deepEqual(harness.inState, ALL.slice(0, 900));
      await restartAndRecallAll();
      assert.deepEqual(
        harness.listed,
        ALL.map((label) => (label === '7' ? 'new' : label)),
      );
    });

    it('reads the archive once for many', async () => {
      const reads = harness.archive.reads;
      const changed = nextChange(harness, 20);
      for (const id of endedFrom(1, 20)) harness.store.track(id);
      await changed;
      assert.ok(harness.archive.reads - reads <= 2, `${harness.archive.reads - reads}`);
    });

    it('prefers the archived end to an answer that comes during the search', async () => {
      harness.archive.midway = () => {
        const tracked = harness.store.get(endedAt(7)) as Operation;
        const error = { code: 13, message: 'late' };
        harness.store.update([transition(tracked, { kind: 'failed', error }, harness.clock.now())]);
      };
      harness.store.track(endedAt(7));
      await until(harness, () => harness.store.get(endedAt(7))?.state === 'filtered');
      assert.deepEqual(harness.store.get(endedAt(7)), SEVENTH);
    });

    it('does not merge an operation that was removed meanwhile', async () => {
      await harness.store.fetch(endedAt(7));
      harness.store.remove([endedAt(7)]);
      const reads = harness.archive.reads;
      harness.store.track(endedAt(7), { label: 'fresh' });
      await harness.advance(2);
      await harness.store.flush();
      assert.deepEqual(
        [harness.archive.reads > reads, harness.store.get(endedAt(7))?.state],
        [true, 'running'],
      );
      await restartAndRecallAll();
      assert.deepEqual(harness.listed, ['fresh', ...ALL.filter((label) => label !== '7')]);
    });

    it('polls an operation again that the archive has as missing', async () => {
      const missing = { ...endedAt(0), label: '0', state: 'missing' } as Operation;
      const old = new ListHarness();
      await old.put([missing, ...endedFrom(1, 1001)]);
      old.restart();
      const trackedAt = '2026-11-20T10:00:00.000Z';
      old.clock.setWallClock(old.clock.now() + 5_000_000);
      const changed = nextChange(old);
      old.store.track(missing);
      const [change] = await changed;
      assert.deepEqual([change?.after?.state, change?.after?.trackedAt], ['running', trackedAt]);
      old.store.dispose();
    });

    it('leaves it as it was tracked while the archive cannot be read, and searches again with the next one', async () => {
      harness.archive.midway = () => {
        throw new Error('I/O error');
      };
      harness.store.track(endedAt(7), { label: 'fresh' });
      await harness.advance(2);
      assert.deepEqual(harness.store.get(endedAt(7))?.state, 'running');
      harness.archive.midway = () => {};
      harness.store.track(endedAt(8));
      await until(harness, () => harness.store.get(endedAt(8))?.state === 'filtered');
      assert.deepEqual(harness.store.get(endedAt(7))?.state, 'filtered');
    });
  });

  async function restartAndRecallAll(): Promise<void> {
    harness.restart();
    await harness.store.page(Number.POSITIVE_INFINITY);
  }
});

async function harnessThatDiedBeforeTheStateWasWritten(): Promise<ListHarness> {
  const harness = new ListHarness();
  await harness.put(endedFrom(1, 1000));
  await harness.advance(2);
  harness.storage.update = () => new Promise(() => {});
  harness.store.restore([endedAt(1001)]);
  await harness.advance(2);
  harness.restart();
  return harness;
}

/** The changes that are emitted after the one that is made at once. */
function nextChange(
  harness: ListHarness,
  tracked = 1,
): Promise<readonly { before?: Operation; after?: Operation }[]> {
  let emitted = 0;
  return new Promise((resolve) => {
    const listener = harness.store.onDidChange((changes) => {
      if (++emitted <= tracked) return;
      listener.dispose();
      resolve(changes);
    });
  });
}

function until(harness: ListHarness, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listener = harness.store.onDidChange(() => {
      if (!holds()) return;
      listener.dispose();
      resolve();
    });
  });
}

/** The labels of those up to this one, without the seventh. */
function everythingBut7(last: number): string[] {
  return newestFirst(1, last).filter((label) => label !== '7');
}

function labelsOf(operations: readonly Operation[]): (string | undefined)[] {
  return operations.map(({ label }) => label);
}
