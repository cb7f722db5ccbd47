import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ORIGIN, OTHER, TwoWindowsHarness } from './twoWindowsHarness';

describe('the windows of one user', () => {
  let desk: TwoWindowsHarness;
  beforeEach(() => {
    desk = new TwoWindowsHarness();
  });

  it('have the whole limit each when they are alone', async () => {
    const window = desk.open('a');
    await desk.forward(0.1);
    assert.deepEqual([window.share, window.changes], [1, 1]);
  });

  it('take half each where they have not looked at the others, and nothing while they do so', () => {
    const idle = desk.open('a', 0);
    assert.deepEqual([idle.share, desk.open('b').share], [0.5, 0]);
  });

  it('share when they start within the same millisecond', async () => {
    const [a, b] = [desk.open('a'), desk.open('b')];
    assert.equal(a.share + b.share, 0);
    await desk.forward(0.1);
    assert.deepEqual([a.share, b.share], [0.5, 0.5]);
  });

  it('share when one starts after the other, as soon as both have looked', async () => {
    const a = desk.open('a');
    await desk.forward(3);
    const b = desk.open('b');
    await desk.forward(0.1);
    assert.equal(b.share, 0.5);
    await desk.forward(7);
    assert.equal(a.share, 0.5);
  });

  it('share also when one writes while the other reads, which takes its time', async () => {
    const read = desk.folder.read.bind(desk.folder);
    desk.folder.read = async () => {
      await new Promise<void>((resolve) => desk.clock.setTimeout(resolve, 5));
      return read();
    };
    const a = desk.open('a');
    await desk.forward(0.003);
    const b = desk.open('b');
    for (let second = 0; second < 36; second++) {
      await desk.forward(1);
      assert.equal(a.share + b.share, 1, `after ${second} s`);
    }
  });

  it('share half of it alike, and half by what runs in each', async () => {
    const [a, b, c] = [desk.open('a', 1), desk.open('b', 2), desk.open('c', 5)];
    await desk.forward(0.1);
    assert.deepEqual(
      [a, b, c].map(({ share }) => Math.round(share * 48)),
      [11, 14, 23],
    );
  });

  it('share each origin by itself', async () => {
    const [a, b] = [desk.open('a', 3), desk.open('b', 1)];
    b.run(4, OTHER);
    await desk.forward(11);
    assert.deepEqual([a.windowShares.share(ORIGIN), b.windowShares.share(ORIGIN)], [5 / 8, 3 / 8]);
    assert.deepEqual([a.windowShares.share(OTHER), b.windowShares.share(OTHER)], [0.35, 1]);
  });

  it('follow within ten seconds what comes to run and what ends', async () => {
    const [a, b] = [desk.open('a', 1), desk.open('b', 1)];
    await desk.forward(1);
    b.run(9);
    await desk.forward(10);
    await desk.forward(10);
    assert.deepEqual([a.share, b.share], [3 / 10, 7 / 10]);
    b.run(0);
    await desk.forward(20);
    assert.equal(a.share, 1);
  });

  it('never take more than there is once all have looked, whatever runs where', async () => {
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
            await one.forward((pauses[i] ?? 0) / 1000);
          }
          await one.forward(21);
          const sum = windows.reduce((total, { share }) => total + share, 0);
          assert.ok(Math.abs(sum - 1) < 1e-9, `${sum}`);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('have the share of one that crashed after half a minute, and clear it away after ten', async () => {
    const [a] = [desk.open('a'), desk.open('b')];
    await desk.forward(1);
    const left = desk.folder.files.get('b.json');
    const alone = new TwoWindowsHarness();
    alone.folder.files.set('b.json', left);
    const survivor = alone.open('a');
    await alone.forward(1);
    assert.deepEqual([a.share, survivor.share], [0.5, 0.5]);
    await alone.forward(20);
    assert.equal(survivor.share, 0.5);
    await alone.forward(20);
    assert.equal(survivor.share, 1);
    assert.equal(alone.folder.files.has('b.json'), true);
    await alone.forward(11 * 60);
    assert.deepEqual([...alone.folder.files.keys()], ['a.json']);
  });

  it('look every ten seconds, with one timer, and once at a time', async () => {
    const window = desk.open('a');
    await desk.forward(0.1);
    for (const _ of [1, 2, 3]) window.windowShares.refresh();
    assert.deepEqual([desk.hands.countTimers(), desk.folder.writes], [1, 1]);
    await desk.forward(60);
    assert.deepEqual([window.changes, desk.folder.writes], [7, 7]);
  });

  it('look not at all where nothing runs', async () => {
    const window = desk.open('a', 0);
    await desk.forward(60);
    assert.deepEqual([desk.folder.writes, window.changes, desk.hands.countTimers()], [0, 0, 0]);
  });

  it('take their lease away when nothing runs any more, and have no timer then', async () => {
    const window = desk.open('a');
    await desk.forward(1);
    assert.deepEqual([...desk.folder.files.keys()], ['a.json']);
    window.run(0);
    await desk.forward(11);
    assert.deepEqual([desk.folder.files.size, desk.hands.countTimers(), desk.folder.writes], [0, 0, 1]);
    window.run(1);
    window.windowShares.refresh();
    await desk.forward(0.1);
    assert.deepEqual([window.share, desk.folder.files.size, desk.hands.countTimers()], [1, 1, 1]);
  });

  it('leave neither lease nor timer at their end', async () => {
    const window = desk.open('a');
    await desk.forward(1);
    window.windowShares.dispose();
    await desk.forward(1);
    assert.deepEqual([desk.folder.files.size, desk.hands.countTimers()], [0, 0]);
  });

  it('leave neither lease nor timer when they end while the lease is being written', async () => {
    for (const moment of [0, 0.05, 0.15]) {
      const slow = new TwoWindowsHarness();
      slow.folder.delay = 100;
      const window = slow.open('a');
      await slow.forward(moment);
      window.windowShares.dispose();
      await slow.forward(30);
      assert.deepEqual([[...slow.folder.files.keys()], slow.hands.countTimers()], [[], 0], `${moment}`);
    }
  });

  it('know within a second what the others have sent, for a minute', async () => {
    const [a, b] = [desk.open('a'), desk.open('b')];
    await desk.forward(5);
    a.send(2);
    await desk.forward(1.1);
    b.send();
    await desk.forward(2);
    assert.deepEqual(b.sentByOthers, [3.1, 3.1]);
    assert.deepEqual(a.windowShares.sentByOthers(OTHER), []);
    await desk.forward(70);
    assert.deepEqual([a.sentByOthers, b.sentByOthers], [[], []]);
  });

  it('know it also while one sends all the time', async () => {
    const [a, b] = [desk.open('a'), desk.open('b')];
    await desk.forward(1);
    for (let i = 0; i < 24; i++) {
      a.send();
      await desk.forward(0.5);
    }
    assert.ok(b.sentByOthers.length >= 16, `${b.sentByOthers.length}`);
  });

  it('know what one has sent that has closed, or that asks about nothing by itself', async () => {
    const closed = desk.open('a');
    const idle = desk.open('b', 0);
    await desk.forward(1);
    closed.send(3);
    closed.windowShares.dispose();
    idle.send(2);
    await desk.forward(2);
    const window = desk.open('c');
    await desk.forward(0.1);
    assert.deepEqual([window.share, window.sentByOthers.length], [1, 5]);
    assert.equal(desk.hands.countTimers(), 1);
  });

  it('look at once when something comes to run, also where the person has just asked', async () => {
    const window = desk.open('a', 0);
    desk.open('b');
    await desk.forward(1);
    window.send();
    window.run(1);
    window.windowShares.refresh();
    await desk.forward(0.1);
    assert.deepEqual([window.changes, window.share], [1, 0.5]);
  });

  it('keep a lease of what they have sent no longer than it is of use', async () => {
    const window = desk.open('a', 0);
    window.send();
    await desk.forward(2);
    assert.deepEqual([...desk.folder.files.keys()], ['a.json']);
    await desk.forward(11 * 60);
    desk.open('b');
    await desk.forward(0.1);
    assert.deepEqual([...desk.folder.files.keys()], ['b.json']);
  });

  it('look no more after their end', async () => {
    const window = desk.open('a');
    await desk.forward(1);
    window.windowShares.dispose();
    await desk.forward(1);
    window.windowShares.refresh();
    window.send();
    await desk.forward(60);
    assert.deepEqual([desk.folder.writes, desk.folder.files.size, desk.hands.countTimers()], [1, 0, 0]);
  });
});
