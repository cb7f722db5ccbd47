import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ORIGIN, OTHER, TwoWindowsHarness } from './twoWindowsHarness';

describe('the windows of one user', () => {
  let harness: TwoWindowsHarness;
  beforeEach(() => {
    harness = new TwoWindowsHarness();
  });

  it('have the whole limit each when they are alone', async () => {
    const window = harness.open('a');
    await harness.advance(0.1);
    assert.deepEqual([window.share, window.changes], [1, 1]);
  });

  it('take half each before they have read the leases, and nothing while they read them', () => {
    const idle = harness.open('a', 0);
    assert.deepEqual([idle.share, harness.open('b').share], [0.5, 0]);
  });

  it('share when they start within the same millisecond', async () => {
    const [a, b] = [harness.open('a'), harness.open('b')];
    assert.equal(a.share + b.share, 0);
    await harness.advance(0.1);
    assert.deepEqual([a.share, b.share], [0.5, 0.5]);
  });

  it('share when one starts after the other, as soon as both have read the leases', async () => {
    const a = harness.open('a');
    await harness.advance(3);
    const b = harness.open('b');
    await harness.advance(0.1);
    assert.equal(b.share, 0.5);
    await harness.advance(7);
    assert.equal(a.share, 0.5);
  });

  it('share also when one writes while the other reads, which takes its time', async () => {
    const read = harness.folder.read.bind(harness.folder);
    harness.folder.read = async () => {
      await new Promise<void>((resolve) => harness.clock.setTimeout(resolve, 5));
      return read();
    };
    const a = harness.open('a');
    await harness.advance(0.003);
    const b = harness.open('b');
    for (let second = 0; second < 36; second++) {
      await harness.advance(1);
      assert.equal(a.share + b.share, 1, `after ${second} s`);
    }
  });

  it('share half of it alike, and half by what runs in each', async () => {
    const [a, b, c] = [harness.open('a', 1), harness.open('b', 2), harness.open('c', 5)];
    await harness.advance(0.1);
    assert.deepEqual(
      [a, b, c].map(({ share }) => Math.round(share * 48)),
      [11, 14, 23],
    );
  });

  it('share each origin by itself', async () => {
    const [a, b] = [harness.open('a', 3), harness.open('b', 1)];
    b.run(4, OTHER);
    await harness.advance(11);
    assert.deepEqual([a.windowShares.share(ORIGIN), b.windowShares.share(ORIGIN)], [5 / 8, 3 / 8]);
    assert.deepEqual([a.windowShares.share(OTHER), b.windowShares.share(OTHER)], [0.35, 1]);
  });

  it('follow within ten seconds what starts and what ends', async () => {
    const [a, b] = [harness.open('a', 1), harness.open('b', 1)];
    await harness.advance(1);
    b.run(9);
    await harness.advance(10);
    await harness.advance(10);
    assert.deepEqual([a.share, b.share], [3 / 10, 7 / 10]);
    b.run(0);
    await harness.advance(20);
    assert.equal(a.share, 1);
  });

  it('never take more than the limit once all have read the leases, whatever runs where', async () => {
    const counts = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(
        counts,
        fc.array(fc.nat(5000), { minLength: 6, maxLength: 6 }),
        async (all, pauses) => {
          const one = new TwoWindowsHarness();
          const windows = [];
          for (const [i, count] of all.entries()) {
            windows.push(one.open(`w${i}`, count));
            await one.advance((pauses[i] ?? 0) / 1000);
          }
          await one.advance(21);
          const sum = windows.reduce((total, { share }) => total + share, 0);
          assert.ok(Math.abs(sum - 1) < 1e-9, `${sum}`);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('have the share of one that crashed after half a minute, and clear it away after ten', async () => {
    const [a] = [harness.open('a'), harness.open('b')];
    await harness.advance(1);
    const left = harness.folder.files.get('b.json');
    const alone = new TwoWindowsHarness();
    alone.folder.files.set('b.json', left);
    const survivor = alone.open('a');
    await alone.advance(1);
    assert.deepEqual([a.share, survivor.share], [0.5, 0.5]);
    await alone.advance(20);
    assert.equal(survivor.share, 0.5);
    await alone.advance(20);
    assert.equal(survivor.share, 1);
    assert.equal(alone.folder.files.has('b.json'), true);
    await alone.advance(11 * 60);
    assert.deepEqual([...alone.folder.files.keys()], ['a.json']);
  });

  it('read the leases every ten seconds, with one timer, and once at a time', async () => {
    const window = harness.open('a');
    await harness.advance(0.1);
    for (const _ of [1, 2, 3]) window.windowShares.refresh();
    assert.deepEqual([harness.clock.countTimers(), harness.folder.writes], [1, 1]);
    await harness.advance(60);
    assert.deepEqual([window.changes, harness.folder.writes], [7, 7]);
  });

  it('read no leases where nothing runs', async () => {
    const window = harness.open('a', 0);
    await harness.advance(60);
    assert.deepEqual([harness.folder.writes, window.changes, harness.clock.countTimers()], [0, 0, 0]);
  });

  it('remove their lease when nothing runs any more, and have no timer then', async () => {
    const window = harness.open('a');
    await harness.advance(1);
    assert.deepEqual([...harness.folder.files.keys()], ['a.json']);
    window.run(0);
    await harness.advance(11);
    assert.deepEqual(
      [harness.folder.files.size, harness.clock.countTimers(), harness.folder.writes],
      [0, 0, 1],
    );
    window.run(1);
    window.windowShares.refresh();
    await harness.advance(0.1);
    assert.deepEqual([window.share, harness.folder.files.size, harness.clock.countTimers()], [1, 1, 1]);
  });

  it('leave neither lease nor timer at their end', async () => {
    const window = harness.open('a');
    await harness.advance(1);
    window.windowShares.dispose();
    await harness.advance(1);
    assert.deepEqual([harness.folder.files.size, harness.clock.countTimers()], [0, 0]);
  });

  it('leave neither lease nor timer when they end while the lease is being written', async () => {
    for (const moment of [0, 0.05, 0.15]) {
      const slow = new TwoWindowsHarness();
      slow.folder.delay = 100;
      const window = slow.open('a');
      await slow.advance(moment);
      window.windowShares.dispose();
      await slow.advance(30);
      assert.deepEqual([[...slow.folder.files.keys()], slow.clock.countTimers()], [[], 0], `${moment}`);
    }
  });

  it('know within a second what the others have sent, for a minute', async () => {
    const [a, b] = [harness.open('a'), harness.open('b')];
    await harness.advance(5);
    a.send(2);
    await harness.advance(1.1);
    b.send();
    await harness.advance(2);
    assert.deepEqual(b.sentByOthers, [3.1, 3.1]);
    assert.deepEqual(a.windowShares.sentByOthers(OTHER), []);
    await harness.advance(70);
    assert.deepEqual([a.sentByOthers, b.sentByOthers], [[], []]);
  });

  it('know it also while one sends all the time', async () => {
    const [a, b] = [harness.open('a'), harness.open('b')];
    await harness.advance(1);
    for (let i = 0; i < 24; i++) {
      a.send();
      await harness.advance(0.5);
    }
    assert.ok(b.sentByOthers.length >= 16, `${b.sentByOthers.length}`);
  });

  it('know what one has sent that has closed, or that asks about nothing by itself', async () => {
    const closed = harness.open('a');
    const idle = harness.open('b', 0);
    await harness.advance(1);
    closed.send(3);
    closed.windowShares.dispose();
    idle.send(2);
    await harness.advance(2);
    const window = harness.open('c');
    await harness.advance(0.1);
    assert.deepEqual([window.share, window.sentByOthers.length], [1, 5]);
    assert.equal(harness.clock.countTimers(), 1);
  });

  it('read the leases at once when something comes to run, also right after a check', async () => {
    const window = harness.open('a', 0);
    harness.open('b');
    await harness.advance(1);
    window.send();
    window.run(1);
    window.windowShares.refresh();
    await harness.advance(0.1);
    assert.deepEqual([window.changes, window.share], [1, 0.5]);
  });

  it('keep a lease of what they have sent no longer than it is of use', async () => {
    const window = harness.open('a', 0);
    window.send();
    await harness.advance(2);
    assert.deepEqual([...harness.folder.files.keys()], ['a.json']);
    await harness.advance(11 * 60);
    harness.open('b');
    await harness.advance(0.1);
    assert.deepEqual([...harness.folder.files.keys()], ['b.json']);
  });

  it('read no leases after their end', async () => {
    const window = harness.open('a');
    await harness.advance(1);
    window.windowShares.dispose();
    await harness.advance(1);
    window.windowShares.refresh();
    window.send();
    await harness.advance(60);
    assert.deepEqual(
      [harness.folder.writes, harness.folder.files.size, harness.clock.countTimers()],
      [1, 0, 0],
    );
  });
});
