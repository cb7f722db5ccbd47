import assert from 'node:assert/strict';
import { idOf } from '../../operations/arbitraries';
import { failing, hanging, inTurn, PollingHarness, running, SIMULATOR, succeeded } from '../pollingHarness';

describe('polling in spite of faults of one operation', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  for (const kind of ['unavailable', 'timeout', 'malformed', 'forbidden', 'rejected', 'notFound'] as const) {
    it(`${kind}: keeps the state, shows the problem, asks ever later`, async () => {
      harness.behaviour = failing(kind);
      await harness.track('a1');
      assert.deepEqual([harness.operation('a1')?.state, harness.problem('a1')], ['running', kind]);
      await harness.advance(40);
      assert.deepEqual(harness.secondsAsked(), [0, 5.25, 15.75, 36.75]);
    });
  }

  it('asks at least every 63 s, however often it failed', async () => {
    harness.behaviour = failing('unavailable');
    await harness.track('a1');
    await harness.advance(1000);
    const asked = harness.secondsAsked();
    const pauses = asked.slice(1).map((second, i) => second - (asked[i] ?? 0));
    assert.deepEqual(pauses.slice(0, 7), [5.25, 10.5, 21, 42, 63, 63, 63]);
  });

  it('is reported once, also when it is a fault of the whole endpoint', async () => {
    harness.behaviour = failing('offline');
    harness.store.track(idOf('a1'));
    let changes = 0;
    harness.store.onDidChange(() => changes++);
    await harness.settle();
    assert.deepEqual([harness.problem('a1'), changes], ['offline', 1]);
  });

  it('asks about other operations as before', async () => {
    const [a1, b2] = [idOf('a1'), idOf('b2')];
    harness.behaviour = (asked) =>
      asked.name === b2.name ? failing('unavailable')(asked) : { kind: 'running' };
    await harness.track('a1', 'b2');
    await harness.advance(20);
    assert.deepEqual([harness.secondsAsked(a1), harness.problem('a1')], [[0, 8, 16], undefined]);
    assert.deepEqual(harness.secondsAsked(b2), [0, 5.25, 15.75]);
  });

  it('goes back to the schedule, without problem, when the server is well', async () => {
    const bad = failing('unavailable');
    harness.behaviour = inTurn(bad, bad, bad, running, bad, running, succeeded);
    await harness.track('a1');
    await harness.advance(60);
    assert.deepEqual(harness.secondsAsked(), [0, 5.25, 15.75, 36.75, 44.75, 50, 58]);
    assert.deepEqual([harness.operation('a1')?.state, harness.problem('a1')], ['succeeded', undefined]);
  });

  it('takes three answers over a minute that it is not there for missing, and asks no more for ten minutes', async () => {
    harness.behaviour = failing('notFound');
    await harness.track('a1');
    await harness.advance(59);
    assert.equal(harness.operation('a1')?.state, 'running');
    await harness.advance(60);
    assert.equal(harness.operation('a1')?.state, 'missing');
    await harness.advance(550);
    assert.deepEqual(harness.secondsAsked(), [0, 5.25, 15.75, 36.75, 78.75]);
  });

  it('finds a missing operation again when the person asks', async () => {
    const bad = failing('notFound');
    harness.behaviour = inTurn(bad, bad, bad, bad, bad, running);
    await harness.track('a1');
    await harness.advance(100);
    assert.equal(harness.operation('a1')?.state, 'missing');
    assert.equal((await harness.poller.check(idOf('a1'))).state, 'running');
    await harness.advance(10);
    assert.deepEqual(harness.secondsAsked().slice(5), [100, 108]);
  });

  it('reports unexpected errors, and goes on', async () => {
    const slip = new TypeError('a slip');
    const slipping = () => {
      throw slip;
    };
    harness.behaviour = inTurn(slipping, slipping, running);
    await harness.track('a1');
    assert.deepEqual([harness.failures, harness.problem('a1')], [[slip], 'malformed']);
    await harness.advance(16);
    assert.deepEqual(harness.secondsAsked(), [0, 5.25, 15.75]);
    assert.deepEqual([harness.failures.length, harness.problem('a1')], [2, undefined]);
  });

  it('goes on though a listener of the list throws, and reports that', async () => {
    const slip = new TypeError('a slip of a listener');
    await harness.track('a1');
    harness.store.onDidChange(() => {
      throw slip;
    });
    await harness.advance(19);
    assert.deepEqual(harness.secondsAsked(), [0, 8, 16]);
    assert.deepEqual(harness.failures, [slip, slip]);
  });

  it('reports a key that cannot be read, and goes on', async () => {
    harness.keys.get = () => {
      throw new Error('no secrets here');
    };
    await harness.track('a1');
    assert.deepEqual([harness.failures.length, harness.asked.length], [1, 0]);
    harness.keys.get = () => 'key 1';
    await harness.advance(6);
    assert.deepEqual(harness.secondsAsked(), [5.25]);
  });
});

