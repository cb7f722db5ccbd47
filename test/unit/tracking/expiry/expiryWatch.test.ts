import assert from 'node:assert/strict';
import type { SucceededOperation, Video } from '../../../../src/operations/operation';
import { withVideoChange } from '../../../../src/operations/video';
import { ExpiryWatch } from '../../../../src/tracking/expiry/expiryWatch';
import { at, idOf } from '../../operations/arbitraries';
import { PollingHarness } from '../pollingHarness';

const HOUR = 60 * 60;
const MS = 1000;

describe('the warning that a video will be deleted', () => {
  let world: PollingHarness;
  let watch: ExpiryWatch;
  /** Of each warning the operations, and the hour at which it came. */
  let warnings: [string, number][];
  beforeEach(() => {
    world = new PollingHarness();
    warnings = [];
    finishWith({ uri: 'https://a/b' });
    begin();
  });
  afterEach(() => watch.dispose());

  it('comes once, when 6 of the 48 hours are left', async () => {
    await world.track('a1');
    await world.advance(42 * HOUR - 1);
    assert.deepEqual(warnings, []);
    await world.advance(2);
    assert.deepEqual(warnings, [['a1', 42]]);
    await world.advance(20 * HOUR);
    assert.equal(warnings.length, 1);
    assert.equal(world.clock.countTimers(), 0);
  });

  it('comes at once when less is left already', async () => {
    finishWith({ uri: 'https://a/b', expiresAt: at(5 * HOUR * MS) });
    await world.track('a1');
    assert.deepEqual(warnings, [['a1', 0]]);
  });

  it('is one event for all that are due together', async () => {
    await world.track('a1', 'b2');
    await world.advance(43 * HOUR);
    assert.deepEqual(warnings, [['a1 b2', 42]]);
  });

  it('comes once for an operation of several videos', async () => {
    const videos: [Video, Video] = [
      { uri: 'https://a/b', expiresAt: at(10 * HOUR * MS) },
      { uri: 'https://a/c', expiresAt: at(20 * HOUR * MS) },
    ];
    finishWith(...videos);
    await world.track('a1');
    await world.advance(30 * HOUR);
    assert.deepEqual(warnings, [['a1', 4]]);
  });

  it('does not come again after a restart, but comes after a restart before it was due', async () => {
    await world.track('a1');
    await world.advance(2);
    restart();
    await world.advance(42 * HOUR);
    assert.deepEqual(warnings, [['a1', 42]]);
    await world.advance(2);
    restart();
    await world.advance(HOUR);
    assert.equal(warnings.length, 1);
  });

  it('comes at the start when it fell due meanwhile, but not when the video is deleted already', async () => {
    await world.track('a1');
    await world.advance(2);
    watch.dispose();
    world.clock.setWallClock(world.clock.now() + 43 * HOUR * MS);
    restart();
    assert.deepEqual(warnings, [['a1', 43]]);
    await world.track('b2');
    await world.advance(2);
    world.clock.setWallClock(world.clock.now() + 60 * HOUR * MS);
    restart();
    await world.advance(10 * HOUR);
    assert.equal(warnings.length, 1);
  });

  for (const [what, news] of Object.entries({
    saved: { file: '/a/clip.mp4' },
    gone: { goneAt: at(0) },
  } as const)) {
    it(`does not come for a video that is ${what}`, async () => {
      await world.track('a1');
      world.store.update([withVideoChange(operation(), 0, news)]);
      await world.advance(60 * HOUR);
      assert.deepEqual(warnings, []);
      assert.equal(world.clock.countTimers(), 0);
    });
  }

  it('does not come for a video that is not deleted', async () => {
    finishWith({ uri: 'gs://bucket/a.mp4' });
    await world.track('a1');
    await world.advance(60 * HOUR);
    assert.deepEqual(warnings, []);
  });

  it('comes for a saved video whose file is gone', async () => {
    await world.track('a1');
    world.store.update([withVideoChange(operation(), 0, { file: '/a/clip.mp4' })]);
    await world.advance(43 * HOUR);
    world.store.update([withVideoChange(operation(), 0, { file: undefined })]);
    assert.deepEqual(warnings, [['a1', 43]]);
  });

  it('follows a time that the API says later', async () => {
    await world.track('a1');
    world.store.update([withVideoChange(operation(), 0, { expiresAt: at(20 * HOUR * MS) })]);
    await world.advance(15 * HOUR);
    assert.deepEqual(warnings, [['a1', 14]]);
  });

  it('does not come for an operation that was removed', async () => {
    await world.track('a1');
    world.store.remove([idOf('a1')]);
    await world.advance(60 * HOUR);
    assert.deepEqual(warnings, []);
  });

  it('waits with one timer, however many videos there are, and none when there is none', async () => {
    assert.equal(world.clock.countTimers(), 0);
    await world.track(...Array.from({ length: 20 }, (_, i) => `a${i}`));
    await world.advance(10);
    assert.equal(world.clock.countTimers(), 1);
    watch.dispose();
    assert.equal(world.clock.countTimers(), 0);
    await world.track('b2');
    await world.advance(10);
    assert.equal(world.clock.countTimers(), 0);
  });

  it('can wait longer than a timer of Node can', async () => {
    const days = 24 * HOUR;
    finishWith({ uri: 'https://a/b', expiresAt: at(60 * days * MS) });
    await world.track('a1');
    await world.advance(59 * days);
    assert.deepEqual(warnings, []);
    await world.advance(days);
    assert.deepEqual(warnings, [['a1', 60 * 24 - 6]]);
  });

  it('comes within an hour after the clock was set forward, and not early after it was set back', async () => {
    await world.track('a1');
    await world.advance(10);
    world.clock.setWallClock(world.clock.now() + 43 * HOUR * MS);
    await world.advance(HOUR);
    assert.equal(warnings.length, 1);
    await world.track('b2');
    await world.advance(10);
    world.clock.setWallClock(world.clock.now() - 100 * HOUR * MS);
    await world.advance(100 * HOUR);
    assert.equal(warnings.length, 1);
    await world.advance(60 * HOUR);
    assert.equal(warnings.length, 2);
  });

  function finishWith(...videos: [Video, ...Video[]]): void {
    world.behaviour = () => ({ kind: 'succeeded', videos });
  }

  function begin(): void {
    watch = new ExpiryWatch(world.store, world.clock);
    watch.onWillExpire((operations) => {
      assert.ok(operations.every(({ warnedAt }) => warnedAt !== undefined));
      const ids = operations.map(({ name }) => name.slice(name.lastIndexOf('/') + 1)).sort();
      warnings.push([ids.join(' '), Math.floor(world.now / MS / HOUR)]);
    });
    watch.start();
  }

  function restart(): void {
    watch.dispose();
    world.restart();
    begin();
  }

  function operation(): SucceededOperation {
    return world.operation('a1') as SucceededOperation;
  }
});
