import assert from 'node:assert/strict';
import { idOf } from '../../operations/arbitraries';
import { failing, hanging, inTurn, PollingHarness, running } from '../pollingHarness';

describe('polling when the pace changes', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  it('sends no second request about one that has a request in flight', async () => {
    harness.behaviour = ({ name, ...asked }) =>
      (name === idOf('b2').name ? hanging : running)({ name, ...asked });
    await harness.track('a1');
    await harness.track('b2');
    changePace();
    await harness.advance(60);
    assert.ok(harness.secondsAsked(idOf('a1')).length > 15);
    assert.deepEqual(harness.secondsAsked(idOf('b2')), [0]);
  });

  it('tries one that failed no earlier', async () => {
    harness.behaviour = failing('unavailable');
    await harness.track('a1');
    await harness.advance(1);
    changePace();
    await harness.advance(10);
    assert.deepEqual(harness.secondsAsked(), [0, 5.25]);
  });

  it('leaves out one that waits for a person, and schedules the others from when they last ran', async () => {
    harness.behaviour = inTurn(running, failing('unauthorized'));
    await harness.track('a1', 'b2');
    const before = harness.asked.length;
    changePace();
    await harness.advance(290);
    assert.equal(harness.asked.length, before);
  });

  function changePace(): void {
    harness.settings = { ...harness.settings, pace: 'eager' };
    harness.poller.paceChanged();
  }
});
