import assert from 'node:assert/strict';
import type { Operation } from '../../../../src/operations/operation';
import { transition } from '../../../../src/operations/transition';
import { ExpiryWatch } from '../../../../src/tracking/expiry/expiryWatch';
import { OperationStorage } from '../../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../../src/tracking/list/operationStore';
import { ListHarness, longEndedAt, running } from './listHarness';

const ENDED = 9500;

describe('one change among 10,000 operations', () => {
  const harness = new ListHarness();
  let store: OperationStore;
  let watch: ExpiryWatch;
  let events: number;
  /** How often anything of an operation that has not changed was looked at. */
  let looks: number;

  before(async () => {
    const storage = new OperationStorage(harness.storage);
    // Writes are paced, and go through all there is.
    storage.save = async () => {};
    store = new OperationStore(storage, harness.clock);
    watch = new ExpiryWatch(store, harness.clock);
    const all = [
      ...Array.from({ length: 500 }, (_, at) => running(`r${at}`)),
      ...Array.from({ length: ENDED }, (_, at) => longEndedAt(at + 1)),
    ];
    store.restore(all.map(watched));
    watch.start();
    await harness.advance(5);
    store.onDidChange(() => events++);
  });
  beforeEach(async () => {
    await harness.advance(5);
    events = 0;
    looks = 0;
  });
  after(() => {
    watch.dispose();
    store.dispose();
  });

  const changes: readonly [what: string, change: () => unknown][] = [
    ['an end', () => store.update([ended(running('r1'))])],
    ['a name', () => store.update([{ ...running('r2'), label: 'new' }])],
    ['a new operation', () => store.track(running('new'))],
    ['a removal', () => store.remove([running('r3')])],
    ['a video that was saved', () => store.update([saved(longEndedAt(77))])],
  ];
  for (const [what, change] of changes) {
    it(`is one event and reads no other operation: ${what}`, () => {
      change();
      assert.equal(events, 1);
      assert.ok(looks < 100, `${looks}`);
    });
  }

  it('builds the lists without reading the other operations', () => {
    const [size, endedCount] = [store.size, store.ended.length];
    store.update([ended(running('r4'))]);
    const lists = [store.list(), store.running, store.ended, store.unseen];
    assert.deepEqual(
      lists.map(({ length }) => length),
      [size, size - endedCount - 1, endedCount + 1, endedCount + 1],
    );
    assert.ok(looks < 100, `${looks}`);
  });

  function watched(operation: Operation): Operation {
    return new Proxy(operation, {
      get(target, property) {
        looks++;
        return Reflect.get(target, property);
      },
    });
  }
});

function ended(operation: Operation): Operation {
  return transition(
    operation,
    { kind: 'filtered', filterReasons: [] },
    Date.parse(operation.trackedAt) + 5000,
  );
}

function saved(operation: Operation): Operation {
  if (operation.state !== 'succeeded') return operation;
  return { ...operation, videos: [{ ...operation.videos[0], file: '/a/clip.mp4' }] };
}
