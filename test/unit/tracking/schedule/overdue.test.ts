import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newOperation } from '../../../../src/operations/operation';
import { Forecasts } from '../../../../src/tracking/schedule/forecasts';
import { pauseAfter } from '../../../../src/tracking/schedule/pollSchedule';
import { idOf, TEN_O_CLOCK } from '../../operations/arbitraries';
import { MemoryStorage } from '../list/memoryStorage';
import { PollingHarness } from '../pollingHarness';

const HOUR_S = 3600;

describe('an overdue job', () => {
  it('is one beyond half an hour, where ten times the median is less', () => {
    const lite = { endpoint: 'google', name: 'models/veo-3.1-lite-generate-001/operations/a1' };
    assert.equal(overdueAfter(lite), 1800);
  });

  it('follows what was learned of its kind, and the prior before', () => {
    const operation = newOperation(idOf('a1'), {}, TEN_O_CLOCK);
    const forecasts = newForecasts();
    assert.equal(forecasts.overdueAfter(operation), 1800);
    const kind = { endpoint: 'google', contract: 'gemini', model: operation.model ?? '' };
    for (let i = 0; i < 40; i++) forecasts.learn({ kind, origin: 'started', from: 595, to: 605 });
    const after = newOperation(idOf('b2'), {}, TEN_O_CLOCK);
    harness.clock.advanceSync(10_000);
    const learned = forecasts.overdueAfter(after);
    assert.ok(learned > 5500 && learned < 6500, `${learned}`);
  });

  it('is polled after a sixth of its age: 10 min after an hour, 1 h after six, 4 h after a day', () => {
    const pauses = [HOUR_S, 6 * HOUR_S, 24 * HOUR_S].map((age) => pauseAfter(age, 1800));
    assert.deepEqual(pauses, [600, HOUR_S, 4 * HOUR_S]);
  });

  it('is polled once a day at least, also where its start is told years too early', () => {
    assert.equal(pauseAfter(50 * 365 * 24 * HOUR_S, 1800), 24 * HOUR_S);
  });

  it('has no such pause before it is overdue, at any age', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 1800, max: 1e6, noNaN: true }),
        (age, overdue) => {
          assert.equal(pauseAfter(age, overdue) > 0, age >= overdue);
        },
      ),
    );
  });

  let harness: PollingHarness;
  beforeEach(() => {
    harness = new PollingHarness();
  });

  function newForecasts(): Forecasts {
    return new Forecasts(new MemoryStorage(), harness.clock);
  }

  function overdueAfter(id: { endpoint: string; name: string }): number {
    return newForecasts().overdueAfter(newOperation(id, {}, TEN_O_CLOCK));
  }
});
