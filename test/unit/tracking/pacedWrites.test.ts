import assert from 'node:assert/strict';
import { createClock } from '@sinonjs/fake-timers';
import type { Clock } from '../../../src/tracking/clock';
import { PacedWrites } from '../../../src/tracking/pacedWrites';

describe('writing what changes', () => {
  const hands = createClock();
  const clock: Clock = {
    now: () => hands.now,
    setTimeout: (callback, delay) => hands.setTimeout(callback, delay),
    clearTimeout: (timer) => hands.clearTimeout(timer as number),
  };
  let value = 0;
  let written: number[];
  let writes: PacedWrites;
  /** How long a write takes. */
  let writing: Promise<void>;
  beforeEach(() => {
    written = [];
    writing = Promise.resolve();
    writes = new PacedWrites(async () => {
      written.push(value);
      await writing;
    }, clock);
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

  it('ends when it is disposed of and nobody wants more', async () => {
    for (const _ of [1, 2]) change();
    writes.dispose();
    change();
    await hands.tickAsync(10_000);
    assert.equal(written.length, 1);
  });

  function change(): void {
    value++;
    writes.request();
  }
});
