import assert from 'node:assert/strict';
import type { Operation } from '../../../../src/operations/operation';
import { Archive } from '../../../../src/tracking/list/archive';
import { at, idOf } from '../../operations/arbitraries';
import { endedAt } from '../list/listHarness';
import { MemoryArchive } from '../list/memoryArchive';
import { failing, inTurn, PollingHarness, running, succeeded } from '../pollingHarness';

describe('an operation that is changed by somebody else', () => {
  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  it('counts its age from its start, once that is given', async () => {
    harness.behaviour = inTurn(running, running, running, succeeded);
    await harness.track('a1');
    await harness.advance(20);
    harness.store.track(idOf('a1'), { startedAt: at(-300_000) });
    await harness.advance(60);
    assert.deepEqual(harness.learned, [{ from: 316, to: 324 }]);
  });

  it('is polled no more when it has ended', async () => {
    await harness.track('a1');
    await harness.advance(10);
    const ended = { ...harness.operation('a1'), state: 'filtered', finishedAt: at(10_000) } as Operation;
    harness.store.update([ended]);
    await harness.advance(600);
    assert.deepEqual(harness.secondsAsked(), [0, 8]);
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('is polled no more when the archive has its end', async () => {
    harness.archive = new Archive(new MemoryArchive());
    await harness.archive.write([endedAt(7)]);
    harness.restart();
    harness.store.track(endedAt(7));
    await harness.store.openArchive();
    await harness.advance(600);
    assert.equal(harness.store.get(endedAt(7))?.state, 'filtered');
    assert.equal(harness.asked.length, 1);
    assert.equal(harness.clock.countTimers(), 0);
  });

  it('is polled no later when a person checks it during a Retry-After', async () => {
    harness.behaviour = inTurn(failing('unavailable', 10_000), running);
    await harness.track('a1');
    for (let time = 0; time < 6; time++) {
      await harness.advance(1);
      assert.equal((await harness.poller.check(idOf('a1'))).problem?.kind, 'unavailable');
    }
    await harness.advance(20);
    assert.deepEqual(harness.secondsAsked().slice(0, 2), [0, 10.5]);
  });
});
