import assert from 'node:assert/strict';
import { endsWithin } from '../../../src/base/endsWithin';
import { type FakeClock, fakeClock } from './fakeClock';

describe('a wait with a limit', () => {
  let clock: FakeClock;
  beforeEach(() => {
    clock = fakeClock();
  });

  it('ends with what it is for, as that does, and leaves no timer behind', async () => {
    const work = new Promise((resolve) => clock.setTimeout(() => resolve(undefined), 999));
    const waiting = endsWithin(1000, work, clock);
    await clock.advance(999);
    assert.deepEqual([await waiting, clock.countTimers()], [true, 0]);
    await assert.rejects(endsWithin(1000, Promise.reject(new Error('busy')), clock), /busy/);
    assert.equal(clock.countTimers(), 0);
  });

  it('is given up after its time', async () => {
    const waiting = endsWithin(1000, new Promise(() => {}), clock);
    await clock.advance(1000);
    assert.equal(await waiting, false);
  });
});
