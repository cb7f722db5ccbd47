import assert from 'node:assert/strict';
import { TypingPause } from '../../../src/ui/editor/typingPause';
import { fakeClock } from '../base/fakeClock';
import { TEN_O_CLOCK } from '../operations/arbitraries';

/** A document, and what became of each request to read it. */
function typing() {
  const clock = fakeClock(TEN_O_CLOCK);
  const pause = new TypingPause(clock);
  const document = {};
  const answers: { readonly at: number; readonly isRead: boolean }[] = [];
  const request = () => {
    const token = { isCancellationRequested: false };
    pause.reached(document, token).then((isRead) => answers.push({ at: clock.now() - TEN_O_CLOCK, isRead }));
    return token;
  };
  /** A keystroke, at which VS Code withdraws its last request and makes another. */
  let last = { isCancellationRequested: false };
  const press = () => {
    pause.edited(document);
    last.isCancellationRequested = true;
    last = request();
  };
  return { clock, answers, request, press };
}

describe('a document', () => {
  it('is read at once while nobody types in it', async () => {
    const { clock, answers, request } = typing();
    request();
    request();
    await clock.advance(0);
    assert.deepEqual(answers, [
      { at: 0, isRead: true },
      { at: 0, isRead: true },
    ]);
  });

  it('is read once somebody stops typing, and not for the keystrokes before', async () => {
    const { clock, answers, request, press } = typing();
    request();
    for (let i = 0; i < 5; i++) {
      press();
      await clock.advance(80);
    }
    await clock.advance(1000);
    const read = answers.filter(({ isRead }) => isRead);
    assert.deepEqual(
      read.map(({ at }) => at),
      [0, 4 * 80 + 250],
    );
    assert.equal(answers.length, 6);
  });

  it('is read every three seconds while it is edited all the time', async () => {
    const { clock, answers, press } = typing();
    for (let i = 0; i < 100; i++) {
      press();
      await clock.advance(100);
    }
    const read = answers.filter(({ isRead }) => isRead);
    assert.ok(read.length >= 3 && read.length <= 4, `${read.length} times in ten seconds`);
  });
});
