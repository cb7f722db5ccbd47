import assert from 'node:assert/strict';
import { idOf } from '../../operations/arbitraries';
import { failing, hanging, inTurn, PollingHarness, running, succeeded } from '../pollingHarness';

describe('polling in spite of faults of one operation', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  for (const kind of ['unavailable', 'timeout', 'malformed', 'forbidden', 'rejected', 'notFound'] as const) {
    it(`${kind}: keeps the state, shows the problem, asks ever later`, async () => {
      world.behaviour = failing(kind);
      await world.track('a1');
      assert.deepEqual([world.operation('a1')?.state, world.problem('a1')], ['running', kind]);
      await world.forward(40);
      assert.deepEqual(world.secondsAsked(), [0, 5.25, 15.75, 36.75]);
    });
  }

  it('asks at least every 63 s, however often it failed', async () => {
    world.behaviour = failing('unavailable');
    await world.track('a1');
    await world.forward(1000);
    const asked = world.secondsAsked();
    const pauses = asked.slice(1).map((second, i) => second - (asked[i] ?? 0));
    assert.deepEqual(pauses.slice(0, 7), [5.25, 10.5, 21, 42, 63, 63, 63]);
  });

  it('asks about other operations as before', async () => {
    const [a1, b2] = [idOf('a1'), idOf('b2')];
    world.behaviour = (asked) =>
      asked.name === b2.name ? failing('unavailable')(asked) : { kind: 'running' };
    await world.track('a1', 'b2');
    await world.forward(20);
    assert.deepEqual([world.secondsAsked(a1), world.problem('a1')], [[0, 8, 16], undefined]);
    assert.deepEqual(world.secondsAsked(b2), [0, 5.25, 15.75]);
  });

  it('goes back to the schedule, without problem, when the server is well', async () => {
    const bad = failing('unavailable');
    world.behaviour = inTurn(bad, bad, bad, running, bad, running, succeeded);
    await world.track('a1');
    await world.forward(60);
    assert.deepEqual(world.secondsAsked(), [0, 5.25, 15.75, 36.75, 44.75, 50, 58]);
    assert.deepEqual([world.operation('a1')?.state, world.problem('a1')], ['succeeded', undefined]);
  });

  it('takes three answers over a minute that it is not there for missing, and asks no more for ten minutes', async () => {
    world.behaviour = failing('notFound');
    await world.track('a1');
    await world.forward(59);
    assert.equal(world.operation('a1')?.state, 'running');
    await world.forward(60);
    assert.equal(world.operation('a1')?.state, 'missing');
    await world.forward(550);
    assert.deepEqual(world.secondsAsked(), [0, 5.25, 15.75, 36.75, 78.75]);
  });

  it('finds a missing operation again when the person asks', async () => {
    const bad = failing('notFound');
    world.behaviour = inTurn(bad, bad, bad, bad, bad, running);
    await world.track('a1');
    await world.forward(100);
    assert.equal(world.operation('a1')?.state, 'missing');
    assert.equal((await world.poller.check(idOf('a1'))).state, 'running');
    await world.forward(10);
    assert.deepEqual(world.secondsAsked().slice(5), [100, 108]);
  });

  it('tells of errors that nobody foresaw, and goes on', async () => {
    const slip = new TypeError('a slip');
    const slipping = () => {
      throw slip;
    };
    world.behaviour = inTurn(slipping, slipping, running);
    await world.track('a1');
    assert.deepEqual([world.failures, world.problem('a1')], [[slip], 'malformed']);
    await world.forward(16);
    assert.deepEqual(world.secondsAsked(), [0, 5.25, 15.75]);
    assert.deepEqual([world.failures.length, world.problem('a1')], [2, undefined]);
  });

  it('goes on though a listener of the list throws, and tells of it', async () => {
    const slip = new TypeError('a slip of a listener');
    await world.track('a1');
    world.store.onDidChange(() => {
      throw slip;
    });
    await world.forward(19);
    assert.deepEqual(world.secondsAsked(), [0, 8, 16]);
    assert.deepEqual(world.failures, [slip, slip]);
  });

  it('tells of a key that cannot be had, and goes on', async () => {
    world.keys.get = () => {
      throw new Error('no secrets here');
    };
    await world.track('a1');
    assert.deepEqual([world.failures.length, world.asked.length], [1, 0]);
    world.keys.get = () => 'key 1';
    await world.forward(6);
    assert.deepEqual(world.secondsAsked(), [5.25]);
  });
});

