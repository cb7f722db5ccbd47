import assert from 'node:assert/strict';
import { CoalescedMessages } from '../../../src/ui/messages/coalescedMessages';
import { type FakeClock, fakeClock } from '../base/fakeClock';

const SECOND = 1000; // ms
const MINUTE = 60 * SECOND;

describe('messages of one kind that come one after the other', () => {
  let clock: FakeClock;
  let messages: CoalescedMessages<string>;
  /** What each message told, in the order in which they were shown. */
  let shown: string[];
  /** Answers, or closes, each of them. */
  let answers: (() => void)[];
  let lookedAt: Set<string>;

  beforeEach(() => {
    clock = fakeClock();
    shown = [];
    answers = [];
    lookedAt = new Set();
    const show = (items: readonly string[]) => {
      shown.push(items.join(' '));
      return new Promise<void>((resolve) => answers.push(resolve));
    };
    const stillUnseen = (items: readonly string[]) => items.filter((item) => !lookedAt.has(item));
    messages = new CoalescedMessages({ show, stillUnseen }, clock);
  });
  afterEach(() => messages.dispose());

  it('tell together what comes within 2 s of each other', async () => {
    messages.notify(['a']);
    await clock.advance(1999);
    messages.notify(['b', 'c']);
    await clock.advance(1999);
    assert.deepEqual(shown, []);
    await clock.advance(1);
    assert.deepEqual(shown, ['a b c']);
  });

  it('tell 500 ends of the same second in one message', async () => {
    for (let end = 0; end < 500; end++) {
      messages.notify([`${end}`]);
      await clock.advance(2);
    }
    await clock.advance(2 * SECOND);
    assert.deepEqual(
      shown.map((text) => text.split(' ').length),
      [500],
    );
  });

  it('come after 15 s, though there is no end of what is to be told', async () => {
    for (let second = 0; second < 16; second++) {
      messages.notify([`${second}`]);
      await clock.advance(SECOND);
    }
    assert.deepEqual(
      shown.map((text) => text.split(' ').length),
      [15],
    );
  });

  it('are two at most while 10 ends are spread over a minute and nobody answers, and the second tells all', async () => {
    for (let end = 1; end <= 10; end++) {
      messages.notify([`${end}`]);
      await clock.advance(6 * SECOND);
    }
    await clock.advance(10 * MINUTE);
    assert.deepEqual(shown, ['1', '1 2 3 4 5 6 7 8 9 10']);
  });

  it('hold back what comes while one is open, until that one is answered or closed', async () => {
    await notify('a');
    await notify('b');
    assert.deepEqual(shown, ['a']);
    answers[0]?.();
    await clock.advance(0);
    assert.deepEqual(shown, ['a', 'b']);
  });

  it('wait a minute for an answer, and twice as long each time that none comes, up to five minutes', async () => {
    const gaps: number[] = [];
    let last = 0;
    for (let second = 0; second < 20 * 60; second++) {
      messages.notify([`${second}`]);
      const before = shown.length;
      await clock.advance(SECOND);
      if (shown.length === before) continue;
      gaps.push(Math.round((clock.now() - last) / MINUTE));
      last = clock.now();
    }
    assert.deepEqual(gaps.slice(1, 5), [1, 2, 4, 5]);
  });

  it('wait no longer than before once one is answered, be it a former one', async () => {
    await notify('a');
    await notify('b');
    await clock.advance(MINUTE);
    assert.deepEqual(shown, ['a', 'a b']);
    answers[0]?.();
    await notify('c');
    await clock.advance(2 * MINUTE);
    assert.deepEqual(shown, ['a', 'a b', 'a b c']);
    await notify('d');
    await clock.advance(2 * MINUTE);
    assert.equal(shown.at(-1), 'a b c d');
  });

  it('leave out what was looked at while it was held back, or while it was told', async () => {
    for (const item of ['a', 'b', 'c']) await notify(item);
    lookedAt.add('a').add('b');
    await clock.advance(MINUTE);
    assert.deepEqual(shown, ['a', 'c']);
  });

  it('do not come when all that was held back was looked at', async () => {
    await notify('a');
    await notify('b');
    lookedAt.add('b');
    await clock.advance(10 * MINUTE);
    assert.deepEqual(shown, ['a']);
  });

  it('tell one thing that was told twice once', async () => {
    await notify('a');
    await notify('a');
    await clock.advance(MINUTE);
    assert.deepEqual(shown, ['a', 'a']);
  });

  it('begin anew when nothing came for a while: the next one tells only what is new', async () => {
    await notify('a');
    await clock.advance(10 * MINUTE);
    await notify('b');
    assert.deepEqual(shown, ['a', 'b']);
  });

  it('come no more after they were disposed, and leave no timer', async () => {
    await notify('a');
    await notify('b');
    messages.notify(['c']);
    messages.dispose();
    answers[0]?.();
    await clock.advance(10 * MINUTE);
    assert.deepEqual(shown, ['a']);
    assert.equal(clock.countTimers(), 0);
  });

  async function notify(item: string): Promise<void> {
    messages.notify([item]);
    await clock.advance(2 * SECOND);
  }
});
