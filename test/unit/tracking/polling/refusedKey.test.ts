import assert from 'node:assert/strict';
import type { ProblemKind } from '../../../../src/operations/problem';
import { at, idOf } from '../../operations/arbitraries';
import {
  type Behaviour,
  failing,
  GOOGLE_ORIGIN,
  hanging,
  inTurn,
  PollingHarness,
  running,
  SIMULATOR,
  succeeded,
} from '../pollingHarness';

const MINUTE_S = 60;
const DAY_S = 24 * 60 * MINUTE_S;

describe('polling of an endpoint that refused the key or the budget', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  for (const kind of ['unauthorized', 'budgetExceeded'] as const) {
    it(`tests it 5, 15 and 60 min after each refusal, then hourly: 26 requests in a day (${kind})`, async () => {
      harness.behaviour = failing(kind);
      await harness.track('a1', 'b2', 'c3');
      await harness.advance(DAY_S);
      const minutes = harness.secondsAsked().map((second) => second / MINUTE_S);
      assert.deepEqual(minutes.slice(0, 5), [0, 5, 20, 80, 140]);
      assert.ok(minutes.length <= 26, `${minutes.length}`);
    });
  }

  it('goes on at once with all operations when a test succeeds, without a word of the person', async () => {
    harness.behaviour = inTurn(failing('unauthorized'), running);
    await harness.track('a1', 'b2', 'c3');
    await harness.advance(5 * MINUTE_S);
    assert.deepEqual(harness.secondsAsked(), [0, 300, 300, 300]);
    assert.deepEqual(problems('a1', 'b2', 'c3'), [undefined, undefined, undefined]);
    await harness.advance(8);
    assert.equal(harness.asked.length, 7);
  });

  it('goes on at once also with an operation that is due much later, but shows the refusal', async () => {
    harness.store.track(idOf('a1'), { startedAt: at(-6 * 60 * MINUTE_S * 1000) });
    await harness.settle();
    harness.behaviour = inTurn(failing('unauthorized'), running);
    await harness.track('b2');
    assert.deepEqual(problems('a1', 'b2'), ['unauthorized', 'unauthorized']);
    await harness.advance(5 * MINUTE_S);
    assert.deepEqual(harness.secondsAsked(idOf('a1')), [0, 300]);
    assert.deepEqual(problems('a1', 'b2'), [undefined, undefined]);
  });

  it('sends one test for the whole endpoint, and nothing more while that is in flight', async () => {
    harness.behaviour = inTurn(failing('unauthorized'), hanging);
    await harness.track('a1', 'b2', 'c3');
    await harness.advance(30 * MINUTE_S);
    assert.deepEqual(harness.secondsAsked(), [0, 300]);
  });

  it('begins with the shortest pause again after an endpoint had healed', async () => {
    const bad = failing('unauthorized');
    harness.behaviour = inTurn(bad, bad, running, bad, running);
    await harness.track('a1');
    await harness.advance(20 * MINUTE_S + 8 + 5 * MINUTE_S);
    assert.deepEqual(harness.secondsAsked(), [0, 300, 1200, 1208, 1508]);
    assert.equal(harness.problem('a1'), undefined);
  });

  it('begins anew with a new key', async () => {
    harness.behaviour = failing('unauthorized');
    await harness.track('a1');
    await harness.advance(21 * MINUTE_S);
    harness.keys.set(GOOGLE_ORIGIN, 'key 2');
    harness.poller.keyChanged(GOOGLE_ORIGIN);
    await harness.advance(5 * MINUTE_S);
    assert.deepEqual(harness.secondsAsked(), [0, 300, 1200, 1260, 1560]);
  });

  it('lets the person try at any time, and tests no later for that', async () => {
    harness.behaviour = failing('unauthorized');
    await harness.track('a1');
    for (const _ of [1, 2, 3, 4]) {
      await harness.advance(MINUTE_S);
      assert.equal((await harness.poller.check(idOf('a1'))).problem?.kind, 'unauthorized');
    }
    await harness.advance(MINUTE_S);
    assert.deepEqual(harness.secondsAsked(), [0, 60, 120, 180, 240, 300]);
  });

  for (const kind of ['unavailable', 'timeout', 'offline', 'rateLimited', 'notFound', 'rejected'] as const) {
    it(`is no nearer to an answer after a test that fails otherwise (${kind}): the next comes later`, async () => {
      harness.behaviour = inTurn(failing('unauthorized'), failing(kind), running);
      await harness.track('a1');
      await harness.advance(19 * MINUTE_S);
      assert.deepEqual(harness.secondsAsked(), [0, 300]);
      await harness.advance(MINUTE_S);
      assert.deepEqual([harness.asked.length, harness.problem('a1')], [3, undefined]);
    });
  }

  it('tests with another operation when the first one fails by itself', async () => {
    const bad: Behaviour = (asked) =>
      asked.at < 1000
        ? failing('unauthorized')(asked)
        : asked.name === harness.asked[1]?.name
          ? failing('unavailable')(asked)
          : running(asked);
    harness.behaviour = bad;
    await harness.track('a1', 'b2');
    await harness.advance(20 * MINUTE_S);
    assert.notEqual(harness.asked[1]?.name, harness.asked[2]?.name);
  });

  it('sends one test, not many, when the computer wakes', async () => {
    harness.behaviour = failing('unauthorized');
    await harness.track('a1', 'b2', 'c3');
    harness.clock.setWallClock(harness.clock.now() + 1000 * DAY_S);
    for (let time = 0; time < 10; time++) {
      await harness.advance(MINUTE_S);
      harness.poller.wake();
    }
    assert.equal(harness.asked.length, 2);
  });

  it('tests nothing while checking is off, and once when it is on again', async () => {
    harness.behaviour = failing('unauthorized');
    await harness.track('a1');
    harness.settings = { ...harness.settings, checking: false };
    harness.poller.reschedule();
    await harness.advance(DAY_S);
    assert.equal(harness.asked.length, 1);
    harness.settings = { ...harness.settings, checking: true };
    harness.poller.reschedule();
    await harness.settle();
    assert.equal(harness.asked.length, 2);
  });

  it('sends nothing, ever, without a key', async () => {
    let lookedFor = 0;
    harness.keys.get = () => {
      lookedFor++;
      return undefined;
    };
    await harness.track('a1', 'b2');
    await harness.advance(DAY_S);
    assert.deepEqual([harness.asked.length, problems('a1', 'b2')], [0, ['noKey', 'noKey']]);
    // Not even the keyring is asked again: that may want a password.
    assert.equal(lookedFor, 1);
  });

  it('tests a key that was refused before it was gone and came back', async () => {
    harness.behaviour = failing('unauthorized');
    harness.keys.clear();
    await harness.track('a1');
    harness.keys.set(GOOGLE_ORIGIN, 'key 2');
    await harness.poller.check(idOf('a1'));
    await harness.advance(5 * MINUTE_S);
    assert.deepEqual(harness.secondsAsked(), [0, 300]);
  });

  it('sends no auxiliary requests meanwhile', async () => {
    harness.behaviour = failing('unauthorized');
    await harness.track('a1');
    await harness.advance(6 * MINUTE_S);
    const limiter = harness.limiters.of(idOf('a1'));
    assert.equal(limiter?.auxiliaryAt(harness.clock.elapsed()), Number.POSITIVE_INFINITY);
  });

  it('leaves other endpoints alone', async () => {
    harness.behaviour = (asked) => (asked.key ? failing('unauthorized') : running)(asked);
    const other = { ...idOf('b2'), endpoint: SIMULATOR.id };
    await harness.track('a1');
    harness.store.track(other);
    await harness.advance(16);
    assert.deepEqual(harness.secondsAsked(other), [0, 8, 16]);
  });

  it('ends what it was about when the gateway knows the key again after an outage of its database', async () => {
    // BerriAI/litellm PR #29986: 401 for valid keys while the database is away.
    harness.behaviour = inTurn(running, failing('unauthorized'), succeeded);
    await harness.track('a1');
    await harness.advance(30 * MINUTE_S);
    assert.deepEqual([harness.operation('a1')?.state, harness.asked.length], ['succeeded', 3]);
  });

  it('goes on within a minute where the refusal was a passing fault of the gateway', async () => {
    // The same case where the answer names the database: `unavailable`.
    harness.behaviour = inTurn(running, failing('unavailable'), succeeded);
    await harness.track('a1');
    await harness.advance(MINUTE_S);
    assert.equal(harness.operation('a1')?.state, 'succeeded');
  });

  it('follows an operation through a proxy that knows no route for a while', async () => {
    // traefik/traefik #5332, #4153, #1077: 404 while a container restarts, which is none of the API's.
    const away = failing('unavailable');
    harness.behaviour = inTurn(running, away, away, away, away, away, succeeded);
    await harness.track('a1');
    await harness.advance(30 * MINUTE_S);
    assert.equal(harness.operation('a1')?.state, 'succeeded');
  });

  function problems(...ids: readonly string[]): (ProblemKind | undefined)[] {
    return ids.map((id) => harness.problem(id));
  }
});
