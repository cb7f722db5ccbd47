import assert from 'node:assert/strict';
import type { SucceededOperation, Video } from '../../../../src/operations/operation';
import { withVideoChange } from '../../../../src/operations/video';
import { ExpiryWatch } from '../../../../src/tracking/expiry/expiryWatch';
import { at, idOf } from '../../operations/arbitraries';
import { PollingHarness } from '../pollingHarness';

const HOUR_S = 60 * 60;
const MS = 1000;

describe('the warning that a video will be deleted', () => {
  let harness: PollingHarness;
  let watch: ExpiryWatch;
  /** Of each warning the operations, and the hour at which it came. */
  let warnings: [string, number][];
  beforeEach(() => {
    harness = new PollingHarness();
    warnings = [];
    finishWith({ uri: 'https://a/b' });
    begin();
  });
  afterEach(() => watch.dispose());

  it('comes once, when 6 of the 48 hours are left', async () => {
    await harness.track('a1');
    await harness.advance(42 * HOUR_S - 1);
    assert.deepEqual(warnings, []);
    await harness.advance(2);
    assert.deepEqual(warnings, [['a1', 42]]);
    await harness.advance(20 * HOUR_S);
    assert.equal(warnings.length, 1);
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('comes at once when less is left already', async () => {
    finishWith({ uri: 'https://a/b', expiresAt: at(5 * HOUR_S * MS) });
    await harness.track('a1');
    assert.deepEqual(warnings, [['a1', 0]]);
  });

  it('is one event for all that are due together', async () => {
    await harness.track('a1', 'b2');
    await harness.advance(43 * HOUR_S);
    assert.deepEqual(warnings, [['a1 b2', 42]]);
  });

  it('comes once for an operation of several videos', async () => {
    const videos: [Video, Video] = [
      { uri: 'https://a/b', expiresAt: at(10 * HOUR_S * MS) },
      { uri: 'https://a/c', expiresAt: at(20 * HOUR_S * MS) },
    ];
    finishWith(...videos);
    await harness.track('a1');
    await harness.advance(30 * HOUR_S);
    assert.deepEqual(warnings, [['a1', 4]]);
  });

  it('does not come again after a restart, but comes after a restart before it was due', async () => {
    await harness.track('a1');
    await harness.advance(2);
    restart();
    await harness.advance(42 * HOUR_S);
    assert.deepEqual(warnings, [['a1', 42]]);
    await harness.advance(2);
    restart();
    await harness.advance(HOUR_S);
    assert.equal(warnings.length, 1);
  });

  it('comes at the start when it fell due meanwhile, but not when the video is deleted already', async () => {
    await harness.track('a1');
    await harness.advance(2);
    watch.dispose();
    harness.clock.setWallClock(harness.clock.now() + 43 * HOUR_S * MS);
    restart();
    assert.deepEqual(warnings, [['a1', 43]]);
    await harness.track('b2');
    await harness.advance(2);
    harness.clock.setWallClock(harness.clock.now() + 60 * HOUR_S * MS);
    restart();
    await harness.advance(10 * HOUR_S);
    assert.equal(warnings.length, 1);
  });

  for (const [what, news] of Object.entries({
    saved: { file: '/a/clip.mp4' },
    gone: { goneAt: at(0) },
  } as const)) {
    it(`does not come for a video that is ${what}`, async () => {
      await harness.track('a1');
      harness.store.update([withVideoChange(operation(), 0, news)]);
      await harness.advance(60 * HOUR_S);
      assert.deepEqual(warnings, []);
      assert.equal(harness.clock.countTimers(), 0);
    });
  }

  it('does not come for a video that is not deleted', async () => {
    finishWith({ uri: 'gs://bucket/a.mp4' });
    await harness.track('a1');
    await harness.advance(60 * HOUR_S);
    assert.deepEqual(warnings, []);
  });

  it('comes for a saved video whose file is gone', async () => {
    await harness.track('a1');
    harness.store.update([withVideoChange(operation(), 0, { file: '/a/clip.mp4' })]);
    await harness.advance(43 * HOUR_S);
    harness.store.update([withVideoChange(operation(), 0, { file: undefined })]);
    assert.deepEqual(warnings, [['a1', 43]]);
  });

  it('follows a time that the API says later', async () => {
    await harness.track('a1');
    harness.store.update([withVideoChange(operation(), 0, { expiresAt: at(20 * HOUR_S * MS) })]);
    await harness.advance(15 * HOUR_S);
    assert.deepEqual(warnings, [['a1', 14]]);
  });

  it('does not come for an operation that was removed', async () => {
    await harness.track('a1');
    harness.store.remove([idOf('a1')]);
    await harness.advance(60 * HOUR_S);
    assert.deepEqual(warnings, []);
  });

  it('waits with one timer, however many videos there are, and none when there is none', async () => {
    assert.equal(harness.clock.countTimers(), 0);
    await harness.track(...Array.from({ length: 20 }, (_, i) => `a${i}`));
    await harness.advance(10);
    assert.equal(harness.clock.countTimers(), 1);
    watch.dispose();
    assert.equal(harness.clock.countTimers(), 0);
    await harness.track('b2');
    await harness.advance(10);
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('can wait longer than a timer of Node can', async () => {
    const days = 24 * HOUR_S;
    finishWith({ uri: 'https://a/b', expiresAt: at(60 * days * MS) });
    await harness.track('a1');
    await harness.advance(59 * days);
    assert.deepEqual(warnings, []);
    await harness.advance(days);
    assert.deepEqual(warnings, [['a1', 60 * 24 - 6]]);
  });

  it('comes within an hour after the clock was set forward, and not early after it was set back', async () => {
    await harness.track('a1');
    await harness.advance(10);
    harness.clock.setWallClock(harness.clock.now() + 43 * HOUR_S * MS);
    await harness.advance(HOUR_S);
    assert.equal(warnings.length, 1);
    await harness.track('b2');
    await harness.advance(10);
    harness.clock.setWallClock(harness.clock.now() - 100 * HOUR_S * MS);
    await harness.advance(100 * HOUR_S);
    assert.equal(warnings.length, 1);
    await harness.advance(60 * HOUR_S);
    assert.equal(warnings.length, 2);
  });

  function finishWith(...videos: [Video, ...Video[]]): void {
    harness.behaviour = () => ({ kind: 'succeeded', videos });
  }

  function begin(): void {
    watch = new ExpiryWatch(harness.store, harness.clock);
    watch.onWillExpire((operations) => {
      assert.ok(operations.every(({ warnedAt }) => warnedAt !== undefined));
      const ids = operations.map(({ name }) => name.slice(name.lastIndexOf('/') + 1)).sort();
      warnings.push([ids.join(' '), Math.floor(harness.now / MS / HOUR_S)]);
    });
    watch.start();
  }

  function restart(): void {
    watch.dispose();
    harness.restart();
    begin();
  }

  function operation(): SucceededOperation {
    return harness.operation('a1') as SucceededOperation;
  }
});
