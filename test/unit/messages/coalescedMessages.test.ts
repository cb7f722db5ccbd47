import assert from 'node:assert/strict';
import { CoalescedMessages } from '../../../src/ui/messages/coalescedMessages';
import { type FakeClock, fakeClock } from '../base/fakeClock';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

describe('coalesced messages', () => {
  let clock: FakeClock;
  let messages: CoalescedMessages<string>;
  /** The items of each message, in the order in which they were shown. */
  let shown: string[];
  /** Answers, or closes, each message. */
  let answers: (() => void)[];
  let seen: Set<string>;

  beforeEach(() => {
    clock = fakeClock();
    shown = [];
    answers = [];
    seen = new Set();
    const show = (items: readonly string[]) => {
      shown.push(items.join(' '));
      return new Promise<void>((resolve) => answers.push(resolve));
    };
    const stillUnseen = (items: readonly string[]) => items.filter((item) => !seen.has(item));
    messages = new CoalescedMessages({ show, stillUnseen }, clock);
  });
  afterEach(() => messages.dispose());

  it('show items that come within 2 s of each other in one message', async () => {
    messages.notify(['a']);
    await clock.advance(1999);
    messages.notify(['b', 'c']);
    await clock.advance(1999);
    assert.deepEqual(shown, []);
    await clock.advance(1);
    assert.deepEqual(shown, ['a b c']);
  });

  it('show 500 items of the same second in one message', async () => {
    for (let end = 0; end < 500; end++) {
      messages.notify([`${end}`]);
      await clock.advance(2);
    }
    await clock.advance(2 * SECOND_MS);
    assert.deepEqual(
      shown.map((text) => text.split(' ').length),
      [500],
    );
  });

  it('come after 15 s, although further items keep coming', async () => {
    for (let second = 0; second < 16; second++) {
      messages.notify([`${second}`]);
      await clock.advance(SECOND_MS);
    }
    assert.deepEqual(
      shown.map((text) => text.split(' ').length),
      [15],
    );
  });

  it('are at most two while 10 items are spread over a minute and nobody answers, and the second shows all', async () => {
    for (let end = 1; end <= 10; end++) {
      messages.notify([`${end}`]);
      await clock.advance(6 * SECOND_MS);
    }
    await clock.advance(10 * MINUTE_MS);
    assert.deepEqual(shown, ['1', '1 2 3 4 5 6 7 8 9 10']);
  });

  it('hold back items while a message is open, until it is answered or closed', async () => {
    await notify('a');
    await notify('b');
    assert.deepEqual(shown, ['a']);
    answers[0]?.();
    await clock.advance(0);
    assert.deepEqual(shown, ['a', 'b']);
  });

  it('wait a minute for an answer, and twice as long after each message without one, up to five minutes', async () => {
    const gaps: number[] = [];
    let last = 0;
    for (let second = 0; second < 20 * 60; second++) {
      messages.notify([`${second}`]);
      const before = shown.length;
      await clock.advance(SECOND_MS);
      if (shown.length === before) continue;
      gaps.push(Math.round((clock.now() - last) / MINUTE_MS));
      last = clock.now();
    }
    assert.deepEqual(gaps.slice(1, 5), [1, 2, 4, 5]);
  });

  it('wait only a minute again once any of them is answered', async () => {
    await notify('a');
    await notify('b');
    await clock.advance(MINUTE_MS);
    assert.deepEqual(shown, ['a', 'a b']);
    answers[0]?.();
    await notify('c');
    await clock.advance(2 * MINUTE_MS);
    assert.deepEqual(shown, ['a', 'a b', 'a b c']);
    await notify('d');
    await clock.advance(2 * MINUTE_MS);
    assert.equal(shown.at(-1), 'a b c d');
  });

  it('leave out items that were seen while they were held back, or while their message was open', async () => {
    for (const item of ['a', 'b', 'c']) await notify(item);
    seen.add('a').add('b');
    await clock.advance(MINUTE_MS);
    assert.deepEqual(shown, ['a', 'c']);
  });

  it('do not come when all items that were held back were seen', async () => {
    await notify('a');
    await notify('b');
    seen.add('b');
    await clock.advance(10 * MINUTE_MS);
    assert.deepEqual(shown, ['a']);
  });

  it('show an item that came twice only once in a message', async () => {
    await notify('a');
    await notify('a');
    await clock.advance(MINUTE_MS);
    assert.deepEqual(shown, ['a', 'a']);
  });

  it('show only new items when nothing came for a while', async () => {
    await notify('a');
    await clock.advance(10 * MINUTE_MS);
    await notify('b');
    assert.deepEqual(shown, ['a', 'b']);
  });

  it('come no more once disposed of, and leave no timer', async () => {
    await notify('a');
    await notify('b');
    messages.notify(['c']);
    messages.dispose();
    answers[0]?.();
    await clock.advance(10 * MINUTE_MS);
    assert.deepEqual(shown, ['a']);
    assert.equal(clock.countTimers(), 0);
  });

  async function notify(item: string): Promise<void> {
    messages.notify([item]);
    await clock.advance(2 * SECOND_MS);
  }
});