describe('polling in spite of faults of an endpoint', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  for (const kind of ['offline', 'rateLimited', 'timeout'] as const) {
    it(`${kind}: leaves the whole endpoint alone, ever longer, and shows it on all`, async () => {
      harness.behaviour = failing(kind);
      await harness.track('a1', 'b2', 'c3');
      await harness.advance(150);
      assert.deepEqual(harness.secondsAsked(), [0, 5.25, 15.75, 36.75, 78.75, 141.75]);
      assert.deepEqual(
        ['a1', 'b2', 'c3'].map((id) => harness.problem(id)),
        [kind, kind, kind],
      );
    });

    it(`${kind}: asks one first when it is over, then the others`, async () => {
      harness.behaviour = inTurn(failing(kind), failing(kind), running);
      await harness.track('a1', 'b2', 'c3');
      await harness.advance(16);
      assert.deepEqual(harness.secondsAsked(), [0, 5.25, 15.75, 15.75, 15.75]);
      assert.deepEqual(
        ['a1', 'b2', 'c3'].map((id) => harness.problem(id)),
        Array(3).fill(undefined),
      );
    });
  }

  for (const kind of ['rateLimited', 'unavailable'] as const) {
    it(`${kind} with Retry-After: asks nothing of the endpoint before, and one thing after`, async () => {
      harness.behaviour = inTurn(failing(kind, 30_000), running);
      await harness.track('a1', 'b2');
      await harness.advance(31.4);
      assert.deepEqual(harness.secondsAsked(), [0]);
      assert.deepEqual([harness.problem('a1'), harness.problem('b2')], [kind, kind]);
      await harness.advance(0.1);
      assert.deepEqual(harness.secondsAsked(), [0, 31.5, 31.5]);
    });
  }

  it('notFound with Retry-After concerns that operation alone', async () => {
    const [a1, b2] = [idOf('a1'), idOf('b2')];
    harness.behaviour = (asked) =>
      asked.name === a1.name ? failing('notFound', 30_000)(asked) : { kind: 'running' };
    await harness.track('a1', 'b2');
    await harness.advance(32);
    assert.deepEqual(harness.secondsAsked(a1), [0, 31.5]);
    assert.deepEqual(harness.secondsAsked(b2), [0, 8, 16, 24, 32]);
    assert.equal(harness.problem('b2'), undefined);
  });

  it('tells the person at once while the server told to wait, and sends nothing', async () => {
    harness.behaviour = failing('rateLimited', 30_000);
    await harness.track('a1', 'b2');
    await harness.advance(10);
    const checked = await harness.poller.check(idOf('b2'));
    assert.deepEqual([checked.problem?.kind, harness.asked.length], ['rateLimited', 1]);
    await harness.advance(21);
    assert.equal(harness.asked.length, 1);
  });

  it('does not take what it was not asked for another failure', async () => {
    harness.behaviour = inTurn(failing('rateLimited', 30_000), failing('rateLimited'));
    await harness.track('a1');
    for (const _ of [1, 2, 3]) await harness.poller.check(idOf('a1'));
    await harness.advance(45);
    assert.deepEqual(harness.secondsAsked(), [0, 31.5, 42]);
  });

  it('does not show on operations whose own answer is still to come', async () => {
    harness.behaviour = inTurn(running, hanging, hanging, failing('offline'));
    await harness.track('a1', 'b2', 'c3', 'd4', 'e5');
    const hangingNames = harness.asked.slice(1, 3).map(({ name }) => name);
    assert.equal(harness.asked.length, 5);
    for (const { name, problem } of harness.store.list()) {
      assert.equal(problem?.kind, hangingNames.includes(name) ? undefined : 'offline', name);
    }
  });

  it('asks once, not once for each operation, when the person wants to know of all', async () => {
    harness.behaviour = failing('unauthorized');
    await harness.track('a1', 'b2', 'c3');
    const before = harness.asked.length;
    const checked = await Promise.all(['a1', 'b2', 'c3'].map((id) => harness.poller.check(idOf(id))));
    assert.deepEqual(
      checked.map(({ problem }) => problem?.kind),
      Array(3).fill('unauthorized'),
    );
    assert.equal(harness.asked.length - before, 1);
  });

  it('answers who asked about others though a listener of the list throws', async () => {
    harness.behaviour = failing('unauthorized');
    await harness.track('a1', 'b2');
    harness.store.onDidChange(() => {
      throw new TypeError('a slip of a listener');
    });
    const checked = await Promise.all(['a1', 'b2'].map((id) => harness.poller.check(idOf(id))));
    assert.deepEqual(
      checked.map(({ problem }) => problem?.kind),
      ['unauthorized', 'unauthorized'],
    );
    assert.equal(harness.asked.length, 2);
  });

  it('tries at once when the computer wakes while it backs off', async () => {
    harness.behaviour = (asked) => (asked.key ? failing('offline') : running)(asked);
    await harness.track('a1');
    // Due every 8 s; without it nothing would be late.
    harness.store.track({ ...idOf('b2'), endpoint: SIMULATOR.id });
    await harness.advance(145);
    harness.clock.sleep(50_000);
    await harness.settle();
    assert.deepEqual(harness.secondsAsked(idOf('a1')).slice(-2), [141.75, 195]);
  });

  it('tries for a caller while it backs off', async () => {
    harness.behaviour = inTurn(failing('offline'), running);
    await harness.track('a1', 'b2');
    const checked = await harness.poller.check(idOf('b2'));
    assert.deepEqual([checked.problem, harness.now], [undefined, 0]);
    await harness.settle();
    assert.equal(harness.problem('a1'), undefined);
  });
});
