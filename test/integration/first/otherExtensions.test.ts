import assert from 'node:assert/strict';
import type { Operation } from '../../../src/operations/operation';
import { useHarness } from '../harness';

/** All objects and arrays reachable from a value. */
function reachable(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== 'object' || value === null || found.has(value)) return found;
  found.add(value);
  for (const one of Object.values(value)) reachable(one, found);
  return found;
}

/** Tries to change an object in every way; returns how many of them succeeded. */
function successfulChanges(object: object): number {
  const names = Reflect.ownKeys(object);
  const tries = [
    // Setting the length of an array to a text would throw.
    ...names.map((name) => Reflect.set(object, name, name === 'length' ? 0 : 'changed')),
    ...names.map((name) => Reflect.deleteProperty(object, name)),
    Reflect.set(object, 'added', 1),
    Reflect.defineProperty(object, 'defined', { value: 1 }),
    Reflect.setPrototypeOf(object, { state: 'failed' }),
  ];
  return tries.filter((isDone) => isDone).length;
}

describe('another extension', () => {
  const harness = useHarness();
  let receivedChanges: Operation[][];

  beforeEach(async () => {
    receivedChanges = [];
    const listener = harness.api.onDidChangeOperations((changed) => {
      receivedChanges.push(changed as Operation[]);
    });
    try {
      const { gateway } = harness;
      await gateway.track(gateway.newId());
      await gateway.trackSucceeded(4);
      await gateway.trackAndPoll(gateway.newId({ kind: 'filtered', reasons: 'given' }, 0));
      await gateway.trackAndPoll(gateway.newId({ kind: 'failed' }, 0));
    } finally {
      listener.dispose();
    }
  });

  it('cannot change the objects of the exported API', async () => {
    const list = harness.api.operations;
    const before = JSON.stringify(list);
    const [first] = list;
    assert.ok(first);
    const given = [harness.api, list, receivedChanges, await harness.api.check(first)];
    const objects = [...reachable(given)].filter((one) => one !== given && one !== receivedChanges);
    assert.ok(objects.length > 20, `${objects.length}`);
    for (const one of objects) assert.equal(successfulChanges(one), 0, JSON.stringify(one));
    assert.equal(JSON.stringify(list), before);
  });

  it('that throws in a listener does not affect the others', async () => {
    const listener = harness.api.onDidChangeOperations(() => {
      throw new Error('a fault of the neighbour');
    });
    try {
      const id = harness.gateway.newId();
      await harness.gateway.track(id);
      assert.ok(harness.api.operations.some(({ name }) => name === id.name));
    } finally {
      listener.dispose();
    }
  });

  it('gets an error for invalid arguments, and the list stays as it is', async () => {
    const before = keys();
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('a trap');
        },
      },
    );
    const huge = 'x'.repeat(50_000_000);
    const invalidArguments: unknown[] = [
      undefined,
      null,
      1,
      'text',
      [],
      {},
      trap,
      { endpoint: {}, name: [] },
    ];
    invalidArguments.push({ endpoint: huge, name: huge }, { endpoint: 'gateway', name: huge });
    const { check, remove, track } = harness.api as unknown as Record<
      string,
      (...given: unknown[]) => Promise<unknown>
    >;
    for (const one of invalidArguments) {
      await assert.rejects(async () => check?.(one));
      await assert.rejects(async () => remove?.(one));
    }
    for (const one of [undefined, null, 1, [], trap, huge]) await assert.rejects(async () => track?.(one));
    for (const one of [null, 'text', { label: {} }, { endpoint: 1 }, { startedAt: huge }]) {
      await assert.rejects(async () => track?.('models/veo/operations/abc', one));
    }
    assert.deepEqual(keys(), before);
  });

  /** The keys of the listed operations. */
  function keys(): string[] {
    return harness.api.operations.map(({ endpoint, name }) => `${endpoint} ${name}`);
  }
});
