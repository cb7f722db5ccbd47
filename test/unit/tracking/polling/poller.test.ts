import assert from 'node:assert/strict';
import { idOf } from '../../operations/arbitraries';
import { failing, hanging, inTurn, PollingHarness, running, succeeded } from '../pollingHarness';

describe('polling', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  it('sends a request at once, then by the schedule until the end', async () => {
    harness.behaviour = inTurn(running, running, running, succeeded);
    await harness.track('a1');
    assert.deepEqual(harness.secondsAsked(), [0]);
    await harness.advance(60);
    assert.deepEqual(harness.secondsAsked(), [0, 8, 16, 24]);
    assert.equal(harness.operation('a1')?.state, 'succeeded');
  });

  it('sends nothing before it is started', async () => {
    await harness.track('a1');
    harness.poller.dispose();
    const poller = harness.unstartedPoller();
    await harness.advance(60);
    assert.equal(harness.asked.length, 1);
    poller.start();
    await harness.settle();
    assert.equal(harness.asked.length, 2);
    poller.dispose();
  });

  it('keeps to the schedule for minutes', async () => {
    await harness.track('a1');
    await harness.advance(600);
    assert.deepEqual(
      harness.secondsAsked(),
      Array.from({ length: 76 }, (_, i) => 8 * i),
    );
  });

  it('follows changed settings from the next request on, without an event', async () => {
    await harness.track('a1');
    harness.settings = { ...harness.settings, pace: 'gentle' };
    await harness.advance(45);
    assert.deepEqual(harness.secondsAsked(), [0, 8, 41.333]);
  });

  it('follows a changed pace at once, with an event', async () => {
    await harness.track('a1');
    await harness.advance(4);
    harness.settings = { ...harness.settings, pace: 'gentle' };
    harness.poller.paceChanged();
    await harness.advance(36);
    assert.deepEqual(harness.secondsAsked(), [0, 33.333]);
    harness.settings = { ...harness.settings, pace: 'eager' };
    harness.poller.paceChanged();
    await harness.advance(3.334);
    assert.deepEqual(harness.secondsAsked(), [0, 33.333, 40, 43.333]);
  });

  it('sends the key of the origin, and none where none is needed', async () => {
    await harness.track('a1');
    harness.store.track({ ...idOf('b2'), endpoint: 'simulator' });
    await harness.settle();
    assert.deepEqual(
      harness.asked.map(({ key }) => key),
      ['key 1', undefined],
    );
  });

  it('has one request in flight for each operation, however long it takes', async () => {
    harness.behaviour = hanging;
    await harness.track('a1');
    await harness.advance(600);
    harness.poller.reschedule();
    await harness.settle();
    assert.equal(harness.asked.length, 1);
  });

  it('schedules from the time of the answer, not from that of the request', async () => {
    let finish = () => {};
    harness.behaviour = inTurn(
      () =>
        new Promise((resolve) => {
          finish = () => resolve({ kind: 'running' });
        }),
      running,
    );
    await harness.track('a1');
    await harness.advance(20);
    finish();
    await harness.advance(9);
    assert.deepEqual(harness.secondsAsked(), [0, 28]);
  });

  it('has no timer when nothing is tracked, and none when all has ended', async () => {
    assert.equal(harness.clock.countTimers(), 0);
    harness.behaviour = inTurn(running, running, succeeded);
    await harness.track('a1', 'b2');
    await harness.advance(60);
    assert.deepEqual(
      ['a1', 'b2'].map((id) => harness.operation(id)?.state),
      ['succeeded', 'succeeded'],
    );
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('has one timer for any number of operations', async () => {
    await harness.track(...Array.from({ length: 20 }, (_, i) => `a${i}`));
    await harness.advance(5);
    assert.equal(harness.clock.countTimers(), 1);
  });

  it('leaves out operations that were tracked as ended', async () => {
    harness.behaviour = succeeded;
    await harness.track('a1');
    const [ended] = harness.store.remove([idOf('a1')]);
    if (ended) harness.store.restore([ended]);
    await harness.advance(60);
    assert.equal(harness.asked.length, 1);
  });

  it('goes on after a restart, at once and with the former times', async () => {
    await harness.track('a1');
    await harness.advance(30);
    const before = harness.operation('a1');
    harness.restart();
    harness.asked.length = 0;
    assert.equal(harness.operation('a1')?.trackedAt, before?.trackedAt);
    await harness.advance(20);
    assert.deepEqual(harness.secondsAsked(), [30, 38, 46]);
  });

  it('leaves out what ended before a restart', async () => {
    harness.behaviour = succeeded;
    await harness.track('a1');
    await harness.store.flush();
    harness.restart();
    await harness.advance(60);
    assert.deepEqual([harness.operation('a1')?.state, harness.asked.length], ['succeeded', 1]);
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('aborts a request when its operation is removed, and sends no more', async () => {
    harness.behaviour = hanging;
    await harness.track('a1');
    harness.store.remove([idOf('a1')]);
    assert.equal(harness.asked[0]?.signal.aborted, true);
    await harness.advance(60);
    assert.deepEqual([harness.asked.length, harness.store.list(), harness.failures], [1, [], []]);
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('goes on with an operation as before when its removal is undone', async () => {
    await harness.track('a1');
    const removed = harness.store.remove([idOf('a1')]);
    await harness.advance(5);
    harness.store.restore(removed);
    await harness.advance(3);
    assert.deepEqual(harness.secondsAsked(), [0, 8]);
  });

  it('sends a request at once when a removal is undone after the next one was due', async () => {
    await harness.track('a1');
    const removed = harness.store.remove([idOf('a1')]);
    await harness.advance(20);
    harness.store.restore(removed);
    await harness.settle();
    assert.deepEqual(harness.secondsAsked(), [0, 20]);
  });

  it('sends nothing in the background while that is off, and what is due when it is on again', async () => {
    harness.settings = { ...harness.settings, checking: false };
    await harness.track('a1');
    await harness.advance(60);
    assert.deepEqual([harness.asked.length, harness.clock.countTimers()], [0, 0]);
    harness.settings = { ...harness.settings, checking: true };
    harness.poller.reschedule();
    await harness.settle();
    assert.deepEqual(harness.secondsAsked(), [60]);
  });

  it('leaves no timer at its end', async () => {
    await harness.track('a1');
    await harness.advance(2);
    assert.equal(harness.clock.countTimers(), 1);
    harness.poller.dispose();
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('ignores what is tracked after its end', async () => {
    harness.behaviour = failing('unauthorized');
    await harness.track('a1');
    harness.poller.dispose();
    await harness.track('b2');
    assert.equal(harness.problem('b2'), undefined);
  });

  it('leaves nothing running at its end', async () => {
    harness.behaviour = hanging;
    await harness.track('a1', 'b2');
    const waiting = assert.rejects(harness.poller.check(idOf('a1')), /has ended/);
    harness.poller.dispose();
    await waiting;
    assert.equal(harness.asked[0]?.signal.aborted, true);
    await harness.advance(60);
    harness.store.track(idOf('c3'));
    harness.poller.endpointsChanged();
    await harness.advance(60);
    assert.deepEqual([harness.asked.length, harness.clock.countTimers(), harness.failures], [1, 0, []]);
  });
});
