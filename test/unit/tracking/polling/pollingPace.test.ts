import assert from 'node:assert/strict';
import { idOf } from '../../operations/arbitraries';
import { failing, hanging, inTurn, PollingHarness, running } from '../pollingHarness';

describe('polling when the pace changes', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  it('asks no second time about one that is being asked about', async () => {
    world.behaviour = ({ name, ...asked }) =>
      (name === idOf('b2').name ? hanging : running)({ name, ...asked });
    await world.track('a1');
    await world.track('b2');
    changePace();
    await world.forward(60);
    assert.ok(world.secondsAsked(idOf('a1')).length > 15);
    assert.deepEqual(world.secondsAsked(idOf('b2')), [0]);
  });

  it('tries one that failed no sooner', async () => {
    world.behaviour = failing('unavailable');
    await world.track('a1');
    await world.forward(1);
    changePace();
    await world.forward(10);
    assert.deepEqual(world.secondsAsked(), [0, 5.25]);
  });

  it('asks about none that waits for the person, and about the others from when they last ran', async () => {
    world.behaviour = inTurn(running, failing('unauthorized'));
    await world.track('a1', 'b2');
    const before = world.asked.length;
    changePace();
    await world.forward(290);
    assert.equal(world.asked.length, before);
  });

  function changePace(): void {
    world.settings = { ...world.settings, pace: 'eager' };
    world.poller.paceChanged();
  }
});
