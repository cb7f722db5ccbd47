import assert from 'node:assert/strict';
import { idOf } from '../../operations/arbitraries';
import { failing, hanging, inTurn, PollingHarness, running, succeeded } from '../pollingHarness';

const id = idOf('a1');

describe('checking for the person', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  it('asks at once, before it is due, and resolves with the operation as it is then', async () => {
    world.behaviour = inTurn(running, succeeded);
    await world.track('a1');
    await world.forward(3);
    const checked = await world.poller.check(id);
    assert.deepEqual([checked.state, world.secondsAsked()], ['succeeded', [0, 3]]);
    assert.equal(checked, world.operation('a1'));
  });

  it('counts for the schedule: the next request is as long after it as after any other', async () => {
    await world.track('a1');
    await world.forward(15);
    await world.poller.check(id);
    await world.forward(9);
    assert.deepEqual(world.secondsAsked(), [0, 8, 15, 23]);
  });

  it('asks though checking is off, this once', async () => {
    world.settings = { ...world.settings, checking: false };
    await world.track('a1');
    await world.poller.check(id);
    await world.forward(60);
    assert.deepEqual(world.secondsAsked(), [0]);
  });

  it('asks about an operation that has ended, and leaves it ended', async () => {
    world.behaviour = inTurn(succeeded, running);
    await world.track('a1');
    await world.forward(60);
    const checked = await world.poller.check(id);
    assert.deepEqual([checked.state, world.secondsAsked()], ['succeeded', [0, 60]]);
    assert.equal(checked.checkedAt, new Date(world.hands.now).toISOString());
    await world.forward(600);
    assert.deepEqual([world.asked.length, world.hands.countTimers()], [2, 0]);
  });

  it('joins a request that is under way, and another check', async () => {
    let finish = () => {};
    world.behaviour = () =>
      new Promise((resolve) => {
        finish = () => resolve({ kind: 'running' });
      });
    await world.track('a1');
    const both = [world.poller.check(id), world.poller.check(id)];
    await world.settle();
    finish();
    const [first, second] = await Promise.all(both);
    assert.deepEqual([first === second, world.asked.length], [true, 1]);
  });

  it('resolves with the problem when there is one', async () => {
    world.behaviour = failing('timeout');
    await world.track('a1');
    const checked = await world.poller.check(id);
    assert.deepEqual([checked.state, checked.problem?.kind], ['running', 'timeout']);
  });

  it('resolves with the problem when an error comes that nobody foresaw', async () => {
    world.behaviour = () => {
      throw new TypeError('a slip');
    };
    await world.track('a1');
    assert.equal((await world.poller.check(id)).problem?.kind, 'malformed');
  });

  it('is given up with the reason of its signal, while the request goes on', async () => {
    world.behaviour = hanging;
    await world.track('a1');
    const giveUp = new AbortController();
    const reason = new Error('enough');
    const checking = assert.rejects(world.poller.check(id, giveUp.signal), (error) => error === reason);
    giveUp.abort(reason);
    await checking;
    assert.equal(world.asked[0]?.signal.aborted, false);
  });

  it('asks nothing when it was given up before', async () => {
    world.settings = { ...world.settings, checking: false };
    await world.track('a1');
    const reason = new Error('enough');
    const checking = world.poller.check(id, AbortSignal.abort(reason));
    await assert.rejects(checking, (error) => error === reason);
    await world.settle();
    assert.equal(world.asked.length, 0);
  });

  it('asks nothing about an ended operation when it was given up while it had to wait', async () => {
    world.requestsPerMinute = 1;
    world.behaviour = succeeded;
    await world.track('a1');
    const giveUp = new AbortController();
    const checking = assert.rejects(world.poller.check(id, giveUp.signal));
    giveUp.abort();
    await checking;
    await world.forward(600);
    assert.deepEqual(world.secondsAsked(), [0]);
  });

  it('is refused for what is not tracked', async () => {
    await assert.rejects(world.poller.check(id), { message: `${id.name} is not tracked` });
    await world.track('a1');
    world.store.remove([id]);
    await assert.rejects(world.poller.check(id), { message: `${id.name} is not tracked` });
  });

  it('is refused when the operation is removed meanwhile', async () => {
    world.behaviour = hanging;
    await world.track('a1');
    const checking = assert.rejects(world.poller.check(id), { message: `${id.name} was removed` });
    world.store.remove([id]);
    await checking;
  });

  it('is refused when all has ended', async () => {
    await world.track('a1');
    world.poller.dispose();
    await assert.rejects(world.poller.check(id), /not tracked/);
    assert.equal(world.asked.length, 1);
  });
});

describe('an operation whose endpoint is unknown', () => {
  const own = { ...idOf('a1'), endpoint: 'own' };
  const endpoint = {
    id: 'own',
    label: 'Own',
    kind: 'google',
    url: 'https://own',
    auth: { kind: 'none' },
  } as const;
  let world: PollingHarness;
  beforeEach(async () => {
    world = new PollingHarness();
    world.store.track(own);
    await world.settle();
  });

  it('is offline, and nothing is asked or waited for', async () => {
    const problem = world.store.get(own)?.problem;
    assert.deepEqual([problem?.kind, problem?.message], ['offline', 'No endpoint "own"']);
    await world.forward(60);
    assert.deepEqual([world.asked.length, world.hands.countTimers()], [0, 0]);
  });

  it('is asked about when the endpoint is known', async () => {
    world.endpoints.set('own', endpoint);
    await world.forward(20);
    assert.equal(world.asked.length, 0);
    world.poller.endpointsChanged();
    await world.settle();
    assert.deepEqual([world.secondsAsked(), world.store.get(own)?.problem], [[20], undefined]);
  });

  it('is asked at its new address when the endpoint moves, whatever the old one still answers', async () => {
    world.endpoints.set('own', endpoint);
    world.behaviour = hanging;
    world.poller.endpointsChanged();
    await world.settle();
    world.endpoints.set('own', { ...endpoint, url: 'https://new' });
    world.poller.endpointsChanged();
    await world.settle();
    assert.deepEqual(
      world.asked.map(({ signal }) => signal.aborted),
      [true, false],
    );
  });

  it('says so at once when the endpoint goes, though nothing was due yet', async () => {
    await world.track('b2');
    world.endpoints.delete('google');
    world.poller.endpointsChanged();
    await world.settle();
    assert.equal(world.problem('b2'), 'offline');
  });

  it('can be checked, and is offline still', async () => {
    assert.equal((await world.poller.check(own)).problem?.kind, 'offline');
  });

  it('is offline again when the endpoint goes, and the others are asked about as before', async () => {
    world.endpoints.set('own', endpoint);
    world.poller.endpointsChanged();
    await world.track('b2');
    world.endpoints.delete('own');
    world.poller.endpointsChanged();
    await world.forward(12);
    assert.equal(world.store.get(own)?.problem?.kind, 'offline');
    assert.deepEqual(world.secondsAsked(idOf('b2')), [0, 8]);
  });
});
