import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RequestBudget } from '../../../../src/tracking/limits/requestBudget';

describe('the budget of requests', () => {
  it('lets the allowed ones go at once, and the next a minute after the first', () => {
    const budget = new RequestBudget();
    for (const now of [0, 10, 20]) {
      assert.equal(budget.nextAt(now, 3), now);
      budget.spend(now);
    }
    assert.equal(budget.nextAt(30, 3), 60_000);
    assert.equal(budget.nextAt(60_000, 3), 60_000);
  });

  it('follows a limit that changes', () => {
    const budget = new RequestBudget();
    for (const now of [0, 10, 20]) budget.spend(now);
    assert.equal(budget.nextAt(30, 4), 30);
    assert.equal(budget.nextAt(30, 2), 60_010);
    assert.equal(budget.nextAt(30, 1), 60_020);
  });

  it('forgets requests of a future that the clock took back', () => {
    const budget = new RequestBudget();
    budget.spend(1_000_000);
    assert.equal(budget.nextAt(0, 1), 0);
  });

  it('is kept over every minute, whatever the limit and however often it is asked', () => {
    const given = fc.record({
      limit: fc.integer({ min: 1, max: 30 }),
      pauses: fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 100 }),
    });
    fc.assert(
      fc.property(given, ({ limit, pauses }) => {
        const budget = new RequestBudget();
        const spent: number[] = [];
        let now = 0;
        for (const pause of pauses) {
          now = Math.max(now + pause, budget.nextAt(now + pause, limit));
          budget.spend(now);
          spent.push(now);
        }
        for (const at of spent) {
          assert.ok(spent.filter((other) => other > at - 60_000 && other <= at).length <= limit);
        }
      }),
    );
  });
});
