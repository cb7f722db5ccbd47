import assert from 'node:assert/strict';
import { backoff } from '../../../src/base/backoff';

describe('the backoff', () => {
  it('doubles with each failure up to its cap', () => {
    const waits = [1, 2, 3, 4, 5, 2000].map((attempt) => backoff(attempt, { first: 1000, cap: 6000 }));
    assert.deepEqual(waits, [1000, 2000, 4000, 6000, 6000, 6000]);
  });

  it('is what the server asked for, beyond the cap too, but never shorter than the first wait', () => {
    const told = [10, 1500, 90_000].map((retryAfter) => backoff(3, { first: 1000, cap: 6000, retryAfter }));
    assert.deepEqual(told, [1000, 1500, 90_000]);
  });

  it('grows by itself where the server asked for no time', () => {
    assert.equal(backoff(3, { first: 1000, cap: 6000, retryAfter: 0 }), 4000);
  });
});
