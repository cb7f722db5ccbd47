import assert from 'node:assert/strict';
import type { Operation } from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import { ArchiveWriteError } from '../../../../src/tracking/list/operationStorage';
import { at } from '../../operations/arbitraries';
import { endedAt, endedFrom, ListWorld, longEndedAt, longRunning, newestFirst, running } from './listWorld';

const LIMIT = 512 * 1024;

describe('moving ended operations to the archive', () => {
  let world: ListWorld;
  beforeEach(() => {
    world = new ListWorld();
  });
  afterEach(() => world.store.dispose());

  it('does not happen up to 1,000', async () => {
    await world.put(endedFrom(1, 1000));
    assert.deepEqual([world.inState, world.archive.appends], [newestFirst(1, 1000), []]);
  });

  it('takes the oldest beyond that, a hundred more than it must, and keeps what runs', async () => {
    const runningOnes = Array.from({ length: 500 }, (_, at) => running(`r${at}`));
    await world.put([...runningOnes, ...endedFrom(1, 1001)]);
    assert.deepEqual(world.inState.slice(500), newestFirst(102, 900));
    assert.deepEqual(await labelsInArchive(), newestFirst(1, 101));
  });

  it('makes these leave the list, which tells so and calls it no removal', async () => {
    await world.put(endedFrom(1, 1001));
    assert.deepEqual(world.listed, newestFirst(102, 900));
    assert.deepEqual(world.archived, newestFirst(1, 101));
    assert.deepEqual(
      world.changes.filter(({ after }) => !after),
      [],
    );
    assert.equal(world.store.mayHaveOlder, true);
  });

  it('makes nothing leave the list when it cannot be written, and tells why', async () => {
    const error = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    world.archive.fate = { kind: 'refused', error, written: 30 };
    await world.put(endedFrom(1, 1001));
    assert.deepEqual([world.listed, world.inState], [newestFirst(1, 1001), newestFirst(1, 1001)]);
    const reason = new ArchiveWriteError(error);
    assert.deepEqual([world.failures, world.archived], [[reason, reason], []]);
    world.archive.fate = undefined;
    await world.put([endedAt(1002)]);
    assert.deepEqual((await world.everything()).sort(), newestFirst(1, 1002).sort());
    assert.deepEqual(world.inState, newestFirst(103, 900));
  });

  it('makes nothing leave the list when the state cannot be written afterwards', async () => {
    world.storage.refusal = new Error('disk full');
    await world.put(endedFrom(1, 1001));
    const { refusal } = world.storage;
    assert.deepEqual([world.listed.length, world.failures], [1001, [refusal, refusal]]);
    world.storage.refusal = undefined;
    await world.put([endedAt(1002)]);
    assert.deepEqual([world.inState.length, world.listed.length], [901, 901]);
    assert.deepEqual((await world.everything()).sort(), newestFirst(1, 1002).sort());
  });

  it('keeps the state under 512 KB whatever the length of its records', async () => {
    const runningOnes = Array.from({ length: 500 }, (_, at) => longRunning(`r${at}`));
    for (let from = 1; from <= 2000; from += 250) {
      await world.put([
        ...runningOnes.splice(0, 63),
        ...Array.from({ length: 250 }, (_, at) => longEndedAt(from + at)),
      ]);
      assert.ok(world.stateSize < LIMIT, `${world.stateSize}`);
    }
    assert.ok(world.stateSize > LIMIT * 0.75);
    assert.equal(world.store.running.length, 500);
    assert.deepEqual(world.inState.slice(500), newestFirst(1, 2000).slice(0, world.inState.length - 500));
    assert.equal(new Set(await world.everything()).size, 2500);
  });

  it('keeps it so also when all 500 that run have the same long problem, in letters of three bytes', async () => {
    const { now } = world.hands;
    const message = `HTTP 429: ${'ố'.repeat(500)}…`;
    const job = { startedAt: at(0), seconds: 8, size: '1280x720' };
    const runningOnes = Array.from({ length: 500 }, (_, count) => {
      const named = { ...longRunning(`r${count}`), label: `Con mèo đi trên phố ${count}` };
      const told = transition(named, { kind: 'running', job }, now);
      return transition(told, { kind: 'problem', problem: { kind: 'budgetExceeded', message } }, now);
    });
    await world.put([...runningOnes, ...Array.from({ length: 9500 }, (_, second) => longEndedAt(second))]);
    assert.ok(world.stateSize < LIMIT, `${world.stateSize}`);
    assert.ok(runningOnes.every((one) => world.store.get(one)?.problem?.message === message));
  });

  it('counts bytes, not letters, and records that cannot be read', async () => {
    const aside = Array.from({ length: 100 }, () => ({ version: 2, text: 'ố'.repeat(500) }));
    await world.storage.update('veo.operations.unreadable', aside);
    world.restart();
    for (let second = 1; second <= 200; second++) {
      await world.put([{ ...endedAt(second), model: 'ố'.repeat(1000) }]);
      assert.ok(world.stateSize < LIMIT, `${world.stateSize}`);
    }
    assert.ok(world.stateSize > LIMIT * 0.75);
  });

  it('leaves in the list what only its size has moved', async () => {
    await world.put(Array.from({ length: 950 }, (_, at) => longEndedAt(at + 1)));
    assert.ok(world.inState.length < 700);
    assert.deepEqual(world.listed, newestFirst(1, 950));
    assert.deepEqual(await world.everything(), newestFirst(1, 950));
  });

  it('does not happen at each end', async () => {
    for (let second = 1; second <= 1210; second++) await world.put([endedAt(second)]);
    assert.equal(world.archive.appends.length, 3);
    assert.deepEqual((await world.everything()).sort(), newestFirst(1, 1210).sort());
  });

  it('happens at most once a second, as all writes', async () => {
    for (let change = 0; change < 50; change++) {
      world.store.restore(endedFrom(change * 100, 100));
      await world.forward(0.1);
    }
    assert.equal(world.storage.writes.length, 6);
    assert.ok(world.archive.appends.length <= 6);
    await world.store.flush();
    assert.equal(world.inState.length, 900);
  });

  it('writes no state while an append is under way, and then all that has come meanwhile', async () => {
    const finish = holdAppends();
    world.store.restore(endedFrom(1, 1001));
    await world.forward(1);
    world.store.restore([endedAt(1002)]);
    await world.forward(1.999);
    assert.deepEqual(world.storage.writes, []);
    finish();
    await world.forward(0);
    assert.deepEqual([world.storage.writes.length, world.inState.length], [1, 900]);
    await world.forward(1);
    assert.deepEqual([world.storage.writes.length, world.inState.length], [2, 901]);
  });

  describe('when an append does not end', () => {
    const late = new Error('No answer');
    let finish: () => void;
    beforeEach(async () => {
      finish = holdAppends();
      world.store.restore(endedFrom(1, 1001));
      await world.forward(3);
    });

    it('leaves all in the state, which is written after 3 s and says so', async () => {
      assert.deepEqual([world.inState, world.listed], [newestFirst(1, 1001), newestFirst(1, 1001)]);
      assert.deepEqual(world.failures, [new ArchiveWriteError(late)]);
    });

    it('writes what comes meanwhile into the state at once, and appends nothing beside it', async () => {
      world.store.restore([endedAt(1002)]);
      await world.forward(1);
      assert.deepEqual(world.inState, newestFirst(1, 1002));
      world.store.remove([endedAt(1)]);
      await world.forward(1);
      assert.deepEqual([world.inState, world.listed.length], [newestFirst(2, 1001), 1001]);
      world.restart();
      assert.deepEqual(await world.everything(), newestFirst(2, 1001));
    });

    it('goes on as usual after it has ended at last', async () => {
      world.store.restore([endedAt(1002)]);
      world.store.remove([endedAt(1)]);
      finish();
      await world.forward(1);
      assert.equal(world.archive.appends.length, 2);
      assert.deepEqual(world.inState, newestFirst(102, 901));
      assert.deepEqual([world.listed, world.archived], [newestFirst(102, 901), newestFirst(2, 100)]);
      assert.deepEqual(await world.everything(), newestFirst(2, 1001));
      world.restart();
      assert.deepEqual(await world.everything(), newestFirst(2, 1001));
    });

    it('has each once after a death, also when it has ended and nothing was written since', async () => {
      finish();
      await world.forward(0);
      assert.equal(world.archive.appends.length, 1);
      world.restart();
      assert.deepEqual(await world.everything(), newestFirst(1, 1001));
    });
  });

  it('leaves no timer behind', async () => {
    await world.put(endedFrom(1, 1001));
    await world.forward(1);
    assert.equal(world.hands.countTimers(), 0);
  });

  it('begins after the start with what an earlier release has left in the state, and not with it', async () => {
    const records = endedFrom(1, 5000).map((operation) => ({ version: 1, operation }));
    await world.storage.update('veo.operations', records);
    world.restart();
    assert.deepEqual([world.listed.length, world.archive.appends.length], [5000, 0]);
    await world.store.openArchive();
    await world.store.flush();
    assert.deepEqual([world.listed, world.inState], [newestFirst(4101, 900), newestFirst(4101, 900)]);
    assert.deepEqual(await world.everything(), newestFirst(1, 5000));
  });

  it('reads no archive at the start, and knows soon after whether there is one', async () => {
    const told: boolean[] = [];
    await world.put(endedFrom(1, 1001));
    world.restart();
    world.store.onDidChangeOlder(() => told.push(world.store.mayHaveOlder));
    assert.deepEqual([world.listed.length, world.archive.reads, world.store.mayHaveOlder], [900, 0, false]);
    await world.store.openArchive();
    assert.deepEqual([world.archive.reads, told], [0, [true]]);
  });

  it('gives an end from before also to one that was taken for missing before the archive answered', async () => {
    await world.archive.append(`\n${JSON.stringify({ version: 1, operation: endedAt(7) })}\n`);
    world.store.track(endedAt(7));
    world.archive.midway = () => {
      throw new Error('I/O error');
    };
    await world.forward(2);
    world.restart();
    const { archive, store } = world;
    let answer = (_: boolean) => {};
    archive.hasContent = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const opened = store.openArchive();
    const missing = { ...store.get(endedAt(7)), state: 'missing', finishedAt: at(9000) } as Operation;
    store.update([missing]);
    answer(true);
    await opened;
    await world.forward(0);
    assert.equal(store.get(endedAt(7))?.state, 'filtered');
  });

  /** Lets appends wait until they are let go. */
  function holdAppends(): () => void {
    const { archive } = world;
    const append = archive.append.bind(archive);
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    archive.append = async (text) => {
      await held;
      await append(text);
    };
    return finish;
  }

  async function labelsInArchive(): Promise<(string | undefined)[]> {
    return (await world.store.readOlder()).map(({ label }) => label);
  }
});
