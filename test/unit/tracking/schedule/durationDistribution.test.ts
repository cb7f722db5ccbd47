import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DurationDistribution } from '../../../../src/tracking/schedule/durationDistribution';
import { logNormalChance } from '../../../../src/tracking/schedule/logNormal';
import { anyLogNormal, durationsOf, expectedLatenessOf, FAST } from './logNormals';

const age = fc.double({ min: 0, max: 10_000, noNaN: true });
/** Standard deviations from the median. */
const z = fc.double({ min: -3, max: 2, noNaN: true });
const span = fc.double({ min: 0, max: 300, noNaN: true });

describe('a duration distribution', () => {
  it('is close to the function that it was made of', () => {
    fc.assert(
      fc.property(anyLogNormal, fc.double({ min: 0, max: 7000, noNaN: true }), (distribution, seconds) => {
        const { median, sigma } = distribution;
        const error = durationsOf(distribution).chance(seconds) - logNormalChance(seconds, median, sigma);
        assert.ok(Math.abs(error) < 0.002, `${error}`);
      }),
    );
  });

  it('has an area that is the integral of the chance', () => {
    fc.assert(
      fc.property(anyLogNormal, age, span, (distribution, from, length) => {
        const durations = durationsOf(distribution);
        const steps = 4000;
        let sum = 0;
        for (let i = 0; i < steps; i++) sum += durations.chance(from + ((i + 0.5) * length) / steps);
        const area = durations.area(from + length) - durations.area(from);
        assert.ok(Math.abs(area - (sum * length) / steps) < 1e-3 + 1e-4 * length);
      }),
    );
  });

  it('gives the expected lateness of a job that still ran', () => {
    fc.assert(
      fc.property(anyLogNormal, z, span, (distribution, deviations, length) => {
        const since = distribution.median * Math.exp(deviations * distribution.sigma);
        const waiting = durationsOf(distribution).expectedLateness(since, since + length);
        const exact = expectedLatenessOf(distribution, since, since + length);
        assert.ok(Math.abs(waiting - exact) <= 0.03 * exact + 0.03, `${waiting} ${exact}`);
      }),
    );
  });

  it('gives an expected lateness that never shrinks and grows by at most a second a second', () => {
    fc.assert(
      fc.property(anyLogNormal, age, span, span, (distribution, since, early, more) => {
        const durations = durationsOf(distribution);
        const at = since + early;
        const growth = durations.expectedLateness(since, at + more) - durations.expectedLateness(since, at);
        assert.ok(growth >= -1e-9 && growth <= more + 1e-9, `${growth} in ${more}`);
      }),
    );
  });

  it('gives an expected lateness that grows evenly where one job in a billion still runs', () => {
    const durations = durationsOf({ median: 27.4, sigma: 0.6 });
    const since = 999;
    for (let past = 0; past < 2; past += 0.01) {
      const waiting = (span: number) => durations.expectedLateness(since, since + past + span);
      const growth = waiting(0.01) - waiting(0);
      assert.ok(growth >= 0 && growth <= 0.001, `${growth} at ${past}`);
    }
  });

  it('gives no expected lateness before the job last ran', () => {
    for (const since of [50, 5000]) {
      assert.equal(durationsOf(FAST).expectedLateness(since, since), 0);
      assert.equal(durationsOf(FAST).expectedLateness(since, since - 30), 0);
    }
    const all = new DurationDistribution((seconds) => (seconds >= 100 ? 1 : 0));
    assert.ok(Math.abs(all.expectedLateness(50, 300) - 200) < 3);
  });

  it('assumes that a job beyond the table runs two hours more on average', () => {
    const endless = new DurationDistribution(() => 0);
    for (const durations of [durationsOf(FAST), endless]) {
      const waiting = (span: number) => durations.expectedLateness(10_000, 10_000 + span);
      assert.ok(Math.abs(waiting(60) - 0.25) < 0.001, `${waiting(60)}`);
      assert.ok(Math.abs(waiting(1200) - 95) < 1, `${waiting(1200)}`);
      assert.ok(Math.abs(waiting(1e6) - (1e6 - 7200)) < 1e-6);
    }
    assert.equal(endless.expectedLateness(100, 1000), 0);
  });

  it('has quantiles that are the inverse of the chance', () => {
    fc.assert(
      fc.property(anyLogNormal, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (distribution, share) => {
        const durations = durationsOf(distribution);
        const reached = durations.chance(10_000);
        assert.ok(Math.abs(durations.chance(durations.quantile(share)) - share * reached) < 1e-9);
      }),
    );
    assert.ok(Math.abs(durationsOf(FAST).quantile(0.5) - 80) < 0.1);
  });

  it('has a quantile even where nothing ever ends, and where all ends at once', () => {
    assert.equal(new DurationDistribution(() => 0).quantile(0.5), 0);
    assert.ok(new DurationDistribution((seconds) => (seconds > 0 ? 1 : 0)).quantile(0.5) <= 1);
  });

  it('is zero before the start', () => {
    const durations = durationsOf(FAST);
    assert.deepEqual([durations.chance(-1), durations.area(-1), durations.chance(0)], [0, 0, 0]);
  });

  it('stays constant beyond two hours, where the area grows with it', () => {
    const durations = durationsOf({ median: 7000, sigma: 0.5 });
    const last = durations.chance(9000);
    assert.ok(last > 0.5 && last < 0.6);
    assert.equal(durations.chance(1e6), last);
    assert.ok(Math.abs(durations.area(10_000) - durations.area(9000) - 1000 * last) < 1e-6);
  });
});
