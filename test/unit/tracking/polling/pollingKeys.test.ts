import assert from 'node:assert/strict';
import type { ProblemKind } from '../../../../src/operations/operation';
import { idOf } from '../../operations/arbitraries';
import {
  failing,
  GOOGLE_ORIGIN,
  hanging,
  inTurn,
  PollingHarness,
  running,
  SIMULATOR,
  succeeded,
} from '../pollingHarness';

describe('polling that needs the person', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  for (const kind of ['unauthorized', 'budgetExceeded'] as const) {
    it(`${kind}: all operations of the endpoint show it, and only rare tests are sent until the person acts`, async () => {
      world.behaviour = failing(kind);
      await world.track('a1', 'b2', 'c3');
      assert.equal(world.asked.length, 1);
      assert.deepEqual(problems('a1', 'b2', 'c3'), [kind, kind, kind]);
      assert.equal(world.operation('a1')?.state, 'running');
      await world.forward(3600);
      assert.deepEqual([world.secondsAsked(), world.hands.countTimers()], [[0, 300, 1200], 1]);
    });

    it(`${kind} with Retry-After is no less final`, async () => {
      world.behaviour = failing(kind, 1000);
      await world.track('a1');
      await world.forward(299);
      assert.equal(world.asked.length, 1);
    });

    it(`${kind}: an operation tracked later shows it too, without being asked about`, async () => {
      world.behaviour = failing(kind);
      await world.track('a1');
      await world.track('b2');
      assert.deepEqual([world.problem('b2'), world.asked.length], [kind, 1]);
    });
  }

  it('goes on at once when the key has changed', async () => {
    world.behaviour = inTurn(failing('unauthorized'), running);
    await world.track('a1', 'b2');
    await world.forward(100);
    world.keys.set(GOOGLE_ORIGIN, 'key 2');
    world.poller.keyChanged(GOOGLE_ORIGIN);
    await world.settle();
    assert.deepEqual(
      world.asked.map(({ key, at }) => [key, at]),
      [
        ['key 1', 0],
        ['key 2', 100_000],
        ['key 2', 100_000],
      ],
    );
    assert.deepEqual(problems('a1', 'b2'), [undefined, undefined]);
  });

  it('stops again after one request when the new key is no better', async () => {
    world.behaviour = failing('unauthorized');
    await world.track('a1', 'b2', 'c3');
    world.poller.keyChanged(GOOGLE_ORIGIN);
    await world.forward(299);
    assert.equal(world.asked.length, 2);
  });

  it('without key sends nothing, says so, and goes on when there is one', async () => {
    world.keys.clear();
    await world.track('a1', 'b2');
    await world.forward(3600);
    assert.deepEqual([problems('a1', 'b2'), world.asked.length], [['noKey', 'noKey'], 0]);
    world.keys.set(GOOGLE_ORIGIN, 'key 2');
    world.poller.keyChanged(GOOGLE_ORIGIN);
    await world.settle();
    assert.deepEqual([problems('a1', 'b2'), world.asked.length], [[undefined, undefined], 2]);
  });

  it('has spent nothing of its requests while there was no key', async () => {
    world.requestsPerMinute = 1;
    world.keys.clear();
    await world.track('a1');
    world.keys.set(GOOGLE_ORIGIN, 'key 2');
    world.poller.keyChanged(GOOGLE_ORIGIN);
    await world.settle();
    assert.deepEqual(world.secondsAsked(), [0]);
  });

  it('ignores the answer to a request that was under way with the old key, and asks again', async () => {
    world.behaviour = ({ key, signal }) =>
      key === 'key 2'
        ? { kind: 'running' }
        : new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(new Error('the old key was wrong'))),
          );
    await world.track('a1');
    world.keys.set(GOOGLE_ORIGIN, 'key 2');
    world.poller.keyChanged(GOOGLE_ORIGIN);
    await world.settle();
    assert.equal(world.asked[0]?.signal.aborted, true);
    assert.deepEqual(
      world.asked.map(({ key }) => key),
      ['key 1', 'key 2'],
    );
    assert.deepEqual([world.problem('a1'), world.failures], [undefined, []]);
  });

  it('does not wait for a keyring that never answers, once the key has changed', async () => {
    world.keys.get = () => new Promise(() => {}) as never;
    await world.track('a1');
    world.keys.get = () => 'key 2';
    world.poller.keyChanged(GOOGLE_ORIGIN);
    await world.settle();
    assert.deepEqual(
      world.asked.map(({ key }) => key),
      ['key 2'],
    );
  });

  it('ignores even a good answer with the old key', async () => {
    let finish = () => {};
    const late = () =>
      new Promise<{ kind: 'filtered'; filterReasons: [] }>((resolve) => {
        finish = () => resolve({ kind: 'filtered', filterReasons: [] });
      });
    world.behaviour = inTurn(late, running);
    await world.track('a1');
    world.poller.keyChanged(GOOGLE_ORIGIN);
    finish();
    await world.settle();
    assert.deepEqual([world.operation('a1')?.state, world.asked.length], ['running', 2]);
  });

  it('lets who asked wait for the answer with the new key', async () => {
    world.behaviour = inTurn(hanging, succeeded);
    await world.track('a1');
    const checking = world.poller.check(idOf('a1'));
    world.poller.keyChanged(GOOGLE_ORIGIN);
    assert.equal((await checking).state, 'succeeded');
  });

  it('leaves other endpoints alone', async () => {
    world.behaviour = (asked) => (asked.key ? failing('unauthorized') : running)(asked);
    await world.track('a1');
    const other = { ...idOf('b2'), endpoint: SIMULATOR.id };
    world.store.track(other);
    await world.forward(12);
    assert.equal(world.store.get(other)?.problem, undefined);
    assert.deepEqual(world.secondsAsked(other), [0, 8]);
  });

  it('asks for the person though it stopped, and goes on when that goes well', async () => {
    world.behaviour = inTurn(failing('unauthorized'), failing('unauthorized'), running);
    await world.track('a1', 'b2');
    assert.equal((await world.poller.check(idOf('a1'))).problem?.kind, 'unauthorized');
    assert.equal((await world.poller.check(idOf('a1'))).problem, undefined);
    await world.settle();
    assert.deepEqual(problems('b2'), [undefined]);
  });

  it('says at once that the key is gone, though nothing was due yet', async () => {
    await world.track('a1', 'b2');
    world.keys.clear();
    world.poller.keyChanged(GOOGLE_ORIGIN);
    await world.settle();
    assert.deepEqual(problems('a1', 'b2'), ['noKey', 'noKey']);
  });

  it('takes a word about an endpoint that was never asked without harm', () => {
    world.poller.keyChanged('https://example.com');
    assert.equal(world.hands.countTimers(), 0);
  });

  function problems(...ids: readonly string[]): (ProblemKind | undefined)[] {
    return ids.map((id) => world.problem(id));
  }
});
