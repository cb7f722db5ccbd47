import assert from 'node:assert/strict';
import fc from 'fast-check';
import { estimate, type ObservedEnd } from '../../../../src/tracking/schedule/estimateDurations';
import { FAST, type LogNormal, sample, seeded } from './logNormals';

const PRIOR = { median: 80, logSigma: 0.45 };
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

describe('an estimate of how long jobs take', () => {
  it('is the prior, spread by its logSigma, as long as no end was observed', () => {
    const durations = estimate(PRIOR, []);
    assert.ok(Math.abs(durations.quantile(0.5) - 80) < 0.5);
    assert.ok(durations.quantile(0.1) < 45 && durations.quantile(0.9) > 150);
  });

  for (const factor of [0.5, 1, 2]) {
    it(`learns within 20 ends that jobs take ${factor} times as long as the prior says`, () => {
      const truth = { median: factor * PRIOR.median, sigma: 0.35 };
      const medians = SEEDS.map((seed) => medianOf(estimate(PRIOR, everyEight(samples(truth, 20, seed)))));
      assert.ok(Math.abs(mean(medians) / truth.median - 1) < 0.04, `${mean(medians)}`);
      // As good as the median of 20 samples can be: three of its standard errors.
      for (const median of medians) assert.ok(Math.abs(Math.log(median / truth.median)) < 0.3, `${median}`);
    });
  }

  it('becomes narrower with each end', () => {
    const spread = (count: number) => {
      const durations = estimate(PRIOR, everyEight(samples({ median: 80, sigma: 0.12 }, count, 3)));
      return durations.quantile(0.9) / durations.quantile(0.1);
    };
    assert.ok(spread(5) < 0.8 * spread(0) && spread(40) < 0.8 * spread(5), `${[0, 5, 40].map(spread)}`);
  });

  const grids = {
    'at 70, 200': [0, 70, 200, 1000],
    'at 100 alone': [0, 100, 1000],
    'each minute': [0, 60, 120, 180, 240, 1000],
  };
  for (const [when, grid] of Object.entries(grids)) {
    it(`treats an end as an interval between two polls, when polled ${when}`, () => {
      const prior = { median: 140, logSigma: 0.45 };
      const all = SEEDS.map((seed) => samples(FAST, 40, seed).map((age) => between(grid, age)));
      const at = (place: (end: ObservedEnd) => number) =>
        mean(all.map((ends) => medianOf(estimate(prior, everyEight(ends.map(place))))));
      const median = mean(all.map((ends) => medianOf(estimate(prior, ends))));
      assert.ok(Math.abs(median - 80) < 5, `${median}`);
      // What these observations would make of it if each was taken for a point in time.
      assert.ok(Math.abs(at(({ from, to }) => (from + to) / 2) - 80) > 9);
      assert.ok(Math.abs(at(({ to }) => to) - 80) > 20);
    });
  }

  it('shows two modes after a few dozen ends, though a log-normal has one', () => {
    const random = seeded(7);
    const ages = Array.from({ length: 48 }, (_, i) =>
      sample({ median: i % 2 ? 40 : 160, sigma: 0.1 }, random),
    );
    const durations = estimate(PRIOR, everyEight(ages));
    const ended = (from: number, to: number) => durations.chance(to) - durations.chance(from);
    assert.ok(ended(30, 56) > 0.35 && ended(128, 208) > 0.35);
    // Seventy seconds between them, where the single log-normal that fits best has its middle.
    assert.ok(ended(56, 126) < 0.12, `${ended(56, 126)}`);
  });

  it('hardly follows one outlier', () => {
    for (const seed of SEEDS) {
      const ends = everyEight(samples({ median: 80, sigma: 0.2 }, 20, seed));
      const odd = { origin: 'started', from: 2000, to: 2008, weight: 1 } as const;
      const [without, with_] = [estimate(PRIOR, ends), estimate(PRIOR, [...ends, odd])];
      assert.ok(Math.abs(medianOf(with_) / medianOf(without) - 1) < 0.05);
      assert.ok(with_.quantile(0.9) < 1.3 * without.quantile(0.9));
    }
  });

  it('gives an end of more weight more of the distribution', () => {
    const shift = (weight: number) => medianOf(estimate(PRIOR, [{ ...end(160), weight }])) - 80;
    assert.ok(shift(1) > 2.5 * shift(0.25) && shift(0.25) > 0);
    assert.ok(Math.abs(shift(0)) < 0.5);
  });

  it('assumes a head start where the start of a job is unknown', () => {
    const ends = Array.from({ length: 10 }, () => end(40));
    const started = medianOf(estimate(PRIOR, ends));
    const tracked = medianOf(
      estimate(
        PRIOR,
        ends.map((one) => ({ ...one, origin: 'tracked' as const })),
      ),
    );
    assert.ok(tracked > started + 1, `${tracked} ${started}`);
  });

  it('is as accurate where the starts of the jobs are unknown', () => {
    const truth = { median: 140, sigma: 0.35 };
    const heads = [0, 20, 20, 60, 60, 60, 120, 120, 300];
    const medians = SEEDS.map((seed) => {
      const random = seeded(seed);
      // Such as had ended before they were tracked teach nothing.
      const ages = samples(truth, 400, seed).map((age) => age - (heads[Math.floor(random() * 9)] ?? 0));
      const ends = everyEight(ages.filter((age) => age > 0).slice(0, 48));
      return medianOf(
        estimate(
          { median: 140, logSigma: 0.45 },
          ends.map((end) => ({ ...end, origin: 'tracked' })),
        ),
      );
    });
    assert.ok(Math.abs(mean(medians) / truth.median - 1) < 0.15, `${mean(medians)}`);
  });

  it('is a distribution function whatever was observed', () => {
    const age = fc.double({ min: 0, max: 2_592_000, noNaN: true });
    const anyEnd = fc.record({
      origin: fc.constantFrom('started' as const, 'tracked' as const),
      from: age,
      width: fc.double({ min: 0.1, max: 100_000, noNaN: true }),
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyEnd, { maxLength: 12 }), (ends) => {
        const durations = estimate(
          PRIOR,
          ends.map((one) => ({ ...one, to: one.from + one.width })),
        );
        let before = 0;
        for (let seconds = 1; seconds < 8000; seconds *= 1.5) {
          const chance = durations.chance(seconds);
          assert.ok(chance >= before - 1e-9 && chance <= 1 + 1e-9, `${chance} after ${before}`);
          before = chance;
        }
      }),
      { numRuns: 40 },
    );
  });
});

function samples(distribution: LogNormal, count: number, seed: number): number[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => sample(distribution, random));
}

/** The ends of jobs that were asked about every 8 s. */
function everyEight(ages: readonly number[]): ObservedEnd[] {
  return ages.map(end);
}

function end(age: number): ObservedEnd {
  const from = Math.floor(age / 8) * 8;
  return { origin: 'started', from, to: from + 8, weight: 1 };
}

function between(grid: readonly number[], age: number): ObservedEnd {
  const after = grid.findIndex((asked) => asked > age);
  return { origin: 'started', from: grid[after - 1] ?? 0, to: grid[after] ?? Number.NaN, weight: 1 };
}

function medianOf(durations: { quantile(share: number): number }): number {
  return durations.quantile(0.5);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
