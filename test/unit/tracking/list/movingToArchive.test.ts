import assert from 'node:assert/strict';
import type { Operation } from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import { ArchiveWriteError } from '../../../../src/tracking/list/operationStorage';
import { at } from '../../operations/arbitraries';
import {
  endedAt,
  endedFrom,
  ListHarness,
  longEndedAt,
  longRunning,
  newestFirst,
  running,
} from './listHarness';

const LIMIT = 512 * 1024;

describe('moving ended operations to the archive', () => {
  let harness: ListHarness;
  beforeEach(() => {
    harness = new ListHarness();
  });
  afterEach(() => harness.store.dispose());

  it('does not happen at up to 1,000 of them', async () => {
    await harness.put(endedFrom(1, 1000));
    assert.deepEqual([harness.inState, harness.archive.appends], [newestFirst(1, 1000), []]);
  });

  it('moves the oldest at more than 1,000, a hundred more than it must, and no running operation', async () => {
    const runningOnes = Array.from({ length: 500 }, (_, at) => running(`r${at}`));
    await harness.put([...runningOnes, ...endedFrom(1, 1001)]);
    assert.deepEqual(harness.inState.slice(500), newestFirst(102, 900));
    assert.deepEqual(await labelsInArchive(), newestFirst(1, 101));
  });

  it('takes them out of the list with an event of its own, which is not a removal', async () => {
    await harness.put(endedFrom(1, 1001));
    assert.deepEqual(harness.listed, newestFirst(102, 900));
    assert.deepEqual(harness.archived, newestFirst(1, 101));
    assert.deepEqual(
      harness.changes.filter(({ after }) => !after),
      [],
    );
    assert.equal(harness.store.mayHaveOlder, true);
  });

  it('leaves all in the list when the archive cannot be written, and emits the reason', async () => {
    const error = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    harness.archive.fate = { kind: 'refused', error, written: 30 };
    await harness.put(endedFrom(1, 1001));
    assert.deepEqual([harness.listed, harness.inState], [newestFirst(1, 1001), newestFirst(1, 1001)]);
    const reason = new ArchiveWriteError(error);
    assert.deepEqual([harness.failures, harness.archived], [[reason, reason], []]);
    harness.archive.fate = undefined;
    await harness.put([endedAt(1002)]);
    assert.deepEqual((await harness.everything()).sort(), newestFirst(1, 1002).sort());
    assert.deepEqual(harness.inState, newestFirst(103, 900));
  });

  it('leaves all in the list when the state cannot be written afterwards', async () => {
    harness.storage.refusal = new Error('disk full');
    await harness.put(endedFrom(1, 1001));
    const { refusal } = harness.storage;
    assert.deepEqual([harness.listed.length, harness.failures], [1001, [refusal, refusal]]);
    harness.storage.refusal = undefined;
    await harness.put([endedAt(1002)]);
    assert.deepEqual([harness.inState.length, harness.listed.length], [901, 901]);
    assert.deepEqual((await harness.everything()).sort(), newestFirst(1, 1002).sort());
  });

  it('keeps the workspace state under 512 KB whatever the length of its records', async () => {
    const runningOnes = Array.from({ length: 500 }, (_, at) => longRunning(`r${at}`));
    for (let from = 1; from <= 2000; from += 250) {
      await harness.put([
        ...runningOnes.splice(0, 63),
        ...Array.from({ length: 250 }, (_, at) => longEndedAt(from + at)),
      ]);
      assert.ok(harness.stateSize < LIMIT, `${harness.stateSize}`);
    }
    assert.ok(harness.stateSize > LIMIT * 0.75);
    assert.equal(harness.store.running.length, 500);
    assert.deepEqual(harness.inState.slice(500), newestFirst(1, 2000).slice(0, harness.inState.length - 500));
    assert.equal(new Set(await harness.everything()).size, 2500);
  });

  it('keeps the workspace state under 512 KB when 500 running operations have a long problem in three-byte characters', async () => {
    const now = harness.clock.now();
    const message = `HTTP 429: ${'ố'.repeat(500)}…`;
    const job = { startedAt: at(0), seconds: 8, size: '1280x720' };
    const runningOnes = Array.from({ length: 500 }, (_, count) => {
      const named = { ...longRunning(`r${count}`), label: `Con mèo đi trên phố ${count}` };
      const told = transition(named, { kind: 'running', job }, now);
      return transition(told, { kind: 'problem', problem: { kind: 'budgetExceeded', message } }, now);
    });
    await harness.put([...runningOnes, ...Array.from({ length: 9500 }, (_, second) => longEndedAt(second))]);
    assert.ok(harness.stateSize < LIMIT, `${harness.stateSize}`);
    assert.ok(runningOnes.every((one) => harness.store.get(one)?.problem?.message === message));
  });

  it('counts bytes instead of characters, and counts unreadable records', async () => {
    const aside = Array.from({ length: 100 }, () => ({ version: 2, text: 'ố'.repeat(500) }));
    await harness.storage.update('veo.operations.unreadable', aside);
    harness.restart();
    for (let second = 1; second <= 200; second++) {
      await harness.put([{ ...endedAt(second), model: 'ố'.repeat(1000) }]);
      assert.ok(harness.stateSize < LIMIT, `${harness.stateSize}`);
    }
    assert.ok(harness.stateSize > LIMIT * 0.75);
  });

  it('keeps in the list what moved only because of its size', async () => {
    await harness.put(Array.from({ length: 950 }, (_, at) => longEndedAt(at + 1)));
    assert.ok(harness.inState.length < 700);
    assert.deepEqual(harness.listed, newestFirst(1, 950));
    assert.deepEqual(await harness.everything(), newestFirst(1, 950));
  });

  it('does not happen at every end', async () => {
    for (let second = 1; second <= 1210; second++) await harness.put([endedAt(second)]);
    assert.equal(harness.archive.appends.length, 3);
    assert.deepEqual((await harness.everything()).sort(), newestFirst(1, 1210).sort());
  });

  it('happens at most once a second, like all writes', async () => {
    for (let change = 0; change < 50; change++) {
      harness.store.restore(endedFrom(change * 100, 100));
      await harness.advance(0.1);
    }
    assert.equal(harness.storage.writes.length, 6);
    assert.ok(harness.archive.appends.length <= 6);
    await harness.store.flush();
    assert.equal(harness.inState.length, 900);
  });

  it('writes no state during an append, and afterwards everything that came meanwhile', async () => {
    const finish = holdAppends();
    harness.store.restore(endedFrom(1, 1001));
    await harness.advance(1);
    harness.store.restore([endedAt(1002)]);
    await harness.advance(1.999);
    assert.deepEqual(harness.storage.writes, []);
    finish();
    await harness.advance(0);
    assert.deepEqual([harness.storage.writes.length, harness.inState.length], [1, 900]);
    await harness.advance(1);
    assert.deepEqual([harness.storage.writes.length, harness.inState.length], [2, 901]);
  });

  describe('when an append does not end', () => {
    const late = new Error('No answer');
    let finish: () => void;
    beforeEach(async () => {
      finish = holdAppends();
      harness.store.restore(endedFrom(1, 1001));
      await harness.advance(3);
    });

    it('leaves all in the state, which is written after 3 s, and emits the reason', async () => {
      assert.deepEqual([harness.inState, harness.listed], [newestFirst(1, 1001), newestFirst(1, 1001)]);
      assert.deepEqual(harness.failures, [new ArchiveWriteError(late)]);
    });

    it('writes new operations into the state at once, and starts no other append', async () => {
      harness.store.restore([endedAt(1002)]);
      await harness.advance(1);
      assert.deepEqual(harness.inState, newestFirst(1, 1002));
      harness.store.remove([endedAt(1)]);
      await harness.advance(1);
      assert.deepEqual([harness.inState, harness.listed.length], [newestFirst(2, 1001), 1001]);
      harness.restart();
      assert.deepEqual(await harness.everything(), newestFirst(2, 1001));
    });

    it('moves operations again once the append has ended', async () => {
      harness.store.restore([endedAt(1002)]);
      harness.store.remove([endedAt(1)]);
      finish();
      await harness.advance(1);
      assert.equal(harness.archive.appends.length, 2);
      assert.deepEqual(harness.inState, newestFirst(102, 901));
      assert.deepEqual([harness.listed, harness.archived], [newestFirst(102, 901), newestFirst(2, 100)]);
      assert.deepEqual(await harness.everything(), newestFirst(2, 1001));
      harness.restart();
      assert.deepEqual(await harness.everything(), newestFirst(2, 1001));
    });

    it('has each operation once after a crash, also when the append ended unnoticed', async () => {
      finish();
      await harness.advance(0);
      assert.equal(harness.archive.appends.length, 1);
      harness.restart();
      assert.deepEqual(await harness.everything(), newestFirst(1, 1001));
    });
  });

  it('leaves no timer behind', async () => {
    await harness.put(endedFrom(1, 1001));
    await harness.advance(1);
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('moves what an earlier release has left in the state after the start, not during it', async () => {
    const records = endedFrom(1, 5000).map((operation) => ({ version: 1, operation }));
    await harness.storage.update('veo.operations', records);
    harness.restart();
    assert.deepEqual([harness.listed.length, harness.archive.appends.length], [5000, 0]);
    await harness.store.openArchive();
    await harness.store.flush();
    assert.deepEqual([harness.listed, harness.inState], [newestFirst(4101, 900), newestFirst(4101, 900)]);
    assert.deepEqual(await harness.everything(), newestFirst(1, 5000));
  });

  it('does not read the archive at the start, and finds out soon after whether there is one', async () => {
    const told: boolean[] = [];
    await harness.put(endedFrom(1, 1001));
    harness.restart();
    harness.store.onDidChangeOlder(() => told.push(harness.store.mayHaveOlder));
    assert.deepEqual(
      [harness.listed.length, harness.archive.reads, harness.store.mayHaveOlder],
      [900, 0, false],
    );
    await harness.store.openArchive();
    assert.deepEqual([harness.archive.reads, told], [0, [true]]);
  });

  it('restores an archived end also to an operation that counted as missing by then', async () => {
    await harness.archive.append(`\n${JSON.stringify({ version: 1, operation: endedAt(7) })}\n`);
    harness.store.track(endedAt(7));
    harness.archive.midway = () => {
      throw new Error('I/O error');
    };
    await harness.advance(2);
    harness.restart();
    const { archive, store } = harness;
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
    await harness.advance(0);
    assert.equal(store.get(endedAt(7))?.state, 'filtered');
  });

  /** Lets appends wait until they are let go. */
  function holdAppends(): () => void {
    const { archive } = harness;
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
    return (await harness.store.readOlder()).map(({ label }) => label);
  }
});
