import assert from 'node:assert/strict';
import { Throttle } from '../../../src/base/throttle';
import { type FakeClock, fakeClock } from './fakeClock';

const INTERVAL_MS = 1000;

describe('a throttle', () => {
  let clock: FakeClock;
  let version = 0;
  let done: number[];
  let failures: unknown[];
  let throttle: Throttle;
  /** Ends with the work that was begun since it was set. */
  let working: Promise<void>;
  beforeEach(() => {
    clock = fakeClock();
    done = [];
    working = Promise.resolve();
    failures = [];
    throttle = new Throttle(
      async () => {
        done.push(version);
        await working;
      },
      INTERVAL_MS,
      clock,
    );
    throttle.onDidFail((reason) => failures.push(reason));
  });
  afterEach(() => throttle.dispose());

  it('works at once the first time, and then once an interval at most, for all that was requested meanwhile', async () => {
    for (const _ of [1, 2, 3]) request();
    assert.equal(done.length, 1);
    await clock.advance(999);
    assert.equal(done.length, 1);
    await clock.advance(1);
    assert.deepEqual(done, [version - 2, version]);
    await clock.advance(10_000);
    assert.equal(done.length, 2);
  });

  it('does what is flushed in the moment in which it is disposed of', async () => {
    for (const _ of [1, 2]) request();
    const flushed = throttle.flush();
    throttle.dispose();
    await flushed;
    assert.equal(done.at(-1), version);
    assert.equal(clock.countTimers(), 0);
  });

  it('does what is flushed and then disposed of also after the work that was under way', async () => {
    let finish = () => {};
    working = new Promise((resolve) => {
      finish = resolve;
    });
    for (const _ of [1, 2]) request();
    const flushed = throttle.flush();
    throttle.dispose();
    finish();
    await flushed;
    assert.deepEqual([done.length, done.at(-1)], [2, version]);
  });

  it('resolves every flush only when everything is done', async () => {
    const finishes: (() => void)[] = [];
    for (const _ of [1, 2]) {
      working = new Promise((resolve) => finishes.push(resolve));
      request();
    }
    let flushed = 0;
    for (const _ of [1, 2]) void throttle.flush().then(() => flushed++);
    finishes[0]?.();
    await clock.advance(0);
    assert.deepEqual([done.length, flushed], [2, 0]);
    finishes[1]?.();
    await clock.advance(0);
    assert.equal(flushed, 2);
  });

  it('does not repeat by itself what failed, but whenever it is flushed', async () => {
    working = Promise.reject(new Error('busy'));
    request();
    await clock.advance(10_000);
    assert.deepEqual([done.length, failures.length, clock.countTimers()], [1, 1, 0]);
    await throttle.flush();
    assert.deepEqual([done.length, failures.length], [2, 2]);
    working = Promise.resolve();
    await throttle.flush();
    assert.deepEqual([done.length, failures.length], [3, 2]);
    await throttle.flush();
    assert.equal(done.length, 3);
  });

  it('repeats what failed with the next request, after a rest', async () => {
    working = Promise.reject(new Error('busy'));
    request();
    await clock.advance(500);
    working = Promise.resolve();
    request();
    assert.equal(done.length, 1);
    await clock.advance(500);
    assert.deepEqual(done, [version - 1, version]);
    await throttle.flush();
    assert.equal(done.length, 2);
  });

  it('does what was requested during work that failed, after a rest', async () => {
    working = Promise.reject(new Error('busy'));
    for (const _ of [1, 2]) request();
    working = Promise.resolve();
    await clock.advance(1000);
    assert.deepEqual(done, [version - 1, version]);
  });

  it('does nothing and leaves no timer behind once it is disposed of', async () => {
    request();
    await clock.advance(0);
    request();
    throttle.dispose();
    assert.equal(clock.countTimers(), 0);
    request();
    await clock.advance(10_000);
    assert.equal(done.length, 1);
  });

  describe('of work that returns no promise', () => {
    beforeEach(() => {
      throttle = new Throttle(() => void done.push(version), INTERVAL_MS, clock);
    });

    it('works at once, and then once an interval at most', () => {
      for (const _ of [1, 2, 3]) request();
      assert.deepEqual(done, [version - 2]);
      clock.advanceSync(INTERVAL_MS);
      assert.deepEqual(done, [version - 2, version]);
    });

    it('does at once what is flushed, and only if something was requested', () => {
      for (const _ of [1, 2]) request();
      for (const _ of [1, 2]) void throttle.flush();
      assert.deepEqual(done, [version - 1, version]);
    });

    it('throws what the work throws, and works again after a rest', () => {
      let isBusy = true;
      throttle = new Throttle(
        () => {
          if (isBusy) throw new Error('busy');
          done.push(version);
        },
        INTERVAL_MS,
        clock,
      );
      assert.throws(request, { message: 'busy' });
      isBusy = false;
      request();
      clock.advanceSync(INTERVAL_MS);
      assert.deepEqual(done, [version]);
    });
  });

  function request(): void {
    version++;
    throttle.request();
  }
});
