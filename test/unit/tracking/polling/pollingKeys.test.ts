import assert from 'node:assert/strict';
import type { ProblemKind } from '../../../../src/operations/problem';
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

describe('polling of an endpoint that needs the person', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  for (const kind of ['unauthorized', 'budgetExceeded'] as const) {
    it(`${kind}: all operations of the endpoint show it, and only rare tests are sent until the person acts`, async () => {
      harness.behaviour = failing(kind);
      await harness.track('a1', 'b2', 'c3');
      assert.equal(harness.asked.length, 1);
      assert.deepEqual(problems('a1', 'b2', 'c3'), [kind, kind, kind]);
      assert.equal(harness.operation('a1')?.state, 'running');
      await harness.advance(3600);
      assert.deepEqual([harness.secondsAsked(), harness.clock.countTimers()], [[0, 300, 1200], 1]);
    });

    it(`${kind} with Retry-After is no less final`, async () => {
      harness.behaviour = failing(kind, 1000);
      await harness.track('a1');
      await harness.advance(299);
      assert.equal(harness.asked.length, 1);
    });

    it(`${kind}: an operation tracked later shows it too, without being asked about`, async () => {
      harness.behaviour = failing(kind);
      await harness.track('a1');
      await harness.track('b2');
      assert.deepEqual([harness.problem('b2'), harness.asked.length], [kind, 1]);
    });
  }

  it('goes on at once when the key has changed', async () => {
    harness.behaviour = inTurn(failing('unauthorized'), running);
    await harness.track('a1', 'b2');
    await harness.advance(100);
    harness.keys.set(GOOGLE_ORIGIN, 'key 2');
    harness.poller.keyChanged(GOOGLE_ORIGIN);
    await harness.settle();
    assert.deepEqual(
      harness.asked.map(({ key, at }) => [key, at]),
      [
        ['key 1', 0],
        ['key 2', 100_000],
        ['key 2', 100_000],
      ],
    );
    assert.deepEqual(problems('a1', 'b2'), [undefined, undefined]);
  });

  it('stops again after one request when the new key is no better', async () => {
    harness.behaviour = failing('unauthorized');
    await harness.track('a1', 'b2', 'c3');
    harness.poller.keyChanged(GOOGLE_ORIGIN);
    await harness.advance(299);
    assert.equal(harness.asked.length, 2);
  });

  it('without key sends nothing, says so, and goes on when there is one', async () => {
    harness.keys.clear();
    await harness.track('a1', 'b2');
    await harness.advance(3600);
    assert.deepEqual([problems('a1', 'b2'), harness.asked.length], [['noKey', 'noKey'], 0]);
    harness.keys.set(GOOGLE_ORIGIN, 'key 2');
    harness.poller.keyChanged(GOOGLE_ORIGIN);
    await harness.settle();
    assert.deepEqual([problems('a1', 'b2'), harness.asked.length], [[undefined, undefined], 2]);
  });

  it('has spent nothing of its requests while there was no key', async () => {
    harness.requestsPerMinute = 1;
    harness.keys.clear();
    await harness.track('a1');
    harness.keys.set(GOOGLE_ORIGIN, 'key 2');
    harness.poller.keyChanged(GOOGLE_ORIGIN);
    await harness.settle();
    assert.deepEqual(harness.secondsAsked(), [0]);
  });

  it('ignores the answer to a request that was in flight with the old key, and asks again', async () => {
    harness.behaviour = ({ key, signal }) =>
      key === 'key 2'
        ? { kind: 'running' }
        : new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(new Error('the old key was wrong'))),
          );
    await harness.track('a1');
    harness.keys.set(GOOGLE_ORIGIN, 'key 2');
    harness.poller.keyChanged(GOOGLE_ORIGIN);
    await harness.settle();
    assert.equal(harness.asked[0]?.signal.aborted, true);
    assert.deepEqual(
      harness.asked.map(({ key }) => key),
      ['key 1', 'key 2'],
    );
    assert.deepEqual([harness.problem('a1'), harness.failures], [undefined, []]);
  });

  it('does not wait for a keyring that never answers, once the key has changed', async () => {
    harness.keys.get = () => new Promise(() => {}) as never;
    await harness.track('a1');
    harness.keys.get = () => 'key 2';
    harness.poller.keyChanged(GOOGLE_ORIGIN);
    await harness.settle();
    assert.deepEqual(
      harness.asked.map(({ key }) => key),
      ['key 2'],
    );
  });

  it('ignores even a good answer with the old key', async () => {
    let finish = () => {};
    const late = () =>
      new Promise<{ kind: 'filtered'; filterReasons: [] }>((resolve) => {
        finish = () => resolve({ kind: 'filtered', filterReasons: [] });
      });
    harness.behaviour = inTurn(late, running);
    await harness.track('a1');
    harness.poller.keyChanged(GOOGLE_ORIGIN);
    finish();
    await harness.settle();
    assert.deepEqual([harness.operation('a1')?.state, harness.asked.length], ['running', 2]);
  });

  it('lets callers wait for the answer with the new key, also while background polling is off', async () => {
    harness.behaviour = inTurn(hanging, succeeded);
    await harness.track('a1');
    harness.settings = { ...harness.settings, checking: false };
    const checking = harness.poller.check(idOf('a1'));
    harness.poller.reschedule();
    harness.poller.keyChanged(GOOGLE_ORIGIN);
    assert.equal((await checking).state, 'succeeded');
  });

  it('leaves other endpoints alone', async () => {
    harness.behaviour = (asked) => (asked.key ? failing('unauthorized') : running)(asked);
    await harness.track('a1');
    const other = { ...idOf('b2'), endpoint: SIMULATOR.id };
    harness.store.track(other);
    await harness.advance(12);
    assert.equal(harness.store.get(other)?.problem, undefined);
    assert.deepEqual(harness.secondsAsked(other), [0, 8]);
  });

  it('asks for the person though it stopped, and goes on when that goes well', async () => {
    harness.behaviour = inTurn(failing('unauthorized'), failing('unauthorized'), running);
    await harness.track('a1', 'b2');
    assert.equal((await harness.poller.check(idOf('a1'))).problem?.kind, 'unauthorized');
    assert.equal((await harness.poller.check(idOf('a1'))).problem, undefined);
    await harness.settle();
    assert.deepEqual(problems('b2'), [undefined]);
  });

  it('says at once that the key is gone, though nothing was due yet', async () => {
    await harness.track('a1', 'b2');
    harness.keys.clear();
    harness.poller.keyChanged(GOOGLE_ORIGIN);
    await harness.settle();
    assert.deepEqual(problems('a1', 'b2'), ['noKey', 'noKey']);
  });

  it('ignores a new key of an endpoint that got no request yet', () => {
    harness.poller.keyChanged('https://example.com');
    assert.equal(harness.clock.countTimers(), 0);
  });

  function problems(...ids: readonly string[]): (ProblemKind | undefined)[] {
    return ids.map((id) => harness.problem(id));
  }
});
