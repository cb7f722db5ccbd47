import assert from 'node:assert/strict';
import type { Operation } from '../../../../src/operations/operation';
import { Archive } from '../../../../src/tracking/list/archive';
import { at, idOf } from '../../operations/arbitraries';
import { endedAt } from '../list/listWorld';
import { MemoryArchive } from '../list/memoryArchive';
import { failing, inTurn, PollingHarness, running, succeeded } from '../pollingHarness';

describe('an operation that is changed by somebody else', () => {
  let world: PollingHarness;
  beforeEach(() => {
    world = new PollingHarness();
  });

  it('is as old as its start tells, once that is given', async () => {
    world.behaviour = inTurn(running, running, running, succeeded);
    await world.track('a1');
    await world.forward(20);
    world.store.track(idOf('a1'), { startedAt: at(-300_000) });
    await world.forward(60);
    assert.deepEqual(world.learned, [{ from: 316, to: 324 }]);
  });

  it('is asked about no more when it has ended', async () => {
    await world.track('a1');
    await world.forward(10);
    const ended = { ...world.operation('a1'), state: 'filtered', finishedAt: at(10_000) } as Operation;
    world.store.update([ended]);
    await world.forward(600);
    assert.deepEqual(world.secondsAsked(), [0, 8]);
    assert.equal(world.hands.countTimers(), 0);
  });

  it('is asked about no more when the archive has its end from before', async () => {
    world.archive = new Archive(new MemoryArchive());
    await world.archive.write([endedAt(7)]);
    world.restart();
    world.store.track(endedAt(7));
    await world.store.openArchive();
    await world.forward(600);
    assert.equal(world.store.get(endedAt(7))?.state, 'filtered');
    assert.equal(world.asked.length, 1);
    assert.equal(world.hands.countTimers(), 0);
  });

  it('is not put off by the person asking while the server has told us to wait', async () => {
    world.behaviour = inTurn(failing('unavailable', 10_000), running);
    await world.track('a1');
    for (let time = 0; time < 6; time++) {
      await world.forward(1);
      assert.equal((await world.poller.check(idOf('a1'))).problem?.kind, 'unavailable');
    }
    await world.forward(20);
    assert.deepEqual(world.secondsAsked().slice(0, 2), [0, 10.5]);
  });
});
