import assert from 'node:assert/strict';
import { newOperation, type Operation } from '../../../../src/operations/operation';
import { OperationAge } from '../../../../src/tracking/polling/operationAge';
import { type FakeClock, fakeClock } from '../../base/fakeClock';
import { at, idOf, TEN_O_CLOCK } from '../../operations/arbitraries';

const MINUTE_MS = 60_000;

describe('the age of an operation', () => {
  let clock: FakeClock;
  beforeEach(() => {
    clock = fakeClock(TEN_O_CLOCK);
  });

  it('counts from its start where that is known, else from when it was tracked', () => {
    assert.equal(now(tracked(-3 * MINUTE_MS, -5 * MINUTE_MS)), 300);
    assert.equal(now(tracked(-3 * MINUTE_MS)), 180);
  });

  it('is 0 for a time in the future, which is a mistake', () => {
    assert.equal(now(tracked(10 * MINUTE_MS)), 0);
    assert.equal(now(tracked(0, 10 * MINUTE_MS)), 0);
  });

  it('follows the elapsed time, whatever the wall clock does', () => {
    const age = new OperationAge(tracked(-3 * MINUTE_MS), clock);
    clock.setWallClock(clock.now() - 100 * MINUTE_MS);
    age.sawRunning(tracked(-3 * MINUTE_MS));
    assert.equal(age.lastRan, 180);
  });

  it('at which it last ran is unknown before the first answer', () => {
    assert.equal(new OperationAge(tracked(-3 * MINUTE_MS), clock).lastRan, undefined);
  });

  it('at which it last ran is known from an earlier session', () => {
    const age = new OperationAge({ ...tracked(-3 * MINUTE_MS), checkedAt: at(-MINUTE_MS) }, clock);
    assert.equal(age.lastRan, 120);
  });

  it('at which it last ran is unknown after a 404', () => {
    const denials = { times: 1, since: at(-MINUTE_MS) };
    const denied = { ...tracked(-3 * MINUTE_MS), checkedAt: at(-MINUTE_MS), denials } as Operation;
    assert.equal(new OperationAge(denied, clock).lastRan, undefined);
  });

  it('at which it last ran is 0 where it was checked before its start', () => {
    const age = new OperationAge({ ...tracked(-3 * MINUTE_MS), checkedAt: at(-9 * MINUTE_MS) }, clock);
    assert.equal(age.lastRan, 0);
  });

  it('counts anew from a start that an answer tells', () => {
    const age = new OperationAge(tracked(-MINUTE_MS), clock);
    assert.equal(age.updateStart(tracked(-MINUTE_MS)), false);
    age.sawRunning(tracked(-MINUTE_MS, -5 * MINUTE_MS));
    assert.equal(age.lastRan, 300);
    assert.equal(age.updateStart(tracked(-MINUTE_MS, -5 * MINUTE_MS)), false);
  });

  it('is uncertain when the clock was set forward, and without that time it is what it was awake', () => {
    const age = new OperationAge(tracked(-MINUTE_MS), clock);
    clock.setWallClock(clock.now() + 100 * MINUTE_MS);
    assert.deepEqual([age.isUncertain, age.awake], [true, 60]);
  });

  it('is certain as long as the clocks agree', () => {
    const age = new OperationAge(tracked(-MINUTE_MS), clock);
    clock.advanceSync(100 * MINUTE_MS);
    assert.deepEqual([age.isUncertain, age.awake], [false, 101 * 60]);
  });

  function now(operation: Operation): number {
    return new OperationAge(operation, clock).at(clock.elapsed());
  }
});

/** Running, tracked and started at so many ms after ten o'clock. */
function tracked(trackedAt: number, startedAt?: number): Operation {
  const operation = newOperation(idOf('a1'), {}, TEN_O_CLOCK + trackedAt);
  return { ...operation, ...(startedAt !== undefined && { startedAt: at(startedAt) }) };
}
