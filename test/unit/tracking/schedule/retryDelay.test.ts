import assert from 'node:assert/strict';
import fc from 'fast-check';
import { retryDelay } from '../../../../src/tracking/schedule/retryDelay';

const EARLIEST = () => 0;
const MIDDLE = () => 0.5;
const LATEST = () => 0.999_999;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the schedule after failures', () => {
  it('doubles from 5 s to 60 s', () => {
    const delays = [1, 2, 3, 4, 5, 6, 1000].map((failures) => retryDelay(failures, undefined, EARLIEST));
    assert.deepEqual(delays, [5000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000]);
  });

  it('strays by 10 % to the later side alone', () => {
    assert.equal(retryDelay(1, undefined, MIDDLE), 5250);
    assert.ok(Math.abs(retryDelay(1, undefined, LATEST) - 5500) < 0.01);
    assert.ok(Math.abs(retryDelay(9, undefined, LATEST) - 66_000) < 0.1);
  });

  it('waits as long as the server told, however often it failed, yet never less than 5 s', () => {
    assert.equal(retryDelay(1, 90_000, EARLIEST), 90_000);
    assert.equal(retryDelay(9, 7000, EARLIEST), 7000);
    assert.equal(retryDelay(1, 1, EARLIEST), 5000);
  });

  it('waits as if nothing was told when the server told 0', () => {
    assert.equal(retryDelay(3, 0, EARLIEST), 20_000);
  });

  it('never comes back sooner than the server told', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.nat(3_600_000), random, (failures, told, chance) => {
        assert.ok(retryDelay(failures, told, () => chance) >= told);
      }),
    );
  });
});
