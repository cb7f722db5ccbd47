import assert from 'node:assert/strict';
import { createClock } from '@sinonjs/fake-timers';
import { PacedWrites } from '../../../src/base/throttle';
import type { Clock } from '../../../src/base/time';

describe('writing what changes', () => {
  const hands = createClock();
  const clock: Clock = {
    now: () => hands.now,
    setTimeout: (callback, delay) => hands.setTimeout(callback, delay),
    clearTimeout: (timer) => hands.clearTimeout(timer as number),
  };
  let value = 0;
  let written: number[];
  let failures: unknown[];
  let writes: PacedWrites;
  /** How long a write takes. */
  let writing: Promise<void>;
  beforeEach(() => {
    written = [];
    writing = Promise.resolve();
    failures = [];
    writes = new PacedWrites(async () => {
      written.push(value);
      await writing;
    }, clock);
    writes.onDidFail((reason) => failures.push(reason));
  });
  afterEach(() => writes.dispose());

  it('is at once the first time, and then once a second at most, with all that came meanwhile', async () => {
    for (const _ of [1, 2, 3]) change();
    assert.equal(written.length, 1);
    await hands.tickAsync(999);
    assert.equal(written.length, 1);
    await hands.tickAsync(1);
    assert.deepEqual(written, [value - 2, value]);
    await hands.tickAsync(10_000);
    assert.equal(written.length, 2);
  });

  it('is done to the end when it is wanted in the moment in which it is disposed of', async () => {
    for (const _ of [1, 2]) change();
    const flushed = writes.flush();
    writes.dispose();
    await flushed;
    assert.equal(written.at(-1), value);
    assert.equal(hands.countTimers(), 0);
  });

  it('is done to the end also after a write that was under way then', async () => {
    let finish = () => {};
    writing = new Promise((resolve) => {
      finish = resolve;
    });
    for (const _ of [1, 2]) change();
    const flushed = writes.flush();
    writes.dispose();
    finish();
    await flushed;
    assert.deepEqual([written.length, written.at(-1)], [2, value]);
  });

  it('is done to the end for all who want it so', async () => {
    const finishes: (() => void)[] = [];
    for (const _ of [1, 2]) {
      writing = new Promise((resolve) => finishes.push(resolve));
      change();
    }
    let done = 0;
    for (const _ of [1, 2]) void writes.flush().then(() => done++);
    finishes[0]?.();
    await hands.tickAsync(0);
    assert.deepEqual([written.length, done], [2, 0]);
    finishes[1]?.();
    await hands.tickAsync(0);
    assert.equal(done, 2);
  });

  it('that has failed is not tried again by itself, but whenever all is wanted to be written', async () => {
    writing = Promise.reject(new Error('busy'));
    change();
    await hands.tickAsync(10_000);
    assert.deepEqual([written.length, failures.length, hands.countTimers()], [1, 1, 0]);
    await writes.flush();
    assert.deepEqual([written.length, failures.length], [2, 2]);
    writing = Promise.resolve();
    await writes.flush();
    assert.deepEqual([written.length, failures.length], [3, 2]);
    await writes.flush();
    assert.equal(written.length, 3);
  });

  it('that has failed is tried again with the next change, after a rest', async () => {
    writing = Promise.reject(new Error('busy'));
    change();
    await hands.tickAsync(500);
    writing = Promise.resolve();
    change();
    assert.equal(written.length, 1);
    await hands.tickAsync(500);
    assert.deepEqual(written, [value - 1, value]);
    await writes.flush();
    assert.equal(written.length, 2);
  });

  it('of what came while one failed follows after a rest', async () => {
    writing = Promise.reject(new Error('busy'));
    for (const _ of [1, 2]) change();
    writing = Promise.resolve();
    await hands.tickAsync(1000);
    assert.deepEqual(written, [value - 1, value]);
  });

  it('ends when it is disposed of and nobody wants more', async () => {
    change();
    await hands.tickAsync(0);
    change();
    writes.dispose();
    assert.equal(hands.countTimers(), 0);
    change();
    await hands.tickAsync(10_000);
    assert.equal(written.length, 1);
  });

  function change(): void {
    value++;
    writes.request();
  }
});
