import assert from 'node:assert/strict';
import fc from 'fast-check';
import { logNormalChance } from '../../../../src/tracking/schedule/logNormal';

/** How right the formula is, by its authors. */
const ERROR = 1.5e-7;

describe('a log-normal duration', () => {
  it('has the known chances at whole standard deviations', () => {
    /** Φ(z), from tables. */
    const known = [
      [-3, 0.0013498980316],
      [-1, 0.1586552539315],
      [0, 0.5],
      [1, 0.8413447460685],
      [1.959963985, 0.975],
      [3, 0.9986501019684],
    ] as const;
    for (const [z, chance] of known) {
      const seconds = 80 * Math.exp(0.35 * z);
      assert.ok(Math.abs(logNormalChance(seconds, 80, 0.35) - chance) <= ERROR, `${z}`);
    }
  });

  it('is as likely below the median by a factor as above it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 50, noNaN: true }), (factor) => {
        const both = logNormalChance(90 / factor, 90, 0.5) + logNormalChance(90 * factor, 90, 0.5);
        assert.ok(Math.abs(both - 1) <= 2 * ERROR);
      }),
    );
  });

  it('has no chance of an end at once or before', () => {
    assert.equal(logNormalChance(0, 80, 0.35), 0);
    assert.equal(logNormalChance(-5, 80, 0.35), 0);
  });

  it('has a chance of 1 in the end', () => {
    assert.ok(logNormalChance(1e9, 80, 1) > 1 - ERROR);
  });
});
