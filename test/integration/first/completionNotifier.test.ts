import assert from 'node:assert/strict';
import FakeTimers, { type Clock } from '@sinonjs/fake-timers';
import type { EndedOperation } from '../../../src/operations/operation';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import type { Notifications } from '../../../src/ui/settings';
import { CompletionNotifier } from '../../../src/ui/telling/completionNotifier';
import { newStore } from '../memory';
import { answer, failed, filtered, idOf, ready, trouble } from '../samples';

describe('the completion notifier', () => {
  let store: OperationStore;
  let notifier: CompletionNotifier;
  let wanted: Notifications;
  let told: string[][];

  beforeEach(() => {
    store = newStore();
    for (const id of ['a', 'b', 'c']) store.track(idOf(id));
    wanted = 'all';
    told = [];
    notifier = new CompletionNotifier(
      store,
      () => wanted,
      (ends) => told.push(ends.map(lastSegment)),
    );
  });
  afterEach(() => {
    notifier.dispose();
    store.dispose();
  });

  itOnTime(
    'tells ends that come within 2 s of each other in one message, and a later one in another',
    (clock) => {
      answer(store, idOf('a'), ready());
      clock.tick(1999);
      answer(store, idOf('b'), failed);
      clock.tick(1999);
      assert.deepEqual(told, []);
      clock.tick(1);
      assert.deepEqual(told, [['a', 'b']]);
      answer(store, idOf('c'), filtered);
      clock.tick(2000);
      assert.deepEqual(told, [['a', 'b'], ['c']]);
    },
  );

  itOnTime('tells 500 ends of the same second in one message', (clock) => {
    const ids = Array.from({ length: 500 }, (_, at) => idOf(`many${at}`));
    for (const id of ids) store.track(id);
    for (const id of ids) {
      answer(store, id, ready());
      clock.tick(2);
    }
    clock.tick(2000);
    assert.deepEqual(
      told.map(({ length }) => length),
      [500],
    );
  });

  itOnTime('tells of an end after 15 s, though others never cease to come', (clock) => {
    for (let second = 0; second < 20; second++) {
      store.track(idOf(`n${second}`));
      answer(store, idOf(`n${second}`), ready());
      clock.tick(1000);
    }
    assert.deepEqual(
      told.map(({ length }) => length),
      [15],
    );
    clock.tick(2000);
    assert.deepEqual(
      told.map(({ length }) => length),
      [15, 5],
    );
  });

  itOnTime('tells an end once, whatever happens to the operation afterwards', (clock) => {
    const ended = answer(store, idOf('a'), ready());
    store.update([{ ...ended, checkedAt: new Date().toISOString(), label: 'Sunrise' }]);
    store.restore(store.remove([ended]));
    clock.tick(10_000);
    assert.deepEqual(told, [['a']]);
  });

  itOnTime('tells no problem', (clock) => {
    trouble(store, idOf('a'), 'offline');
    clock.tick(10_000);
    assert.deepEqual(told, []);
  });

  itOnTime('tells only what ended without a video when only failures are wanted', (clock) => {
    wanted = 'failures';
    answer(store, idOf('a'), ready());
    answer(store, idOf('b'), failed);
    answer(store, idOf('c'), filtered);
    clock.tick(2000);
    assert.deepEqual(told, [['b', 'c']]);
  });

  itOnTime('tells nothing when no messages are wanted', (clock) => {
    wanted = 'none';
    answer(store, idOf('a'), failed);
    clock.tick(2000);
    assert.deepEqual(told, []);
  });

  itOnTime('leaves an end to who asked for it, as long as that lasts', (clock) => {
    const mine = notifier.leaveTo(idOf('a'));
    answer(store, idOf('a'), ready());
    mine.dispose();
    clock.tick(2000);
    assert.deepEqual(told, []);
    notifier.leaveTo(idOf('b')).dispose();
    answer(store, idOf('b'), ready());
    clock.tick(2000);
    assert.deepEqual(told, [['b']]);
  });

  itOnTime('tells nothing after it was disposed', (clock) => {
    answer(store, idOf('a'), ready());
    notifier.dispose();
    clock.tick(2000);
    assert.deepEqual(told, []);
  });
});

/** A test on a clock of its own, for its own moment only: the extension under test runs in this process too. */
function itOnTime(name: string, test: (clock: Clock) => void): void {
  it(name, () => {
    const clock = FakeTimers.install({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      test(clock);
    } finally {
      clock.uninstall();
    }
  });
}

function lastSegment({ name }: EndedOperation): string {
  return name.split('/').pop() ?? '';
}
