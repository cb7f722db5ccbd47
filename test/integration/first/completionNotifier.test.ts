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
  let notified: string[][];

  beforeEach(() => {
    store = newStore();
    for (const id of ['a', 'b', 'c']) store.track(idOf(id));
    wanted = 'all';
    notified = [];
    notifier = new CompletionNotifier(
      store,
      () => wanted,
      (ends) => notified.push(ends.map(lastSegment)),
    );
  });
  afterEach(() => {
    notifier.dispose();
    store.dispose();
  });

  it('notifies of each completion when it is detected', () => {
    reportEnd(store, idOf('a'), succeededAnswer());
    reportEnd(store, idOf('b'), failedAnswer);
    assert.deepEqual(notified, [['a'], ['b']]);
  });

  it('notifies of a completion once, whatever happens to the operation afterwards', () => {
    const ended = reportEnd(store, idOf('a'), succeededAnswer());
    store.update([{ ...ended, checkedAt: new Date().toISOString(), label: 'Sunrise' }]);
    store.restore(store.remove([ended]));
    assert.deepEqual(notified, [['a']]);
  });

  it('does not notify of problems', () => {
    reportProblem(store, idOf('a'), 'offline');
    assert.deepEqual(notified, []);
  });

  it('notifies only of operations without a video when the setting is failures', () => {
    wanted = 'failures';
    reportEnd(store, idOf('a'), succeededAnswer());
    reportEnd(store, idOf('b'), failedAnswer);
    reportEnd(store, idOf('c'), filteredAnswer);
    assert.deepEqual(notified, [['b'], ['c']]);
  });

  it('notifies of nothing when the setting is none', () => {
    wanted = 'none';
    reportEnd(store, idOf('a'), failedAnswer);
    assert.deepEqual(notified, []);
  });

  it('leaves the completion of an operation that is being checked to that check', () => {
    const mine = notifier.suppress(idOf('a'));
    reportEnd(store, idOf('a'), succeededAnswer());
    mine.dispose();
    assert.deepEqual(notified, []);
    notifier.suppress(idOf('b')).dispose();
    reportEnd(store, idOf('b'), succeededAnswer());
    assert.deepEqual(notified, [['b']]);
  });

  it('notifies of nothing after it was disposed', () => {
    notifier.dispose();
    reportEnd(store, idOf('a'), succeededAnswer());
    assert.deepEqual(notified, []);
  });
});

function lastSegment({ name }: EndedOperation): string {
  return name.split('/').pop() ?? '';
}
