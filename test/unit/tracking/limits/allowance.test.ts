import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Allowance, allowanceOf } from '../../../../src/tracking/limits/allowance';
import { RequestBudget } from '../../../../src/tracking/limits/requestBudget';

const MINUTE = 60_000;
const limit = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3000 }));
const share = fc.double({ min: 0.01, max: 1, noNaN: true });

/** One step of somebody who sends requests: after a pause of so many ms, as soon as there is room. */
interface Step {
  readonly pause: number;
  readonly forPerson: boolean;
}
const pause = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 90_000 }));
const steps: fc.Arbitrary<Step[]> = fc.array(fc.record({ pause, forPerson: fc.boolean() }), {
  maxLength: 120,
  size: 'max',
});

describe('the allowance of a window', () => {
  it('is of 20 a minute: 2 at once, then 14 a minute, and 5 for the person', () => {
    assert.deepEqual(allowanceOf(20, 1), { burst: 2, steady: 14, reserve: 5 });
  });

  it('is of 1 a minute that one', () => {
    assert.deepEqual(allowanceOf(1, 1), { burst: 1, steady: 1, reserve: 0 });
  });

  it('lets at most four go at once, whatever the limit', () => {
    assert.equal(allowanceOf(2880, 1).burst, 4);
    assert.equal(allowanceOf(16, 1).burst, 2);
    assert.equal(allowanceOf(52, 1).burst, 4);
  });

  it('shrinks with the share, to less than one a minute', () => {
    assert.deepEqual(allowanceOf(20, 0.5), { burst: 1, steady: 7.5, reserve: 5 });
    assert.deepEqual(allowanceOf(4, 0.1), { burst: 1, steady: 3 * 0.1, reserve: 1 });
  });

  it('uses what it has: in the long run all but a burst of three quarters', () => {
    fc.assert(
      fc.property(limit, (all) => {
        const { burst, steady } = allowanceOf(all, 1);
        assert.equal(burst + steady - 1, Math.max(Math.floor(all * 0.75), 1));
        assert.ok(burst >= 1 && steady > 0);
      }),
    );
  });

  it('takes in no minute more than three quarters for the background', () => {
    fc.assert(
      fc.property(limit, steps, (all, pauses) => {
        const sent = spend(
          allowanceOf(all, 1),
          pauses.map(({ pause }) => ({ pause, forPerson: false })),
        );
        assert.ok(mostInAMinute(sent) <= Math.max(Math.floor(all * 0.75), 1));
      }),
    );
  });

  it('takes in no minute more than its share of that, but for the last begun request', () => {
    fc.assert(
      fc.property(limit, share, steps, (all, part, pauses) => {
        const sent = spend(
          allowanceOf(all, part),
          pauses.map(({ pause }) => ({ pause, forPerson: false })),
        );
        assert.ok(mostInAMinute(sent) <= Math.ceil(Math.max(Math.floor(all * 0.75), 1) * part));
      }),
    );
  });

  it('takes in no minute more than the limit together with the person', () => {
    fc.assert(
      fc.property(limit, share, steps, (all, part, pauses) => {
        assert.ok(mostInAMinute(spend(allowanceOf(all, part), pauses)) <= all);
      }),
    );
  });

  it('lets the person have all of the limit at once after a rest from it, if nobody else sends', () => {
    const sent = spend(allowanceOf(20, 1), Array(30).fill({ pause: 0, forPerson: true }));
    assert.equal(sent.filter((at) => at === 0).length, 7);
    assert.equal(mostInAMinute(sent), 20);
  });

  it('keeps within a lower limit from when it was lowered', () => {
    fc.assert(
      fc.property(limit, limit, steps, (high, low, pauses) => {
        const budget = new RequestBudget();
        const lowered = allowanceOf(Math.min(high, low), 1);
        const before = spend(allowanceOf(Math.max(high, low), 1), pauses, budget);
        const sent = spend(lowered, pauses, budget, before.at(-1));
        assert.ok(mostInAMinute(sent) <= Math.min(high, low));
      }),
    );
  });
});

function spend(
  allowance: Allowance,
  pauses: readonly Step[],
  budget = new RequestBudget(),
  start = 0,
): number[] {
  let now = start;
  return pauses.map(({ pause, forPerson }) => {
    now = budget.nextAt(now + pause, allowance, forPerson);
    budget.spend(now, allowance);
    return now;
  });
}

/** Times ascend. */
function mostInAMinute(times: readonly number[]): number {
  let [first, most] = [0, 0];
  for (const [last, at] of times.entries()) {
    while ((times[first] ?? at) <= at - MINUTE) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
