import assert from 'node:assert/strict';
import type { OperationId } from '../../../src/operations/operation';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../src/tracking/list/operationStore';
import { PossibleStarts } from '../../../src/ui/capture/possibleStarts';
import { fakeClock } from '../base/fakeClock';
import { MemoryStorage } from '../tracking/list/memoryStorage';

const IDS: readonly OperationId[] = ['a1', 'b2', 'c3'].map((id) => ({
  endpoint: 'google',
  name: `models/veo-3.1/operations/idrk08ltkg${id}`,
}));
const [FIRST, SECOND, THIRD] = IDS as [OperationId, OperationId, OperationId];
const FAILED = { kind: 'failed', error: { code: 13, message: 'No' } } as const;
const PROBLEM = { kind: 'problem', problem: { kind: 'timeout', message: 'No answer' } } as const;

describe('the starts of operations that were printed at once', () => {
  let store: OperationStore;
  let possible: PossibleStarts;
  const given = { startedAt: new Date(-1000).toISOString(), startedWithin: 3 };
  const startsOf = (ids: readonly OperationId[]) => ids.map((id) => store.get(id)?.startedAt);

  beforeEach(() => {
    store = new OperationStore(new OperationStorage(new MemoryStorage()), fakeClock());
    possible = new PossibleStarts(store);
    for (const id of IDS) store.track(id);
  });
  afterEach(() => {
    possible.dispose();
    store.dispose();
  });

  const add = () => possible.add(IDS.map((id) => ({ id, given })));
  const runs = async (...ids: readonly OperationId[]) => {
    for (const id of ids) store.report(id, { kind: 'running' }, 0);
    await undefined;
  };

  it('are believed once all of them have answered that they run, also some before they were added', async () => {
    await runs(FIRST);
    add();
    await runs(SECOND);
    store.report(THIRD, PROBLEM, 0);
    await undefined;
    assert.deepEqual(startsOf(IDS), [undefined, undefined, undefined]);
    await runs(THIRD);
    assert.deepEqual(startsOf(IDS), Array(3).fill(given.startedAt));
    assert.equal(store.get(THIRD)?.startedWithin, 3);
  });

  it('are told behind the change that showed them', async () => {
    const told: (string | undefined)[] = [];
    store.onDidChange(([change]) => told.push(change?.after?.startedAt));
    add();
    await runs(...IDS);
    assert.deepEqual(told, [undefined, undefined, undefined, given.startedAt]);
  });

  it('are not believed where one of them had ended before its first answer, or was removed', async () => {
    add();
    await runs(FIRST, SECOND);
    store.report(THIRD, FAILED, 0);
    await runs(FIRST);
    assert.deepEqual(startsOf([FIRST, SECOND]), [undefined, undefined]);

    store.report(THIRD, { kind: 'running' }, 0);
    possible.add([FIRST, THIRD].map((id) => ({ id, given })));
    await undefined;
    assert.deepEqual(startsOf([FIRST, THIRD]), [undefined, undefined]);
  });

  it('bring back none that was removed, and change none that has ended meanwhile', async () => {
    add();
    await runs(FIRST, SECOND);
    store.report(FIRST, FAILED, 0);
    store.remove([SECOND]);
    await runs(THIRD);
    assert.deepEqual(startsOf(IDS), [undefined, undefined, given.startedAt]);
    assert.equal(store.get(SECOND), undefined);
  });
});
