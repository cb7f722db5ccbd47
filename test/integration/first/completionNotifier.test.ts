import assert from 'node:assert/strict';
import type { EndedOperation } from '../../../src/operations/operation';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { CompletionNotifier } from '../../../src/ui/messages/completionNotifier';
import type { Notifications } from '../../../src/ui/settings';
import { newStore } from '../memoryStorage';
import { answer, failed, filtered, idOf, ready, trouble } from '../sampleOperations';

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

  it('tells each end when it is seen', () => {
    answer(store, idOf('a'), ready());
    answer(store, idOf('b'), failed);
    assert.deepEqual(told, [['a'], ['b']]);
  });

  it('tells an end once, whatever happens to the operation afterwards', () => {
    const ended = answer(store, idOf('a'), ready());
    store.update([{ ...ended, checkedAt: new Date().toISOString(), label: 'Sunrise' }]);
    store.restore(store.remove([ended]));
    assert.deepEqual(told, [['a']]);
  });

  it('tells no problem', () => {
    trouble(store, idOf('a'), 'offline');
    assert.deepEqual(told, []);
  });

  it('tells only what ended without a video when only failures are wanted', () => {
    wanted = 'failures';
    answer(store, idOf('a'), ready());
    answer(store, idOf('b'), failed);
    answer(store, idOf('c'), filtered);
    assert.deepEqual(told, [['b'], ['c']]);
  });

  it('tells nothing when no messages are wanted', () => {
    wanted = 'none';
    answer(store, idOf('a'), failed);
    assert.deepEqual(told, []);
  });

  it('leaves an end to who asked for it, as long as that lasts', () => {
    const mine = notifier.leaveTo(idOf('a'));
    answer(store, idOf('a'), ready());
    mine.dispose();
    assert.deepEqual(told, []);
    notifier.leaveTo(idOf('b')).dispose();
    answer(store, idOf('b'), ready());
    assert.deepEqual(told, [['b']]);
  });

  it('tells nothing after it was disposed', () => {
    notifier.dispose();
    answer(store, idOf('a'), ready());
    assert.deepEqual(told, []);
  });
});

function lastSegment({ name }: EndedOperation): string {
  return name.split('/').pop() ?? '';
}
