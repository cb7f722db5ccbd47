import assert from 'node:assert/strict';
import { systemTime } from '../../../../src/base/time';
import { newOperation, type Operation } from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import { OperationStorage } from '../../../../src/tracking/list/operationStorage';
import { type OperationChange, OperationStore } from '../../../../src/tracking/list/operationStore';
import { idOf } from '../../operations/arbitraries';
import { MemoryStorage } from './memoryStorage';

describe('the store', () => {
  let store: OperationStore;
  let events: (readonly OperationChange[])[];

  beforeEach(() => {
    store = new OperationStore(new OperationStorage(new MemoryStorage()), systemTime);
    events = [];
    store.onDidChange((changes) => events.push(changes));
  });
  afterEach(() => store.dispose());

  it('estimates the expiry of videos for which an earlier release did not record it', async () => {
    const storage = new MemoryStorage();
    const finishedAt = '2026-11-20T10:00:00.000Z';
    const times = { trackedAt: finishedAt, finishedAt };
    const operation = { ...idOf('a1'), ...times, state: 'succeeded', videos: [{ uri: 'https://a/b' }] };
    await storage.update('veo.operations', [{ version: 1, operation }]);
    const restored = new OperationStore(new OperationStorage(storage), systemTime);
    restored.load();
    assert.equal(restored.list()[0]?.videos[0]?.expiresAt, '2026-11-22T10:00:00.000Z');
    restored.dispose();
  });

  it('holds operations that no caller can change, also after a restart', async () => {
    const storage = new MemoryStorage();
    const first = new OperationStore(new OperationStorage(storage), systemTime);
    assert.ok(Object.isFrozen(first.track(idOf('a1'))));
    await first.flush();
    first.dispose();
    const restored = new OperationStore(new OperationStorage(storage), systemTime);
    restored.load();
    assert.ok(Object.isFrozen(restored.list()[0]));
    restored.dispose();
  });

  it('holds what is tracked, and emits one change', () => {
    const operation = store.track(idOf('a1'), { label: 'my cat' });
    assert.deepEqual([operation.state, operation.label], ['running', 'my cat']);
    assert.equal(store.get(idOf('a1')), operation);
    assert.deepEqual(events, [[{ after: operation }]]);
  });

  it('holds an operation once that is tracked twice, and emits nothing the second time', () => {
    const operation = store.track(idOf('a1'), { label: 'my cat' });
    assert.equal(store.track(idOf('a1')), operation);
    assert.equal(store.track(idOf('a1'), { label: 'my cat' }), operation);
    assert.deepEqual([store.list(), events.length], [[operation], 1]);
  });

  it('lists a batch in the given order, as one change, with numbers', () => {
    const ids = ['c', 'a', 'b'].map((id) => ({ endpoint: 'google', name: `models/veo/operations/${id}` }));
    const events: number[] = [];
    store.onDidChange((changes) => events.push(changes.length));
    const tracked = store.trackAll(ids.map((id) => ({ id, given: { source: 'pasted' } })));
    assert.deepEqual(store.list(), tracked);
    assert.deepEqual(events, [3]);
    assert.deepEqual(
      tracked.map(({ name, number }) => [name.slice(-1), number]),
      [
        ['c', undefined],
        ['a', 2],
        ['b', 3],
      ],
    );
  });

  it('takes the newer label when an operation is tracked again', () => {
    const before = store.track(idOf('a1'), { label: 'my cat' });
    const after = store.track(idOf('a1'), { label: 'my dog' });
    assert.deepEqual(after, { ...before, label: 'my dog' });
    assert.deepEqual(events.at(-1), [{ before, after }]);
  });

  it('holds one name at two endpoints as two operations', () => {
    store.track(idOf('a1'));
    store.track({ ...idOf('a1'), endpoint: 'thucchien' });
    assert.equal(store.list().length, 2);
  });

  it('emits updates of several operations as one event', () => {
    const before = [store.track(idOf('a1')), store.track(idOf('b2'))];
    const after = before.map(end);
    events.length = 0;
    store.update(after);
    assert.deepEqual(events, [before.map((operation, i) => ({ before: operation, after: after[i] }))]);
  });

  it('emits nothing when nothing changed', () => {
    const operation = store.track(idOf('a1'));
    store.update([operation]);
    store.update([]);
    store.remove([idOf('b2')]);
    store.restore([operation]);
    assert.equal(events.length, 1);
  });

  it('ignores an update of an operation that it does not hold', () => {
    const [operation] = [store.track(idOf('a1'))];
    store.remove([operation]);
    store.update([end(operation)]);
    assert.deepEqual([store.list(), events.length], [[], 2]);
  });

  it('removes operations, emits that, and restores them', () => {
    const operation = store.track(idOf('a1'));
    assert.deepEqual(store.remove([idOf('a1'), idOf('b2')]), [operation]);
    assert.deepEqual([store.list(), events.at(-1)], [[], [{ before: operation }]]);
    store.restore([operation]);
    assert.deepEqual([store.list(), events.at(-1)], [[operation], [{ after: operation }]]);
  });

  it('does not restore over an operation that was tracked again meanwhile', () => {
    const old = store.track(idOf('a1'), { label: 'old' });
    store.remove([old]);
    const fresh = store.track(idOf('a1'), { label: 'fresh' });
    store.restore([old]);
    assert.equal(store.get(idOf('a1')), fresh);
  });

  it('is in listing order: running first, then the last ended', () => {
    const [a, b] = ['a1', 'b2'].map((id, hour) => newOperation(idOf(id), { label: id }, hour * 3_600_000));
    store.restore([a, b].flatMap((operation) => operation ?? []));
    assert.deepEqual(labels(store), ['b2', 'a1']);
    if (b) store.update([end(b)]);
    assert.deepEqual(labels(store), ['a1', 'b2']);
  });

  it('emits changes to every listener in order, even when a listener makes a change', () => {
    const heard: string[] = [];
    store.onDidChange(
      ([change]) => change?.after?.label === 'first' && store.track(idOf('b2'), { label: 'second' }),
    );
    store.onDidChange(([change]) => heard.push(change?.after?.label ?? ''));
    store.track(idOf('a1'), { label: 'first' });
    assert.deepEqual(heard, ['first', 'second']);
    assert.equal(store.list().length, 2);
  });

  it('has changed before it emits the change', () => {
    let seen: Operation | undefined;
    store.onDidChange(() => {
      seen = store.get(idOf('a1'));
    });
    assert.equal(store.track(idOf('a1')), seen);
  });
});

function end(operation: Operation): Operation {
  return transition(
    operation,
    { kind: 'filtered', filterReasons: [] },
    Date.parse(operation.trackedAt) + 1000,
  );
}

function labels(store: OperationStore): (string | undefined)[] {
  return store.list().map(({ label }) => label);
}