describe('polling in spite of faults of an endpoint', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  for (const kind of ['offline', 'rateLimited', 'timeout'] as const) {
    it(`${kind}: leaves the whole endpoint alone, ever longer, and shows it on all`, async () => {
      world.behaviour = failing(kind);
      await world.track('a1', 'b2', 'c3');
      await world.forward(150);
      assert.deepEqual(world.secondsAsked(), [0, 5.25, 15.75, 36.75, 78.75, 141.75]);
      assert.deepEqual(
        ['a1', 'b2', 'c3'].map((id) => world.problem(id)),
        [kind, kind, kind],
      );
    });

    it(`${kind}: asks one first when it is over, then the others`, async () => {
      world.behaviour = inTurn(failing(kind), failing(kind), running);
      await world.track('a1', 'b2', 'c3');
      await world.forward(16);
      assert.deepEqual(world.secondsAsked(), [0, 5.25, 15.75, 15.75, 15.75]);
      assert.deepEqual(
        ['a1', 'b2', 'c3'].map((id) => world.problem(id)),
        Array(3).fill(undefined),
      );
    });
  }

  for (const kind of ['rateLimited', 'unavailable'] as const) {
    it(`${kind} with Retry-After: asks nothing of the endpoint before, and one thing after`, async () => {
      world.behaviour = inTurn(failing(kind, 30_000), running);
      await world.track('a1', 'b2');
      await world.forward(31.4);
      assert.deepEqual(world.secondsAsked(), [0]);
      assert.deepEqual([world.problem('a1'), world.problem('b2')], [kind, kind]);
      await world.forward(0.1);
      assert.deepEqual(world.secondsAsked(), [0, 31.5, 31.5]);
    });
  }

  it('notFound with Retry-After concerns that operation alone', async () => {
    const [a1, b2] = [idOf('a1'), idOf('b2')];
    world.behaviour = (asked) =>
      asked.name === a1.name ? failing('notFound', 30_000)(asked) : { kind: 'running' };
    await world.track('a1', 'b2');
    await world.forward(32);
    assert.deepEqual(world.secondsAsked(a1), [0, 31.5]);
    assert.deepEqual(world.secondsAsked(b2), [0, 8, 16, 24, 32]);
    assert.equal(world.problem('b2'), undefined);
  });

  it('tells the person at once while the server told to wait, and sends nothing', async () => {
    world.behaviour = failing('rateLimited', 30_000);
    await world.track('a1', 'b2');
    await world.forward(10);
    const checked = await world.poller.check(idOf('b2'));
    assert.deepEqual([checked.problem?.kind, world.asked.length], ['rateLimited', 1]);
    await world.forward(21);
    assert.equal(world.asked.length, 1);
  });

  it('does not take what it was not asked for another failure', async () => {
    world.behaviour = inTurn(failing('rateLimited', 30_000), failing('rateLimited'));
    await world.track('a1');
    for (const _ of [1, 2, 3]) await world.poller.check(idOf('a1'));
    await world.forward(45);
    assert.deepEqual(world.secondsAsked(), [0, 31.5, 42]);
  });

  it('does not show on operations whose own answer is still to come', async () => {
    world.behaviour = inTurn(running, hanging, hanging, failing('offline'));
    await world.track('a1', 'b2', 'c3', 'd4', 'e5');
    const hangingNames = world.asked.slice(1, 3).map(({ name }) => name);
    assert.equal(world.asked.length, 5);
    for (const { name, problem } of world.store.list()) {
      assert.equal(problem?.kind, hangingNames.includes(name) ? undefined : 'offline', name);
    }
  });

  it('asks once, not once for each operation, when the person wants to know of all', async () => {
    world.behaviour = failing('unauthorized');
    await world.track('a1', 'b2', 'c3');
    const before = world.asked.length;
    const checked = await Promise.all(['a1', 'b2', 'c3'].map((id) => world.poller.check(idOf(id))));
    assert.deepEqual(
      checked.map(({ problem }) => problem?.kind),
      Array(3).fill('unauthorized'),
    );
    assert.equal(world.asked.length - before, 1);
  });

  it('tries for the person while it rests', async () => {
    world.behaviour = inTurn(failing('offline'), running);
    await world.track('a1', 'b2');
    const checked = await world.poller.check(idOf('b2'));
    assert.deepEqual([checked.problem, world.now], [undefined, 0]);
    await world.settle();
    assert.equal(world.problem('a1'), undefined);
  });
});
