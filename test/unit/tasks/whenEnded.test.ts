import assert from 'node:assert/strict';
import type { Operation, OperationId } from '../../../src/operations/operation';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../src/tracking/list/operationStore';
import { whenEnded } from '../../../src/ui/tasks/whenEnded';
import { fakeClock } from '../base/fakeClock';
import { MemoryStorage } from '../tracking/list/memoryStorage';

const ID: OperationId = {
  endpoint: 'google',
  name: 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a',
};
const FAILED = { kind: 'failed', error: { code: 13, message: 'No' } } as const;

describe('the wait for the end of an operation', () => {
  let store: OperationStore;
  let aborting: AbortController;
  const wait = (operation: Operation) => whenEnded(operation, store, aborting.signal);
  beforeEach(() => {
    store = new OperationStore(new OperationStorage(new MemoryStorage()), fakeClock());
    aborting = new AbortController();
  });
  afterEach(() => store.dispose());

  it('is over with its end, also one that came before', async () => {
    const operation = store.track(ID);
    const end = wait(operation);
    store.report(ID, { kind: 'running' }, 0);
    store.report(ID, FAILED, 0);
    assert.equal((await end).operation.state, 'failed');
    assert.equal((await wait(operation)).operation.state, 'failed');
  });

  it('is over when it is removed', async () => {
    const end = wait(store.track(ID));
    store.track({ ...ID, endpoint: 'other' });
    store.remove([ID]);
    assert.equal((await end).kind, 'removed');
  });

  it('goes on at the endpoint to which it is moved', async () => {
    const end = wait(store.track(ID));
    store.move([ID], { endpoint: 'other' });
    store.report({ ...ID, endpoint: 'other' }, FAILED, 0);
    const { kind, operation } = await end;
    assert.deepEqual([kind, operation.endpoint], ['ended', 'other']);
  });

  it('is given up with the reason of the signal, also one that was aborted before', async () => {
    const operation = store.track(ID);
    const end = wait(operation);
    aborting.abort(new Error('terminated'));
    await assert.rejects(end, /terminated/);
    await assert.rejects(wait(operation), /terminated/);
  });
});
