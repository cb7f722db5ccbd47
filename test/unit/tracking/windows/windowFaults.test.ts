import assert from 'node:assert/strict';
import { ORIGIN, TwoWindowsHarness, Window } from './twoWindowsHarness';

const HOUR = 3600;
const LOCKED = new Error('EBUSY: the file is locked');

describe('the windows of one user in spite of faults', () => {
  let desk: TwoWindowsHarness;
  /** The lease of a window that wrote it so many seconds ago, when it had just sent so many requests. */
  const leaseOf = (seconds: number, requests: number) => {
    const written = desk.clock.now() - 1000 * seconds;
    const sent = { [ORIGIN]: Array(requests).fill(written) };
    return JSON.stringify({ until: written + 30_000, running: { [ORIGIN]: 1 }, sent });
  };
  beforeEach(() => {
    desk = new TwoWindowsHarness();
  });

  it('take a quarter where there is no folder', async () => {
    const window = new Window('a', undefined, desk.clock);
    window.windowShares.refresh();
    await desk.forward(0.1);
    assert.deepEqual([window.share, window.changes], [0.25, 1]);
  });

  it('take a quarter as long as their lease cannot be written: the others do not know of them', async () => {
    desk.folder.faults.write = LOCKED;
    const window = desk.open('a');
    await desk.forward(15);
    assert.equal(window.share, 0.25);
    delete desk.folder.faults.write;
    await desk.forward(10);
    assert.equal(window.share, 1);
  });

  it('take a quarter as long as the folder cannot be read', async () => {
    const window = desk.open('a');
    await desk.forward(1);
    desk.folder.faults.read = new Error('EACCES');
    await desk.forward(10);
    assert.equal(window.share, 0.25);
    delete desk.folder.faults.read;
    await desk.forward(10);
    assert.equal(window.share, 1);
  });

  it('go on though old leases cannot be removed', async () => {
    desk.folder.faults.remove = LOCKED;
    desk.folder.files.set('old.json', 'nonsense');
    const window = desk.open('a');
    await desk.forward(25);
    assert.deepEqual([window.share, window.changes], [1, 3]);
    window.windowShares.dispose();
    await desk.forward(1);
    assert.equal(desk.hands.countTimers(), 0);
  });

  it('take an old lease for what it is, though it cannot be removed', async () => {
    desk.folder.faults.remove = LOCKED;
    desk.folder.files.set('b.json', leaseOf(20 * 60, 20));
    const window = desk.open('a');
    for (let looks = 0; looks < 4; looks++) {
      await desk.forward(11);
      assert.deepEqual([window.share, window.sentByOthers], [1, []]);
    }
  });

  it('take an old lease for what it is, though it could not be read at first', async () => {
    desk.folder.files.set('b.json', undefined);
    const window = desk.open('a');
    await desk.forward(1);
    assert.equal(window.share, 0.5);
    desk.folder.files.set('b.json', leaseOf(2 * 60, 20));
    await desk.forward(10);
    assert.deepEqual([window.share, window.sentByOthers], [1, []]);
  });

  it('know when a request was sent that was told while the leases were being read', async () => {
    desk.folder.read = async () => {
      const found = new Map(desk.folder.files);
      await new Promise((resolve) => desk.clock.setTimeout(() => resolve(undefined), 500));
      return found;
    };
    const window = desk.open('a');
    await desk.forward(0.25);
    desk.folder.files.set('b.json', leaseOf(0, 1));
    await desk.forward(12);
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
      desk.folder.files.set('b.json', text);
      const window = desk.open('a');
      await desk.forward(1);
      assert.equal(window.share, 1);
      assert.deepEqual([...desk.folder.files.keys()], ['a.json']);
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
      desk.folder.files.set('b.json', text);
      const window = desk.open('a');
      await desk.forward(1);
      assert.equal(window.share, 1 / 2);
      assert.ok(desk.folder.files.has('b.json'));
    });
  }

  it('leave files alone that are no leases', async () => {
    desk.folder.files.set('.b.json.part', 'half a');
    desk.folder.files.set('readme.txt', 'veo');
    desk.open('a');
    await desk.forward(1);
    assert.deepEqual([...desk.folder.files.keys()].sort(), ['.b.json.part', 'a.json', 'readme.txt']);
  });

  it('take no notice of a lease from the future, until it is written anew', async () => {
    const future = { version: 1, until: desk.clock.now() + 31_000, running: { [ORIGIN]: 1 } };
    desk.folder.files.set('b.json', JSON.stringify(future));
    const window = desk.open('a');
    await desk.forward(0.1);
    assert.equal(window.share, 1);
  });

  it('ask again within a minute, whatever a lease says that nobody renews', async () => {
    const now = desk.clock.now();
    const all = { [ORIGIN]: 1_000_000 };
    const sent = { [ORIGIN]: Array<number>(10_000).fill(now + 1e12) };
    desk.folder.files.set('b.json', JSON.stringify({ until: 1e300, running: all, sent }));
    desk.folder.files.set('c.json', JSON.stringify({ until: now + 1e12, running: all, sent }));
    desk.folder.files.set('d.json', `{"until": 1e999, "running": ${JSON.stringify(all)}}`);
    const window = desk.open('a');
    await desk.forward(1);
    assert.ok(window.share >= 1 / 8, `${window.share}`);
    await desk.forward(60);
    assert.deepEqual([window.share, window.sentByOthers], [1, []]);
  });

  for (const [what, hours] of [
    ['forward', 5],
    ['back', -5],
  ] as const) {
    it(`share on, and know what was sent, when the clock is set ${what} by hours`, async () => {
      const [a, b] = [desk.open('a'), desk.open('b')];
      b.send(3);
      await desk.forward(11);
      desk.hands.setSystemTime(desk.clock.now() + hours * HOUR * 1000);
      for (let second = 11; second < 59; second++) {
        assert.deepEqual([a.share, b.share, a.sentByOthers.length], [0.5, 0.5, 3], `after ${second} s`);
        await desk.forward(1);
      }
      assert.deepEqual([...desk.folder.files.keys()].sort(), ['a.json', 'b.json']);
    });
  }

  it('know what a window has sent though its lease can be read no more', async () => {
    const [a, b] = [desk.open('a'), desk.open('b')];
    b.send(2);
    await desk.forward(15);
    desk.folder.files.set('b.json', undefined);
    await desk.forward(6);
    assert.deepEqual(a.sentByOthers.map(Math.round), [21, 21]);
  });

  it('take what can never be read for no window, and leave it', async () => {
    const window = desk.open('a');
    desk.folder.files.set('b.json', undefined);
    await desk.forward(11);
    assert.equal(window.share, 0.5);
    await desk.forward(40);
    assert.equal(window.share, 1);
    await desk.forward(1000);
    assert.ok(desk.folder.files.has('b.json'));
  });

  it('take one that can be read again for a window, however often it cannot', async () => {
    const window = desk.open('a');
    for (let look = 1; look < 10; look++) {
      const lease = JSON.stringify({ until: desk.clock.now() + 25_000, running: { [ORIGIN]: 1 } });
      desk.folder.files.set('b.json', look % 4 === 1 ? undefined : lease);
      await desk.forward(10);
      assert.equal(window.share, 0.5);
    }
  });

  it('forget what a window sent that has closed before the clock was set back', async () => {
    const closed = desk.open('a');
    await desk.forward(1);
    closed.send(20);
    closed.windowShares.dispose();
    await desk.forward(1);
    desk.hands.setSystemTime(desk.clock.now() - HOUR * 1000);
    const window = desk.open('b');
    await desk.forward(1);
    assert.deepEqual(window.sentByOthers, []);
  });

  it('take nothing for sent of which the time is none', async () => {
    const until = desk.clock.now() + 20_000;
    const text = (sent: string) => `{"until": ${until}, "running": {}, "sent": ${sent}}`;
    desk.folder.files.set('b.json', text('{"https://example.com": [1e999, -1e999, "now"]}'));
    desk.folder.files.set('c.json', text('[[1]]'));
    desk.folder.files.set('d.json', text(`{"https://example.com": [${until + 3_600_000}]}`));
    const window = desk.open('a');
    await desk.forward(1);
    // Nobody has sent anything after he wrote of it.
    assert.deepEqual(window.sentByOthers, []);
  });

  it('share again when the computer has slept', async () => {
    const [a, b] = [desk.open('a', 1), desk.open('b', 3)];
    await desk.forward(5);
    desk.hands.jump(8 * HOUR * 1000);
    await desk.forward(20);
    assert.deepEqual([a.share, b.share], [3 / 8, 5 / 8]);
  });

  it('take what nobody can know of when the folder does not answer for long', async () => {
    desk.folder.delay = 1e9;
    const window = desk.open('a');
    await desk.forward(1.9);
    assert.deepEqual([window.share, window.changes], [0, 0]);
    await desk.forward(0.1);
    assert.deepEqual([window.share, window.changes], [0.25, 1]);
  });
});
