import assert from 'node:assert/strict';
import type { Operation } from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import { endedAt, endedFrom, ListWorld, newestFirst } from './listWorld';

/** In the archive are 1 to 101, in the list 102 to 1001. */
const OLDER = newestFirst(1, 101);
const ALL = newestFirst(1, 1001);

/** As the archive gives it back: nobody waits for it any more. */
const SEVENTH = { ...endedAt(7), seenAt: '2026-11-20T10:00:07.000Z' };

describe('recalling older operations', () => {
  let world: ListWorld;
  beforeEach(async () => {
    world = new ListWorld();
    await world.put(endedFrom(1, 1001));
    world.restart();
    await world.store.openArchive();
    world.changes.length = 0;
  });
  afterEach(() => world.store.dispose());

  it('brings the next ones back, the last ended first, until there are no more', async () => {
    const pages: (string | undefined)[][] = [];
    while (world.store.mayHaveOlder && pages.length < 10) pages.push(labelsOf(await world.store.page(40)));
    assert.deepEqual(pages, [OLDER.slice(0, 40), OLDER.slice(40, 80), OLDER.slice(80)]);
    assert.deepEqual(world.listed, ALL);
  });

  it('tells of each as of one that comes into the list', async () => {
    const recalled = await world.store.page(2);
    assert.deepEqual(
      world.changes,
      recalled.map((after) => ({ after })),
    );
  });

  it('has them looked at, without a word to the person or a write', async () => {
    await world.store.page(Number.POSITIVE_INFINITY);
    assert.deepEqual(labelsOf(world.store.unseen), ALL.slice(0, 900));
    assert.deepEqual(world.store.get(endedAt(7)), SEVENTH);
  });

  it('writes nothing', async () => {
    await world.store.page(Number.POSITIVE_INFINITY);
    await world.forward(3);
    assert.deepEqual([world.storage.writes, world.archive.appends], [[], []]);
    await world.put([endedAt(1002)]);
    assert.deepEqual([world.inState, world.archive.appends], [newestFirst(102, 901), []]);
  });

  it('brings each back once, though asked for twice at the same time', async () => {
    await Promise.all([world.store.page(60), world.store.page(60)]);
    assert.deepEqual(world.listed, ALL);
  });

  it('leaves no gap: what moves to the archive from then on stays in the list', async () => {
    await world.store.page(40);
    for (const operation of endedFrom(1002, 200)) await world.put([operation]);
    assert.deepEqual(world.listed, newestFirst(62, 1140));
    assert.equal(world.inState.length < 1000, true);
    assert.deepEqual(await world.everything(), newestFirst(1, 1201));
  });

  it('leaves no gap either when something is moved while it reads', async () => {
    const reading = world.store.page(40);
    await world.put(endedFrom(1002, 200));
    await reading;
    assert.deepEqual(world.listed, newestFirst(62, 1140));
  });

  it('can be given up', async () => {
    const giveUp = new AbortController();
    world.archive.midway = () => giveUp.abort(new Error('enough'));
    await assert.rejects(world.store.page(Number.POSITIVE_INFINITY, giveUp.signal), /enough/);
    assert.deepEqual([world.listed.length, world.store.mayHaveOlder], [900, true]);
  });

  it('brings one back, and of one that is in the list already, or nowhere, nothing', async () => {
    assert.equal((await world.store.fetch(endedAt(7)))?.label, '7');
    assert.deepEqual(world.listed, [...ALL.slice(0, 900), '7']);
    assert.equal((await world.store.fetch(endedAt(500)))?.label, '500');
    assert.equal(await world.store.fetch(endedAt(5000)), undefined);
    assert.equal(world.changes.length, 1);
  });

  it('lists them all without bringing any back', async () => {
    assert.deepEqual(labelsOf(await world.store.readOlder()), OLDER);
    assert.deepEqual([world.listed.length, world.changes], [900, []]);
  });

  it('finds none where there is no archive', async () => {
    const empty = new ListWorld();
    await empty.store.openArchive();
    assert.deepEqual(await empty.store.page(5), []);
    assert.deepEqual([empty.store.mayHaveOlder, empty.archive.reads], [false, 0]);
    empty.store.dispose();
  });

  it('lets the list move on after a single one was brought back, which stays', async () => {
    await world.store.fetch(endedAt(7));
    await world.put(endedFrom(1002, 200));
    assert.deepEqual(world.listed, [...newestFirst(302, 900), '7']);
    assert.deepEqual(await world.everything(), [...newestFirst(302, 900), '7', ...everythingBut7(301)]);
  });

  describe('when all have been removed', () => {
    beforeEach(async () => {
      await world.store.page(Number.POSITIVE_INFINITY);
      world.store.remove(world.store.ended);
      await world.store.flush();
      world.restart();
      await world.store.openArchive();
    });

    it('finds out with the first look that there are none, and knows it from then on', async () => {
      assert.equal(world.store.mayHaveOlder, true);
      await world.store.readOlder();
      assert.deepEqual([world.store.mayHaveOlder, world.archive.text], [false, '']);
      world.restart();
      await world.store.openArchive();
      assert.deepEqual([world.store.mayHaveOlder, world.archive.reads], [false, 0]);
    });

    it('keeps what moves to the archive while it is looked at', async () => {
      world.archive.midway = () => world.store.restore(endedFrom(1, 1001));
      await world.store.readOlder();
      await world.store.flush();
      world.archive.midway = () => {};
      assert.equal(world.archive.clears, 0);
      assert.deepEqual(await world.everything(), ALL);
    });

    it('keeps what moves to the archive while it is emptied', async () => {
      world.archive.beforeClear = async () => {
        await world.forward(0);
        world.store.restore(endedFrom(1, 1001));
        await world.forward(0);
      };
      await world.store.readOlder();
      await world.store.flush();
      assert.equal(world.archive.clears, 1);
      world.restart();
      assert.deepEqual(await world.everything(), ALL);
    });

    it('tries again with the next look when it cannot be emptied', async () => {
      world.archive.beforeClear = () => Promise.reject(new Error('denied'));
      await world.store.readOlder();
      assert.notEqual(world.archive.text, '');
      world.archive.beforeClear = async () => {};
      await world.store.readOlder();
      assert.equal(world.archive.text, '');
    });

    it('leaves lines that nobody here can read', async () => {
      const { text } = world.archive;
      world.archive.text += '{"version":9}\n';
      await world.store.readOlder();
      assert.equal(world.archive.text, `${text}{"version":9}\n`);
    });
  });

  describe('lets them be changed and removed as all others', () => {
    it('a change is kept in the archive, and the state stays as it is', async () => {
      const [one] = await world.store.page(1);
      world.store.update([{ ...(one as Operation), label: 'renamed' }]);
      await world.store.flush();
      assert.deepEqual(world.inState, ALL.slice(0, 900));
      await restartAndRecallAll();
      assert.deepEqual(world.listed, [...ALL.slice(0, 900), 'renamed', ...OLDER.slice(1)]);
    });

    it('a change that cannot be written to the archive is kept in the state until it can', async () => {
      const [one] = await world.store.page(1);
      world.archive.fate = { kind: 'refused', error: new Error('denied'), written: 0 };
      world.store.update([{ ...(one as Operation), label: 'renamed' }]);
      await world.store.flush();
      assert.equal(world.inState.at(-1), 'renamed');
      assert.equal(world.failures.length, 2);
    });

    it('what is removed does not come back', async () => {
      const recalled = await world.store.page(3);
      assert.deepEqual(world.store.remove(recalled), recalled);
      await world.store.flush();
      await restartAndRecallAll();
      assert.deepEqual(world.listed, [...ALL.slice(0, 900), ...OLDER.slice(3)]);
    });

    for (const when of ['at once', 'after it was written']) {
      it(`what is removed and taken back ${when} is there as before`, async () => {
        const removed = world.store.remove(await world.store.page(3));
        if (when !== 'at once') await world.store.flush();
        await world.put(removed);
        assert.deepEqual(world.listed, ALL.slice(0, 903));
        assert.deepEqual(world.inState, ALL.slice(0, 900));
        await restartAndRecallAll();
        assert.deepEqual(world.listed, ALL);
      });
    }

    it('all can be removed, and taken back over a full state', async () => {
      await world.store.page(Number.POSITIVE_INFINITY);
      const removed = world.store.remove(world.store.ended);
      await world.store.flush();
      assert.deepEqual([world.inState, await world.everything()], [[], []]);
      await world.put(removed);
      assert.deepEqual(world.inState.length, 900);
      await restartAndRecallAll();
      assert.deepEqual(world.listed, ALL);
    });
  });

  it('does not bring back what was removed after a death in the midst of its move', async () => {
    const died = await worldThatDiedBeforeTheStateWasWritten();
    assert.deepEqual(await died.everything(), ALL.slice(1));
    died.store.remove([endedAt(5), endedAt(900)]);
    await died.store.flush();
    died.restart();
    const left = ALL.slice(1).filter((label) => label !== '5' && label !== '900');
    assert.deepEqual(await died.everything(), left);
    died.store.dispose();
  });

  it('prefers the list to what the archive says of the same operation', async () => {
    const died = await worldThatDiedBeforeTheStateWasWritten();
    died.store.update([{ ...endedAt(5), label: 'renamed' }]);
    await died.store.flush();
    const found = await died.everything();
    assert.deepEqual([found.length, found.includes('5'), found.includes('renamed')], [1000, false, true]);
    died.store.dispose();
  });

  describe('when one is tracked anew', () => {
    it('gives it back its end, its label and the time it was first tracked', async () => {
      const changed = nextChange(world);
      world.store.track(endedAt(7));
      const [change] = await changed;
      assert.deepEqual(change?.after, SEVENTH);
    });

    it('tells of it as of one that comes into the list, not as of an end', async () => {
      const changed = nextChange(world);
      world.store.track(endedAt(7));
      assert.deepEqual(
        (await changed).map(({ before, after }) => [before?.state, after?.state]),
        [[undefined, 'filtered']],
      );
    });

    it('keeps the label and the start that are told now', async () => {
      const changed = nextChange(world);
      world.store.track(endedAt(7), { label: 'new', startedAt: '2026-11-20T09:00:00.000Z' });
      const [change] = await changed;
      assert.deepEqual(change?.after, { ...SEVENTH, label: 'new', startedAt: '2026-11-20T09:00:00.000Z' });
    });

    it('has it once, also after a restart', async () => {
      const changed = nextChange(world);
      world.store.track(endedAt(7), { label: 'new' });
      await changed;
      await world.store.flush();
      assert.deepEqual(world.inState, ALL.slice(0, 900));
      await restartAndRecallAll();
      assert.deepEqual(
        world.listed,
        ALL.map((label) => (label === '7' ? 'new' : label)),
      );
    });

    it('looks through the archive once for many', async () => {
      const reads = world.archive.reads;
      const changed = nextChange(world, 20);
      for (const id of endedFrom(1, 20)) world.store.track(id);
      await changed;
      assert.ok(world.archive.reads - reads <= 2, `${world.archive.reads - reads}`);
    });

    it('prefers the end from before to an answer that comes while it is looked for', async () => {
      world.archive.midway = () => {
        const tracked = world.store.get(endedAt(7)) as Operation;
        const error = { code: 13, message: 'late' };
        world.store.update([transition(tracked, { kind: 'failed', error }, world.hands.now)]);
      };
      world.store.track(endedAt(7));
      await until(world, () => world.store.get(endedAt(7))?.state === 'filtered');
      assert.deepEqual(world.store.get(endedAt(7)), SEVENTH);
    });

    it('does not take over what was removed meanwhile', async () => {
      await world.store.fetch(endedAt(7));
      world.store.remove([endedAt(7)]);
      const reads = world.archive.reads;
      world.store.track(endedAt(7), { label: 'fresh' });
      await world.forward(2);
      await world.store.flush();
      assert.deepEqual([world.archive.reads > reads, world.store.get(endedAt(7))?.state], [true, 'running']);
      await restartAndRecallAll();
      assert.deepEqual(world.listed, ['fresh', ...ALL.filter((label) => label !== '7')]);
    });

    it('asks the API again about one that was only believed to be missing', async () => {
      const missing = { ...endedAt(0), label: '0', state: 'missing' } as Operation;
      const old = new ListWorld();
      await old.put([missing, ...endedFrom(1, 1001)]);
      old.restart();
      const trackedAt = '2026-11-20T10:00:00.000Z';
      old.hands.setSystemTime(old.hands.now + 5_000_000);
      const changed = nextChange(old);
      old.store.track(missing);
      const [change] = await changed;
      assert.deepEqual([change?.after?.state, change?.after?.trackedAt], ['running', trackedAt]);
      old.store.dispose();
    });

    it('leaves it as it is tracked while the archive cannot be read, and looks for it with the next', async () => {
      world.archive.midway = () => {
        throw new Error('I/O error');
      };
      world.store.track(endedAt(7), { label: 'fresh' });
      await world.forward(2);
      assert.deepEqual(world.store.get(endedAt(7))?.state, 'running');
      world.archive.midway = () => {};
      world.store.track(endedAt(8));
      await until(world, () => world.store.get(endedAt(8))?.state === 'filtered');
      assert.deepEqual(world.store.get(endedAt(7))?.state, 'filtered');
    });
  });

  async function restartAndRecallAll(): Promise<void> {
    world.restart();
    await world.store.page(Number.POSITIVE_INFINITY);
  }
});

async function worldThatDiedBeforeTheStateWasWritten(): Promise<ListWorld> {
  const world = new ListWorld();
  await world.put(endedFrom(1, 1000));
  await world.forward(2);
  world.storage.update = () => new Promise(() => {});
  world.store.restore([endedAt(1001)]);
  await world.forward(2);
  world.restart();
  return world;
}

/** The changes that are told after the one that is made at once. */
function nextChange(
  world: ListWorld,
  tracked = 1,
): Promise<readonly { before?: Operation; after?: Operation }[]> {
  let told = 0;
  return new Promise((resolve) => {
    const listener = world.store.onDidChange((changes) => {
      if (++told <= tracked) return;
      listener.dispose();
      resolve(changes);
    });
  });
}

function until(world: ListWorld, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const listener = world.store.onDidChange(() => {
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
