import assert from 'node:assert/strict';
import type { EndedOperation } from '../../../src/operations/operation';
import type { OperationStore } from '../../../src/tracking/list/operationStore';
import { CompletionNotifier } from '../../../src/ui/messages/completionNotifier';
import type { Notifications } from '../../../src/ui/settings';
import { newStore } from '../memoryStorage';
import {
  failedAnswer,
  filteredAnswer,
  idOf,
  reportEnd,
  reportProblem,
  succeededAnswer,
} from '../sampleOperations';

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
    reportEnd(store, idOf('a'), succeededAnswer());
    reportEnd(store, idOf('b'), failedAnswer);
    assert.deepEqual(told, [['a'], ['b']]);
  });

  it('tells an end once, whatever happens to the operation afterwards', () => {
    const ended = reportEnd(store, idOf('a'), succeededAnswer());
    store.update([{ ...ended, checkedAt: new Date().toISOString(), label: 'Sunrise' }]);
    store.restore(store.remove([ended]));
    assert.deepEqual(told, [['a']]);
  });

  it('tells no problem', () => {
    reportProblem(store, idOf('a'), 'offline');
    assert.deepEqual(told, []);
  });

  it('tells only what ended without a video when only failures are wanted', () => {
    wanted = 'failures';
    reportEnd(store, idOf('a'), succeededAnswer());
    reportEnd(store, idOf('b'), failedAnswer);
    reportEnd(store, idOf('c'), filteredAnswer);
    assert.deepEqual(told, [['b'], ['c']]);
  });

  it('tells nothing when no messages are wanted', () => {
    wanted = 'none';
    reportEnd(store, idOf('a'), failedAnswer);
    assert.deepEqual(told, []);
  });

  it('leaves an end to who asked for it, as long as that lasts', () => {
    const mine = notifier.suppress(idOf('a'));
    reportEnd(store, idOf('a'), succeededAnswer());
    mine.dispose();
    assert.deepEqual(told, []);
    notifier.suppress(idOf('b')).dispose();
    reportEnd(store, idOf('b'), succeededAnswer());
    assert.deepEqual(told, [['b']]);
  });

  it('tells nothing after it was disposed', () => {
    notifier.dispose();
    reportEnd(store, idOf('a'), succeededAnswer());
    assert.deepEqual(told, []);
  });
});

function lastSegment({ name }: EndedOperation): string {
  return name.split('/').pop() ?? '';
}
