import assert from 'node:assert/strict';
import type { ProblemKind } from '../../../../src/operations/operation';
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

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

describe('polling of an endpoint that refused the key or the budget', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  for (const kind of ['unauthorized', 'budgetExceeded'] as const) {
    it(`tests it 5, 15 and 60 min after each refusal, then hourly: 26 requests in a day (${kind})`, async () => {
      world.behaviour = failing(kind);
      await world.track('a1', 'b2', 'c3');
      await world.forward(DAY);
      const minutes = world.secondsAsked().map((second) => second / MINUTE);
      assert.deepEqual(minutes.slice(0, 5), [0, 5, 20, 80, 140]);
      assert.ok(minutes.length <= 26, `${minutes.length}`);
    });
  }

  it('goes on at once with all operations when a test succeeds, without a word of the person', async () => {
    world.behaviour = inTurn(failing('unauthorized'), running);
    await world.track('a1', 'b2', 'c3');
    await world.forward(5 * MINUTE);
    assert.deepEqual(world.secondsAsked(), [0, 300, 300, 300]);
    assert.deepEqual(problems('a1', 'b2', 'c3'), [undefined, undefined, undefined]);
    await world.forward(8);
    assert.equal(world.asked.length, 7);
  });

  it('goes on at once also with an operation that is due much later, but shows the refusal', async () => {
    world.store.track(idOf('a1'), { startedAt: at(-6 * 60 * MINUTE * 1000) });
    await world.settle();
    world.behaviour = inTurn(failing('unauthorized'), running);
    await world.track('b2');
    assert.deepEqual(problems('a1', 'b2'), ['unauthorized', 'unauthorized']);
    await world.forward(5 * MINUTE);
    assert.deepEqual(world.secondsAsked(idOf('a1')), [0, 300]);
    assert.deepEqual(problems('a1', 'b2'), [undefined, undefined]);
  });

  it('sends one test for the whole endpoint, and nothing more while that is under way', async () => {
    world.behaviour = inTurn(failing('unauthorized'), hanging);
    await world.track('a1', 'b2', 'c3');
    await world.forward(30 * MINUTE);
    assert.deepEqual(world.secondsAsked(), [0, 300]);
  });

  it('begins with the shortest pause again after an endpoint had healed', async () => {
    const bad = failing('unauthorized');
    world.behaviour = inTurn(bad, bad, running, bad, running);
    await world.track('a1');
    await world.forward(20 * MINUTE + 8 + 5 * MINUTE);
    assert.deepEqual(world.secondsAsked(), [0, 300, 1200, 1208, 1508]);
    assert.equal(world.problem('a1'), undefined);
  });

  it('begins anew with a new key', async () => {
    world.behaviour = failing('unauthorized');
    await world.track('a1');
    await world.forward(21 * MINUTE);
    world.keys.set(GOOGLE_ORIGIN, 'key 2');
    world.poller.keyChanged(GOOGLE_ORIGIN);
    await world.forward(5 * MINUTE);
    assert.deepEqual(world.secondsAsked(), [0, 300, 1200, 1260, 1560]);
  });

  it('lets the person try at any time, and tests no later for that', async () => {
    world.behaviour = failing('unauthorized');
    await world.track('a1');
    for (const _ of [1, 2, 3, 4]) {
      await world.forward(MINUTE);
      assert.equal((await world.poller.check(idOf('a1'))).problem?.kind, 'unauthorized');
    }
    await world.forward(MINUTE);
    assert.deepEqual(world.secondsAsked(), [0, 60, 120, 180, 240, 300]);
  });

  for (const kind of ['unavailable', 'timeout', 'offline', 'rateLimited', 'notFound', 'rejected'] as const) {
    it(`is no nearer to an answer after a test that fails otherwise (${kind}): the next comes later`, async () => {
      world.behaviour = inTurn(failing('unauthorized'), failing(kind), running);
      await world.track('a1');
      await world.forward(19 * MINUTE);
      assert.deepEqual(world.secondsAsked(), [0, 300]);
      await world.forward(MINUTE);
      assert.deepEqual([world.asked.length, world.problem('a1')], [3, undefined]);
    });
  }

  it('tests with another operation when the first one fails by itself', async () => {
    const bad: Behaviour = (asked) =>
      asked.at < 1000
        ? failing('unauthorized')(asked)
        : asked.name === world.asked[1]?.name
          ? failing('unavailable')(asked)
          : running(asked);
    world.behaviour = bad;
    await world.track('a1', 'b2');
    await world.forward(20 * MINUTE);
    assert.notEqual(world.asked[1]?.name, world.asked[2]?.name);
  });

  it('sends one test, not many, when the computer wakes', async () => {
    world.behaviour = failing('unauthorized');
    await world.track('a1', 'b2', 'c3');
    world.hands.setSystemTime(world.hands.now + 1000 * DAY);
    for (let time = 0; time < 10; time++) {
      await world.forward(MINUTE);
      world.poller.wake();
    }
    assert.equal(world.asked.length, 2);
  });

  it('tests nothing while checking is off, and once when it is on again', async () => {
    world.behaviour = failing('unauthorized');
    await world.track('a1');
    world.settings = { ...world.settings, checking: false };
    world.poller.reschedule();
    await world.forward(DAY);
    assert.equal(world.asked.length, 1);
    world.settings = { ...world.settings, checking: true };
    world.poller.reschedule();
    await world.settle();
    assert.equal(world.asked.length, 2);
  });

  it('sends nothing, ever, without a key', async () => {
    let lookedFor = 0;
    world.keys.get = () => {
      lookedFor++;
      return undefined;
    };
    await world.track('a1', 'b2');
    await world.forward(DAY);
    assert.deepEqual([world.asked.length, problems('a1', 'b2')], [0, ['noKey', 'noKey']]);
    // Not even the keyring is asked again: that may want a password.
    assert.equal(lookedFor, 1);
  });

  it('tests a key that was refused before it was gone and came back', async () => {
    world.behaviour = failing('unauthorized');
    world.keys.clear();
    await world.track('a1');
    world.keys.set(GOOGLE_ORIGIN, 'key 2');
    await world.poller.check(idOf('a1'));
    await world.forward(5 * MINUTE);
    assert.deepEqual(world.secondsAsked(), [0, 300]);
  });

  it('asks for nothing beside the status meanwhile', async () => {
    world.behaviour = failing('unauthorized');
    await world.track('a1');
    await world.forward(6 * MINUTE);
    const limiter = world.limiters.of(idOf('a1'));
    assert.equal(limiter?.auxiliaryAt(world.clock.elapsed()), Number.POSITIVE_INFINITY);
  });

  it('leaves other endpoints alone', async () => {
    world.behaviour = (asked) => (asked.key ? failing('unauthorized') : running)(asked);
    const other = { ...idOf('b2'), endpoint: SIMULATOR.id };
    await world.track('a1');
    world.store.track(other);
    await world.forward(16);
    assert.deepEqual(world.secondsAsked(other), [0, 8, 16]);
  });

  it('ends what it was about when the gateway knows the key again after an outage of its database', async () => {
    // BerriAI/litellm PR #29986: 401 for valid keys while the database is away.
    world.behaviour = inTurn(running, failing('unauthorized'), succeeded);
    await world.track('a1');
    await world.forward(30 * MINUTE);
    assert.deepEqual([world.operation('a1')?.state, world.asked.length], ['succeeded', 3]);
  });

  it('goes on within a minute where the refusal was a passing fault of the gateway', async () => {
    // The same case where the answer names the database: `unavailable`.
    world.behaviour = inTurn(running, failing('unavailable'), succeeded);
    await world.track('a1');
    await world.forward(MINUTE);
    assert.equal(world.operation('a1')?.state, 'succeeded');
  });

  it('follows an operation through a proxy that knows no route for a while', async () => {
    // traefik/traefik #5332, #4153, #1077: 404 while a container restarts, which is none of the API's.
    const away = failing('unavailable');
    world.behaviour = inTurn(running, away, away, away, away, away, succeeded);
    await world.track('a1');
    await world.forward(30 * MINUTE);
    assert.equal(world.operation('a1')?.state, 'succeeded');
  });

  function problems(...ids: readonly string[]): (ProblemKind | undefined)[] {
    return ids.map((id) => world.problem(id));
  }
});
