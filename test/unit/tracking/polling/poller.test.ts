import assert from 'node:assert/strict';
import { idOf } from '../../operations/arbitraries';
import { failing, hanging, inTurn, PollingHarness, running, succeeded } from '../pollingHarness';

describe('polling', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  it('asks at once, then by the schedule until the end', async () => {
    world.behaviour = inTurn(running, running, running, succeeded);
    await world.track('a1');
    assert.deepEqual(world.secondsAsked(), [0]);
    await world.forward(60);
    assert.deepEqual(world.secondsAsked(), [0, 8, 16, 24]);
    assert.equal(world.operation('a1')?.state, 'succeeded');
  });

  it('asks nothing before it is started', async () => {
    await world.track('a1');
    world.poller.dispose();
    const poller = world.unstartedPoller();
    await world.forward(60);
    assert.equal(world.asked.length, 1);
    poller.start();
    await world.settle();
    assert.equal(world.asked.length, 2);
    poller.dispose();
  });

  it('keeps to the schedule for minutes', async () => {
    await world.track('a1');
    await world.forward(600);
    assert.deepEqual(
      world.secondsAsked(),
      Array.from({ length: 76 }, (_, i) => 8 * i),
    );
  });

  it('asks more eagerly or gently from the next request on when the settings changed unheard', async () => {
    await world.track('a1');
    world.settings = { ...world.settings, pace: 'gentle' };
    await world.forward(45);
    assert.deepEqual(world.secondsAsked(), [0, 8, 41.333]);
  });

  it('asks more eagerly or gently at once when told that the pace has changed', async () => {
    await world.track('a1');
    await world.forward(4);
    world.settings = { ...world.settings, pace: 'gentle' };
    world.poller.paceChanged();
    await world.forward(36);
    assert.deepEqual(world.secondsAsked(), [0, 33.333]);
    world.settings = { ...world.settings, pace: 'eager' };
    world.poller.paceChanged();
    await world.forward(3.334);
    assert.deepEqual(world.secondsAsked(), [0, 33.333, 40, 43.333]);
  });

  it('sends the key of the origin, and none where none is needed', async () => {
    await world.track('a1');
    world.store.track({ ...idOf('b2'), endpoint: 'simulator' });
    await world.settle();
    assert.deepEqual(
      world.asked.map(({ key }) => key),
      ['key 1', undefined],
    );
  });

  it('has one request under way for each operation, however long it takes', async () => {
    world.behaviour = hanging;
    await world.track('a1');
    await world.forward(600);
    world.poller.reschedule();
    await world.settle();
    assert.equal(world.asked.length, 1);
  });

  it('takes the time of the answer, not of the question, for the next', async () => {
    let finish = () => {};
    world.behaviour = inTurn(
      () =>
        new Promise((resolve) => {
          finish = () => resolve({ kind: 'running' });
        }),
      running,
    );
    await world.track('a1');
    await world.forward(20);
    finish();
    await world.forward(9);
    assert.deepEqual(world.secondsAsked(), [0, 28]);
  });

  it('has no timer when nothing is tracked, and none when all has ended', async () => {
    assert.equal(world.hands.countTimers(), 0);
    world.behaviour = inTurn(running, running, succeeded);
    await world.track('a1', 'b2');
    await world.forward(60);
    assert.deepEqual(
      ['a1', 'b2'].map((id) => world.operation(id)?.state),
      ['succeeded', 'succeeded'],
    );
    assert.equal(world.hands.countTimers(), 0);
  });

  it('has one timer for any number of operations', async () => {
    await world.track(...Array.from({ length: 20 }, (_, i) => `a${i}`));
    await world.forward(5);
    assert.equal(world.hands.countTimers(), 1);
  });

  it('asks about no operation that was tracked as ended', async () => {
    world.behaviour = succeeded;
    await world.track('a1');
    const [ended] = world.store.remove([idOf('a1')]);
    if (ended) world.store.restore([ended]);
    await world.forward(60);
    assert.equal(world.asked.length, 1);
  });

  it('goes on after a restart, at once and with the times there were', async () => {
    await world.track('a1');
    await world.forward(30);
    const before = world.operation('a1');
    world.restart();
    world.asked.length = 0;
    assert.equal(world.operation('a1')?.trackedAt, before?.trackedAt);
    await world.forward(20);
    assert.deepEqual(world.secondsAsked(), [30, 38, 46]);
  });

  it('asks about nothing that ended before a restart', async () => {
    world.behaviour = succeeded;
    await world.track('a1');
    await world.store.flush();
    world.restart();
    await world.forward(60);
    assert.deepEqual([world.operation('a1')?.state, world.asked.length], ['succeeded', 1]);
    assert.equal(world.hands.countTimers(), 0);
  });

  it('gives up a request when its operation is removed, and asks no more', async () => {
    world.behaviour = hanging;
    await world.track('a1');
    world.store.remove([idOf('a1')]);
    assert.equal(world.asked[0]?.signal.aborted, true);
    await world.forward(60);
    assert.deepEqual([world.asked.length, world.store.list(), world.failures], [1, [], []]);
    assert.equal(world.hands.countTimers(), 0);
  });

  it('asks about an operation as if nothing had been when its removal is undone', async () => {
    await world.track('a1');
    const removed = world.store.remove([idOf('a1')]);
    await world.forward(5);
    world.store.restore(removed);
    await world.forward(3);
    assert.deepEqual(world.secondsAsked(), [0, 8]);
  });

  it('asks at once when a removal is undone after the time of the next request', async () => {
    await world.track('a1');
    const removed = world.store.remove([idOf('a1')]);
    await world.forward(20);
    world.store.restore(removed);
    await world.settle();
    assert.deepEqual(world.secondsAsked(), [0, 20]);
  });

  it('asks nothing while checking is off, and what is due when it is on again', async () => {
    world.settings = { ...world.settings, checking: false };
    await world.track('a1');
    await world.forward(60);
    assert.deepEqual([world.asked.length, world.hands.countTimers()], [0, 0]);
    world.settings = { ...world.settings, checking: true };
    world.poller.reschedule();
    await world.settle();
    assert.deepEqual(world.secondsAsked(), [60]);
  });

  it('leaves no timer at its end', async () => {
    await world.track('a1');
    await world.forward(2);
    assert.equal(world.hands.countTimers(), 1);
    world.poller.dispose();
    assert.equal(world.hands.countTimers(), 0);
  });

  it('concerns itself with nothing that is tracked after its end', async () => {
    world.behaviour = failing('unauthorized');
    await world.track('a1');
    world.poller.dispose();
    await world.track('b2');
    assert.equal(world.problem('b2'), undefined);
  });

  it('leaves nothing running at its end', async () => {
    world.behaviour = hanging;
    await world.track('a1', 'b2');
    const waiting = assert.rejects(world.poller.check(idOf('a1')), /has ended/);
    world.poller.dispose();
    await waiting;
    assert.equal(world.asked[0]?.signal.aborted, true);
    await world.forward(60);
    world.store.track(idOf('c3'));
    world.poller.endpointsChanged();
    await world.forward(60);
    assert.deepEqual([world.asked.length, world.hands.countTimers(), world.failures], [1, 0, []]);
  });
});
