import assert from 'node:assert/strict';
import { HarnessWindow, ORIGIN, TwoWindowsHarness } from './twoWindowsHarness';

const HOUR_S = 3600;
const LOCKED = new Error('EBUSY: the file is locked');

describe('the windows of one user in spite of faults', () => {
  let harness: TwoWindowsHarness;
  /** The lease of a window that wrote it so many seconds ago, when it had just sent so many requests. */
  const leaseOf = (seconds: number, requests: number) => {
    const written = harness.clock.now() - 1000 * seconds;
    const sent = { [ORIGIN]: Array(requests).fill(written) };
    return JSON.stringify({ until: written + 30_000, running: { [ORIGIN]: 1 }, sent });
  };
  beforeEach(() => {
    harness = new TwoWindowsHarness();
  });

  it('take a quarter of the limit without a lease folder', async () => {
    const window = new HarnessWindow('a', undefined, harness.clock);
    window.windowShares.refresh();
    await harness.advance(0.1);
    assert.deepEqual([window.share, window.changes], [0.25, 1]);
  });

  it('take a quarter of the limit as long as their lease cannot be written: the others do not know of them', async () => {
    harness.folder.faults.write = LOCKED;
    const window = harness.open('a');
    await harness.advance(15);
    assert.equal(window.share, 0.25);
    delete harness.folder.faults.write;
    await harness.advance(10);
    assert.equal(window.share, 1);
  });

  it('take a quarter of the limit as long as the lease folder cannot be read', async () => {
    const window = harness.open('a');
    await harness.advance(1);
    harness.folder.faults.read = new Error('EACCES');
    await harness.advance(10);
    assert.equal(window.share, 0.25);
    delete harness.folder.faults.read;
    await harness.advance(10);
    assert.equal(window.share, 1);
  });

  it('go on though old leases cannot be removed', async () => {
    harness.folder.faults.remove = LOCKED;
    harness.folder.files.set('old.json', 'nonsense');
    const window = harness.open('a');
    await harness.advance(25);
    assert.deepEqual([window.share, window.changes], [1, 3]);
    window.windowShares.dispose();
    await harness.advance(1);
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('do not count an old lease, though it cannot be removed', async () => {
    harness.folder.faults.remove = LOCKED;
    harness.folder.files.set('b.json', leaseOf(20 * 60, 20));
    const window = harness.open('a');
    for (let looks = 0; looks < 4; looks++) {
      await harness.advance(11);
      assert.deepEqual([window.share, window.sentByOthers], [1, []]);
    }
  });

  it('do not count an old lease, though it could not be read at first', async () => {
    harness.folder.files.set('b.json', undefined);
    const window = harness.open('a');
    await harness.advance(1);
    assert.equal(window.share, 0.5);
    harness.folder.files.set('b.json', leaseOf(2 * 60, 20));
    await harness.advance(10);
    assert.deepEqual([window.share, window.sentByOthers], [1, []]);
  });

  it('know of a request that was sent while the leases were being read', async () => {
    harness.folder.read = async () => {
      const found = new Map(harness.folder.files);
      await new Promise((resolve) => harness.clock.setTimeout(() => resolve(undefined), 500));
      return found;
    };
    const window = harness.open('a');
    await harness.advance(0.25);
    harness.folder.files.set('b.json', leaseOf(0, 1));
    await harness.advance(12);
    assert.deepEqual(window.sentByOthers.map(Math.round), [12]);
  });

  const until = new TwoWindowsHarness().clock.now() + 20_000;
  const corrupt: Readonly<Record<string, string>> = {
    'is empty': '',
    'is cut off': '{"version":1,"until":1795168820000,"runn',
    'is no JSON': 'veo',
    'is null': 'null',
    'is an array': '[]',
    'has no end': JSON.stringify({ version: 1, running: { [ORIGIN]: 3 } }),
    'ends in words': JSON.stringify({ version: 1, until: 'soon', running: { [ORIGIN]: 3 } }),
  };
  for (const [what, text] of Object.entries(corrupt)) {
    it(`take no notice of a lease that ${what}, and clear it away`, async () => {
      harness.folder.files.set('b.json', text);
      const window = harness.open('a');
      await harness.advance(1);
      assert.equal(window.share, 1);
      assert.deepEqual([...harness.folder.files.keys()], ['a.json']);
    });
  }

  const odd: Readonly<Record<string, string | undefined>> = {
    'cannot be read just now': undefined,
    'has nothing running': JSON.stringify({ until }),
    'has less than nothing running': JSON.stringify({ until, running: { [ORIGIN]: -3 } }),
    'has half of one running': JSON.stringify({ until, running: { [ORIGIN]: 0.5 } }),
    'has absurdly many running': JSON.stringify({ until, running: { [ORIGIN]: 1e300 } }),
    'is of a later release': JSON.stringify({ until, running: [[ORIGIN, 3]] }),
  };
  for (const [what, text] of Object.entries(odd)) {
    it(`count a lease that ${what} as one operation, and leave it`, async () => {
      harness.folder.files.set('b.json', text);
      const window = harness.open('a');
      await harness.advance(1);
      assert.equal(window.share, 1 / 2);
      assert.ok(harness.folder.files.has('b.json'));
    });
  }

  it('leave files alone that are no leases', async () => {
    harness.folder.files.set('.b.json.part', 'half a');
    harness.folder.files.set('readme.txt', 'veo');
    harness.open('a');
    await harness.advance(1);
    assert.deepEqual([...harness.folder.files.keys()].sort(), ['.b.json.part', 'a.json', 'readme.txt']);
  });

  it('take no notice of a lease from the future, until it is written anew', async () => {
    const future = { version: 1, until: harness.clock.now() + 31_000, running: { [ORIGIN]: 1 } };
    harness.folder.files.set('b.json', JSON.stringify(future));
    const window = harness.open('a');
    await harness.advance(0.1);
    assert.equal(window.share, 1);
  });

  it('ask again within a minute, whatever a lease says that nobody renews', async () => {
    const now = harness.clock.now();
    const all = { [ORIGIN]: 1_000_000 };
    const sent = { [ORIGIN]: Array<number>(10_000).fill(now + 1e12) };
    harness.folder.files.set('b.json', JSON.stringify({ until: 1e300, running: all, sent }));
    harness.folder.files.set('c.json', JSON.stringify({ until: now + 1e12, running: all, sent }));
    harness.folder.files.set('d.json', `{"until": 1e999, "running": ${JSON.stringify(all)}}`);
    const window = harness.open('a');
    await harness.advance(1);
    assert.ok(window.share >= 1 / 8, `${window.share}`);
    await harness.advance(60);
    assert.deepEqual([window.share, window.sentByOthers], [1, []]);
  });

  for (const [what, hours] of [
    ['forward', 5],
    ['back', -5],
  ] as const) {
    it(`share on, and know what was sent, when the clock is set ${what} by hours`, async () => {
      const [a, b] = [harness.open('a'), harness.open('b')];
      b.send(3);
      await harness.advance(11);
      harness.clock.setWallClock(harness.clock.now() + hours * HOUR_S * 1000);
      for (let second = 11; second < 59; second++) {
        assert.deepEqual([a.share, b.share, a.sentByOthers.length], [0.5, 0.5, 3], `after ${second} s`);
        await harness.advance(1);
      }
      assert.deepEqual([...harness.folder.files.keys()].sort(), ['a.json', 'b.json']);
    });
  }

  it('know what a window has sent though its lease can be read no more', async () => {
    const [a, b] = [harness.open('a'), harness.open('b')];
    b.send(2);
    await harness.advance(15);
    harness.folder.files.set('b.json', undefined);
    await harness.advance(6);
    assert.deepEqual(a.sentByOthers.map(Math.round), [21, 21]);
  });

  it('do not count a file that can never be read as a window, and leave it', async () => {
    const window = harness.open('a');
    harness.folder.files.set('b.json', undefined);
    await harness.advance(11);
    assert.equal(window.share, 0.5);
    await harness.advance(40);
    assert.equal(window.share, 1);
    await harness.advance(1000);
    assert.ok(harness.folder.files.has('b.json'));
  });

  it('count a lease that can be read again as a window, however often it cannot', async () => {
    const window = harness.open('a');
    for (let look = 1; look < 10; look++) {
      const lease = JSON.stringify({ until: harness.clock.now() + 25_000, running: { [ORIGIN]: 1 } });
      harness.folder.files.set('b.json', look % 4 === 1 ? undefined : lease);
      await harness.advance(10);
      assert.equal(window.share, 0.5);
    }
  });

  it('no longer count what a closed window sent before the clock was set back', async () => {
    const closed = harness.open('a');
    await harness.advance(1);
    closed.send(20);
    closed.windowShares.dispose();
    await harness.advance(1);
    harness.clock.setWallClock(harness.clock.now() - HOUR_S * 1000);
    const window = harness.open('b');
    await harness.advance(1);
    assert.deepEqual(window.sentByOthers, []);
  });

  it('do not count a request whose time is no number', async () => {
    const until = harness.clock.now() + 20_000;
    const text = (sent: string) => `{"until": ${until}, "running": {}, "sent": ${sent}}`;
    harness.folder.files.set('b.json', text('{"https://example.com": [1e999, -1e999, "now"]}'));
    harness.folder.files.set('c.json', text('[[1]]'));
    harness.folder.files.set('d.json', text(`{"https://example.com": [${until + 3_600_000}]}`));
    const window = harness.open('a');
    await harness.advance(1);
    // Nobody has sent anything after he wrote of it.
    assert.deepEqual(window.sentByOthers, []);
  });

  it('share again when the computer has slept', async () => {
    const [a, b] = [harness.open('a', 1), harness.open('b', 3)];
    await harness.advance(5);
    harness.clock.sleep(8 * HOUR_S * 1000);
    await harness.advance(20);
    assert.deepEqual([a.share, b.share], [3 / 8, 5 / 8]);
  });

  it('take a quarter of the limit when the folder does not answer for long', async () => {
    harness.folder.delay = 1e9;
    const window = harness.open('a');
    await harness.advance(1.9);
    assert.deepEqual([window.share, window.changes], [0, 0]);
    await harness.advance(0.1);
    assert.deepEqual([window.share, window.changes], [0.25, 1]);
  });
});
