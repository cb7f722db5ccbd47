import assert from 'node:assert/strict';
import fc from 'fast-check';
import { retryDelay } from '../../../../src/tracking/limits/retryDelay';

const EARLIEST = () => 0;
const MIDDLE = () => 0.5;
const LATEST = () => 0.999_999;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the delay of a retry', () => {
  it('doubles from 5 s to 60 s', () => {
    const delays = [1, 2, 3, 4, 5, 6, 1000].map((failures) => retryDelay(failures, EARLIEST, {}));
    assert.deepEqual(delays, [5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
  });

  it('strays by 10 % to the later side alone', () => {
    assert.equal(retryDelay(1, MIDDLE, {}), 5250);
    assert.ok(Math.abs(retryDelay(1, LATEST, {}) - 5500) < 0.01);
    assert.ok(Math.abs(retryDelay(9, LATEST, {}) - 66_000) < 0.1);
  });

  it('waits as long as the server told, however often it failed, yet never less than 5 s', () => {
    assert.equal(retryDelay(1, EARLIEST, { retryAfter: 90_000 }), 90_000);
    assert.equal(retryDelay(9, EARLIEST, { retryAfter: 7000 }), 7000);
    assert.equal(retryDelay(1, EARLIEST, { retryAfter: 1 }), 5000);
  });

  it('waits as if nothing was told when the server told 0', () => {
    assert.equal(retryDelay(3, EARLIEST, { retryAfter: 0 }), 20_000);
  });

  it('never comes back sooner than the server told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(3_600_000), random, (failures, told, chance) => {
        assert.ok(retryDelay(failures, () => chance, { retryAfter: told }) >= told);
      }),
    );
  });
});
