import assert from 'node:assert/strict';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { runTimeOf } from '../../../src/operations/start';
import { transition } from '../../../src/operations/transition';
import { at, idOf, TEN_O_CLOCK } from './arbitraries';

describe('the run time of an operation', () => {
  const tracked = newOperation(idOf('a'), {}, TEN_O_CLOCK);
  const started = { ...tracked, startedAt: at(-60_000) };

  it('counts from its tracking, or from its start if that is known', () => {
    assert.equal(runTimeOf(tracked, TEN_O_CLOCK + 5000), 5000);
    assert.equal(runTimeOf(started, TEN_O_CLOCK + 5000), 65_000);
  });

  it('ends with the operation if somebody watched the end', () => {
    assert.equal(runTimeOf(endedAfter(80_000, 83_000, tracked), TEN_O_CLOCK + 1e9), 83_000);
    assert.equal(runTimeOf(endedAfter(80_000, 83_000, started), TEN_O_CLOCK + 1e9), 143_000);
  });

  it('takes a start into account that became known only after the end', () => {
    const ended = { ...endedAfter(80_000, 83_000, tracked), startedAt: at(-1000) };
    assert.equal(runTimeOf(ended, TEN_O_CLOCK), 84_000);
  });

  it('is unknown if nobody asked for over ten minutes before the end', () => {
    assert.equal(runTimeOf(endedAfter(5000, 605_000, tracked), TEN_O_CLOCK), 605_000);
    assert.equal(runTimeOf(endedAfter(5000, 606_000, tracked), TEN_O_CLOCK), undefined);
  });

  it('is unknown if it had ended before its tracking, however late the answer came', () => {
    const ended = transition(started, { kind: 'filtered', filterReasons: [] }, TEN_O_CLOCK + 30_000);
    assert.equal(runTimeOf(ended, TEN_O_CLOCK), undefined);
  });

  /** An operation that was seen running and seen ended so many ms after ten o'clock. */
  function endedAfter(seen: number, end: number, given: Operation): Operation {
    const running = transition(given, { kind: 'running' }, TEN_O_CLOCK + seen);
    return transition(running, { kind: 'filtered', filterReasons: [] }, TEN_O_CLOCK + end);
  }
});
