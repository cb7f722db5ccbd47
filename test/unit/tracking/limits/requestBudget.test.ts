import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Allowance, allowanceOf } from '../../../../src/tracking/limits/allowance';
import { RequestBudget } from '../../../../src/tracking/limits/requestBudget';

const MINUTE = 60_000;
/** Of a limit of 20: 2 at once, then 14 a minute, and 5 for the person. */
const TWENTY = allowanceOf(20, 1);
const THREE: Allowance = { burst: 2, steady: 3, reserve: 1 };

describe('the budget of requests', () => {
  it('lets a few go at once, and the others evenly', () => {
    assert.deepEqual(sentAt(new RequestBudget(), THREE, 5), [0, 0, 20_000, 40_000, 60_000]);
  });

  it('earns no more than the burst in a rest, however long', () => {
    const budget = new RequestBudget();
    sentAt(budget, THREE, 2);
    assert.deepEqual(sentAt(budget, THREE, 4, 86_400_000), [0, 0, 20_000, 40_000]);
  });

  it('lets the person take the reserve in advance, which the background then waits for', () => {
    const budget = new RequestBudget();
    for (const _ of [1, 2, 3]) {
      assert.equal(budget.nextAt(0, THREE, true), 0);
      budget.spend(0, THREE);
    }
    assert.equal(budget.nextAt(0, THREE, true), 20_000);
    assert.equal(budget.nextAt(0, THREE, false), 40_000);
  });

  it('gives back what was not sent, but never more than the burst', () => {
    const budget = new RequestBudget();
    budget.takeBack();
    sentAt(budget, THREE, 2);
    assert.equal(budget.nextAt(0, THREE, false), 20_000);
    budget.takeBack();
    assert.equal(budget.nextAt(0, THREE, false), 0);
    for (const _ of [1, 2, 3, 4]) budget.takeBack();
    assert.deepEqual(sentAt(budget, THREE, 3), [0, 0, 20_000]);
  });

  it('leaves to the person alone what the server will still take, as far as it is in the reserve', () => {
    const budget = new RequestBudget();
    budget.leave(2, 0, TWENTY);
    for (const _ of [1, 2]) {
      assert.equal(budget.nextAt(0, TWENTY, true), 0);
      budget.spend(0, TWENTY);
    }
    // Five below nothing, which the person may be; the background needs one more than nothing.
    assert.equal(budget.nextAt(0, TWENTY, true), Math.ceil(MINUTE / 14));
    assert.equal(budget.nextAt(0, TWENTY, false), Math.ceil((6 * MINUTE) / 14));
  });

  it('takes a server that will take more for no gain, and one that tells less than nothing for nothing', () => {
    const generous = new RequestBudget();
    generous.leave(1000, 0, TWENTY);
    assert.deepEqual(sentAt(generous, TWENTY, 3).slice(0, 2), [0, 0]);
    assert.ok(generous.nextAt(0, TWENTY, false) > 0);
    const strict = new RequestBudget();
    strict.leave(-50, 0, TWENTY);
    assert.equal(strict.nextAt(0, TWENTY, false), Math.ceil((6 * MINUTE) / 14));
  });

  it('has no room for the background after a refusal until it is earned anew', () => {
    const budget = new RequestBudget();
    budget.empty(0, THREE);
    assert.equal(budget.nextAt(0, THREE, false), 20_000);
    budget.spend(0, THREE);
    budget.empty(0, THREE);
    assert.equal(budget.nextAt(0, THREE, false), 40_000);
  });

  it('follows an allowance that is lowered and one that is raised', () => {
    const budget = new RequestBudget();
    budget.spend(0, TWENTY);
    budget.spend(0, TWENTY);
    assert.equal(budget.nextAt(0, { ...TWENTY, steady: 2 }, false), 30_000);
    assert.equal(budget.nextAt(0, { ...TWENTY, steady: 60 }, false), 1000);
    const rested = new RequestBudget();
    rested.nextAt(0, { burst: 4, steady: 60, reserve: 0 }, false);
    assert.deepEqual(sentAt(rested, { burst: 1, steady: 2, reserve: 0 }, 2), [0, 30_000]);
  });

  it('earns nothing while the clock stands still, nor when it is set back', () => {
    const budget = new RequestBudget();
    sentAt(budget, THREE, 2, 1_000_000);
    for (const _ of [1, 2, 3]) assert.equal(budget.nextAt(1_000_000, THREE, false), 1_020_000);
    assert.equal(budget.nextAt(0, THREE, false), 20_000);
  });

  it('has room at the very time that it told, whatever the allowance', () => {
    const given = fc.record({
      limit: fc.integer({ min: 1, max: 3000 }),
      share: fc.double({ min: 0.01, max: 1, noNaN: true }),
      pauses: fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 30 }),
    });
    fc.assert(
      fc.property(given, ({ limit, share, pauses }) => {
        const [budget, allowance] = [new RequestBudget(), allowanceOf(limit, share)];
        let now = 0;
        for (const pause of pauses) {
          now = budget.nextAt(now + pause, allowance, false);
          assert.ok(budget.nextAt(now, allowance, false) - now <= 1);
          budget.spend(now, allowance);
        }
      }),
    );
  });
});

/** When so many requests of the background are sent one after the other, in ms from `start`. */
function sentAt(budget: RequestBudget, allowance: Allowance, count: number, start = 0): number[] {
  let now = start;
  return Array.from({ length: count }, () => {
    now = budget.nextAt(now, allowance, false);
    budget.spend(now, allowance);
    return now - start;
  });
}
