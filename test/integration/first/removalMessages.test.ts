import assert from 'node:assert/strict';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { Removals } from '../../../src/ui/commands/removal';
import { type FakeClock, fakeClock } from '../../unit/base/fakeClock';
import { newStore } from '../memoryStorage';
import { idOf } from '../sampleOperations';

const IDS = ['a', 'b', 'c', 'd', 'e'].map((id) => idOf(id));

interface ShownMessage {
  readonly text: string;
  readonly answer: (button?: string) => Promise<void>;
}

describe('removals from the list', () => {
  let store: OperationStore;
  let clock: FakeClock;
  let removals: Removals;
  let shownMessages: ShownMessage[];

  beforeEach(() => {
    store = newStore();
    for (const id of IDS) store.track(id, { label: lastSegment(id.name) });
    clock = fakeClock(Date.now());
    shownMessages = [];
    const say = (text: string) =>
      new Promise<string | undefined>((resolve) => {
        shownMessages.push({ text, answer: async (button) => resolve(button) });
      });
    removals = new Removals({ store, say, time: clock });
  });
  afterEach(() => store.dispose());

  it('shortly after one another share a message, and one Undo restores all', async () => {
    for (const id of IDS) {
      removals.remove([id]);
      clock.advanceSync(1000);
    }
    clock.advanceSync(1000);
    assert.deepEqual(shownTexts(), ['5 operations were removed from the list.']);
    assert.equal(store.size, 0);
    await shownMessages[0]?.answer('Undo');
    assert.equal(store.size, 5);
  });

  it('of one operation are reported with its title', () => {
    removals.remove([IDS[0] ?? idOf('a')]);
    clock.advanceSync(1199);
    assert.deepEqual(shownTexts(), []);
    clock.advanceSync(1);
    assert.deepEqual(shownTexts(), ['a was removed from the list.']);
  });

  it('slowly one after the other show two messages, each of which undoes both', async () => {
    for (const id of IDS) {
      removals.remove([id]);
      clock.advanceSync(3000);
    }
    clock.advanceSync(2000);
    assert.deepEqual(shownTexts(), [
      'a was removed from the list.',
      '5 operations were removed from the list.',
    ]);
    await shownMessages[0]?.answer('Undo');
    assert.equal(store.size, 5);
    await shownMessages[1]?.answer('Undo');
    assert.equal(store.size, 5);
  });

  it('that are undone before the message show none', async () => {
    removals.remove(IDS.slice(0, 1));
    clock.advanceSync(1200);
    removals.remove(IDS.slice(1, 2));
    await shownMessages[0]?.answer('Undo');
    clock.advanceSync(60_000);
    assert.deepEqual([shownTexts().length, store.size], [1, 5]);
  });

  it('start a new message once the last one was closed, or after a while', async () => {
    removals.remove(IDS.slice(0, 1));
    clock.advanceSync(1200);
    await shownMessages[0]?.answer();
    removals.remove(IDS.slice(1, 3));
    clock.advanceSync(20_000);
    removals.remove(IDS.slice(3));
    clock.advanceSync(1200);
    assert.deepEqual(shownTexts().slice(1), Array(2).fill('2 operations were removed from the list.'));
    await shownMessages[2]?.answer('Undo');
    assert.deepEqual(
      store
        .list()
        .map(({ label }) => label)
        .sort(),
      ['d', 'e'],
    );
  });

  it('of unlisted operations show no message', () => {
    removals.remove([idOf('unknown')]);
    clock.advanceSync(60_000);
    assert.deepEqual(shownTexts(), []);
  });

  function shownTexts(): string[] {
    return shownMessages.map(({ text }) => text);
  }
});

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
