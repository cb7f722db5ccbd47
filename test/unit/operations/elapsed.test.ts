import assert from 'node:assert/strict';
import { elapsedOf } from '../../../src/operations/elapsed';
import { newOperation, type Operation } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { at, idOf, TEN_O_CLOCK } from './arbitraries';

describe('how long an operation has run', () => {
  const tracked = newOperation(idOf('a'), {}, TEN_O_CLOCK);
  const started = { ...tracked, startedAt: at(-60_000) };

  it('is the time since its tracking, or since its start where that is known', () => {
    assert.equal(elapsedOf(tracked, TEN_O_CLOCK + 5000), 5000);
    assert.equal(elapsedOf(started, TEN_O_CLOCK + 5000), 65_000);
  });

  it('stands still with the end, when that was seen', () => {
    assert.equal(elapsedOf(endedAfter(80_000, 83_000, tracked), TEN_O_CLOCK + 1e9), 83_000);
    assert.equal(elapsedOf(endedAfter(80_000, 83_000, started), TEN_O_CLOCK + 1e9), 143_000);
  });

  it('follows a start that is told only after the end', () => {
    const ended = { ...endedAfter(80_000, 83_000, tracked), startedAt: at(-1000) };
    assert.equal(elapsedOf(ended, TEN_O_CLOCK), 84_000);
  });

  it('is not known when nobody had asked about it for longer than the schedule ever waits', () => {
    assert.equal(elapsedOf(endedAfter(5000, 605_000, tracked), TEN_O_CLOCK), 605_000);
    assert.equal(elapsedOf(endedAfter(5000, 606_000, tracked), TEN_O_CLOCK), undefined);
  });

  it('is not known when it had ended before it was tracked, however late the answer came', () => {
    const ended = transition(started, { kind: 'filtered', filterReasons: [] }, TEN_O_CLOCK + 30_000);
    assert.equal(elapsedOf(ended, TEN_O_CLOCK), undefined);
  });

  /** Seen running and seen ended so many ms after ten o'clock. */
  function endedAfter(seen: number, end: number, given: Operation): Operation {
    const running = transition(given, { kind: 'running' }, TEN_O_CLOCK + seen);
    return transition(running, { kind: 'filtered', filterReasons: [] }, TEN_O_CLOCK + end);
  }
});
