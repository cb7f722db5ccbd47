import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AgeEstimate, ObservedEnd } from '../../../../src/tracking/schedule/ageEstimate';
import type { DurationDistribution } from '../../../../src/tracking/schedule/durationDistribution';
import { estimate } from '../../../../src/tracking/schedule/estimateDurations';
import type { Prior } from '../../../../src/tracking/schedule/jobKind';
import { durationsOf, FAST, type LogNormal, sample, seeded } from './logNormals';

const PRIOR = { median: 80, logSigma: 0.45 };
const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1);

describe('an estimate of how long jobs take', () => {
  it('is the prior, spread by its logSigma, as long as no end was observed', () => {
    const durations = agesFrom(PRIOR, []);
    assert.ok(Math.abs(durations.quantile(0.5) - 80) < 0.5);
    assert.ok(durations.quantile(0.1) < 45 && durations.quantile(0.9) > 150);
  });

  for (const factor of [0.5, 1, 2]) {
    it(`learns within 20 ends that jobs take ${factor} times as long as the prior says`, () => {
      const truth = { median: factor * PRIOR.median, sigma: 0.35 };
      const medians = SEEDS.map((seed) => medianOf(agesFrom(PRIOR, everyEight(samples(truth, 20, seed)))));
      assert.ok(Math.abs(mean(medians) / truth.median - 1) < 0.04, `${mean(medians)}`);
      // As good as the median of 20 samples can be: three of its standard errors.
      for (const median of medians) assert.ok(Math.abs(Math.log(median / truth.median)) < 0.3, `${median}`);
    });
  }

  it('becomes narrower with each end', () => {
    const spread = (count: number) => {
      const durations = agesFrom(PRIOR, everyEight(samples({ median: 80, sigma: 0.12 }, count, 3)));
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
      const all = SEEDS.map((seed) => samples(FAST, 40, seed).map((age, i) => between(grid, age, i)));
      const at = (place: (end: ObservedEnd) => number) =>
        mean(all.map((ends) => medianOf(agesFrom(prior, everyEight(ends.map(place))))));
      const median = mean(all.map((ends) => medianOf(agesFrom(prior, ends))));
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
    const durations = agesFrom(PRIOR, everyEight(ages));
    const ended = (from: number, to: number) => durations.chance(to) - durations.chance(from);
    assert.ok(ended(30, 56) > 0.35 && ended(128, 208) > 0.35);
    // Seventy seconds between them, where the single log-normal that fits best has its middle.
    assert.ok(ended(56, 126) < 0.12, `${ended(56, 126)}`);
  });

  it('hardly follows one outlier', () => {
    for (const seed of SEEDS) {
      const ends = everyEight(samples({ median: 80, sigma: 0.2 }, 20, seed));
      const odd = { from: 2000, to: 2008, weight: 1, at: 60 * 20 };
      const [without, with_] = [agesFrom(PRIOR, ends), agesFrom(PRIOR, [...ends, odd])];
      assert.ok(Math.abs(medianOf(with_) / medianOf(without) - 1) < 0.05);
      assert.ok(with_.quantile(0.9) < 1.3 * without.quantile(0.9));
    }
  });

  it('gives an end of more weight more of the distribution', () => {
    const shift = (weight: number) => medianOf(agesFrom(PRIOR, [{ ...end(160), weight }])) - 80;
    assert.ok(shift(1) > 2.5 * shift(0.25) && shift(0.25) > 0);
    assert.ok(Math.abs(shift(0)) < 0.5);
  });

  it('follows a sudden change within a dozen ends', () => {
    const before = samples({ median: 160, sigma: 0.35 }, 40, 5);
    const after = samples({ median: 45, sigma: 0.35 }, 12, 6);
    const median = medianOf(agesFrom(PRIOR, everyEight([...before, ...after])));
    assert.ok(median < 70, `${median}`);
  });

  it('follows a drift of 2 % a job closer than the mean of all does', () => {
    const now = 40 * 1.02 ** 60;
    const medians = SEEDS.map((seed) => {
      const ages = samples({ median: 40, sigma: 0.1 }, 60, seed).map((age, job) => age * 1.02 ** job);
      return medianOf(agesFrom(PRIOR, everyEight(ages)));
    });
    // Without the assumptions that drift, whose belief only returns to the prior, it is 0.89.
    assert.ok(mean(medians) > 0.92 * now, `${mean(medians) / now}`);
  });

  it('takes no trend from a batch that began at once and ended one by one', () => {
    const batch = Array.from({ length: 40 }, (_, i) => ({ ...end(20 + 10 * i), at: 1000 }));
    const reversed = batch.toReversed();
    const medians = [batch, reversed].map((ends) => medianOf(agesFrom(PRIOR, ends)));
    const [first = 0, second = 0] = medians;
    assert.ok(Math.abs(first / second - 1) < 0.05 && first > 150 && first < 300, `${medians}`);
  });

  it('takes it from the jobs that still run that all take longer', () => {
    const ends = everyEight(samples({ median: 60, sigma: 0.3 }, 20, 8));
    const running = Array.from({ length: 10 }, () => ({ from: 150, to: Infinity, weight: 1, at: 60 * 21 }));
    const [without, with_] = [ends, [...ends, ...running]].map((all) => agesFrom(PRIOR, all)) as [
      DurationDistribution,
      DurationDistribution,
    ];
    assert.ok(with_.chance(150) < 0.5 && without.chance(150) > 0.9, `${with_.chance(150)}`);
  });

  it('learns from jobs that were first seen late what is left of them, not that all are so long', () => {
    const random = seeded(14);
    const seen = samples({ median: 60, sigma: 0.4 }, 600, 13).flatMap((age, i) => {
      const since = 90 * random();
      return age > since + 1
        ? [{ ...end(age), from: Math.max(end(age).from, since), since, at: 60 * i }]
        : [];
    });
    const ends = seen.slice(0, 60);
    const aware = medianOf(agesFrom(PRIOR, ends));
    const unaware = medianOf(
      agesFrom(
        PRIOR,
        ends.map(({ since: _, ...one }) => one),
      ),
    );
    assert.ok(Math.abs(aware / 60 - 1) < 0.12 && unaware > 67, `${aware} ${unaware}`);
  });

  it('goes by when jobs began, in whatever order their ends come', () => {
    const ages = samples({ median: 40, sigma: 0.1 }, 60, 1).map((age, job) => age * 1.02 ** job);
    const ends = everyEight(ages);
    assert.equal(medianOf(agesFrom(PRIOR, ends.toReversed())), medianOf(agesFrom(PRIOR, ends)));
  });

  it('believes less of what it has learned once time has gone on', () => {
    const ends = everyEight(samples({ median: 40, sigma: 0.1 }, 20, 1));
    const [soon, later] = [60 * 19, 60 * 60].map((now) => estimate(PRIOR, ends, { now }).ages.chance(60)) as [
      number,
      number,
    ];
    assert.ok(later < soon - 0.0005, `${soon} ${later}`);
  });

  it('expects all jobs to end, the outliers, too', () => {
    const ages = agesFrom(PRIOR, everyEight(samples({ median: 40, sigma: 0.1 }, 20, 1)));
    assert.ok(ages.chance(7000) > 0.999, `${ages.chance(7000)}`);
  });

  it('knows the mean of late where nothing else is known', () => {
    const ages = [...Array(60).fill(300), ...Array(20).fill(20)];
    const { clock } = estimate(PRIOR, everyEight(ages), { now: 60 * 80 });
    assert.ok(clock.chance(40) > 0.6, `${clock.chance(40)}`);
  });

  it('takes nothing from jobs that ran when they were first seen, and of which no more is known', () => {
    const ends = [40, 55, 70, 90, 120, 60].map((age) => ({ ...end(age), at: 1000 }));
    const seen = Array.from({ length: 40 }, () => ({
      from: 30,
      to: Infinity,
      since: 30,
      weight: 1,
      at: 1000,
    }));
    const [without, with_] = [ends, [...ends, ...seen]].map((all) => estimate(PRIOR, all, { now: 1000 })) as [
      AgeEstimate,
      AgeEstimate,
    ];
    assert.ok(Math.abs(with_.clockShare / without.clockShare - 1) < 0.01, `${with_.clockShare}`);
    for (const share of [0.1, 0.5, 0.9]) {
      const [before, after] = [without, with_].map(({ learned }) => learned.quantile(share)) as [
        number,
        number,
      ];
      assert.ok(Math.abs(after / before - 1) < 0.001, `${before} ${after}`);
    }
  });

  it('believes another explanation by how well it predicted the ends', () => {
    const right = durationsOf({ median: 30, sigma: 0.1 });
    const ends = everySecond(samples({ median: 30, sigma: 0.1 }, 4, 9));
    const spreadWith = (explanations: readonly ((age: number) => number)[]) => {
      const { ages } = estimate({ median: 80, logSigma: 0.8 }, ends, { explanations, now: 1000 });
      return ages.quantile(0.9) / ages.quantile(0.1);
    };
    const wrong = durationsOf({ median: 300, sigma: 0.1 });
    const [none, good, bad] = [
      spreadWith([]),
      spreadWith([(age) => right.chance(age)]),
      spreadWith([(age) => wrong.chance(age)]),
    ];
    assert.ok(good < 0.95 * none, `${good} ${none}`);
    assert.ok(Math.abs(bad / none - 1) < 0.1, `${bad} ${none}`);
  });

  it('says that nothing is known but the mean where ends are as likely at any age, and else not', () => {
    const random = seeded(11);
    const even = Array.from({ length: 60 }, () => -60 * Math.log(1 - random()) + 0.5);
    const [clock, known] = [even, samples({ median: 60, sigma: 0.3 }, 60, 12)].map(
      (ages) => estimate(PRIOR, everySecond(ages), { now: 10_000 }).clockShare,
    ) as [number, number];
    assert.ok(clock > 0.3 && known < 0.001, `${clock} ${known}`);
  });

  it('is a distribution function whatever was observed', () => {
    const age = fc.double({ min: 0, max: 2_592_000, noNaN: true });
    const anyEnd = fc.record({
      at: fc.double({ min: 0, max: 4e9, noNaN: true }),
      runs: fc.boolean(),
      from: age,
      width: fc.double({ min: 0.1, max: 100_000, noNaN: true }),
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(anyEnd, { maxLength: 12 }), (ends) => {
        const durations = agesFrom(
          PRIOR,
          ends.map((one) => ({ ...one, to: one.runs ? Infinity : one.from + one.width })),
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

/** What is expected of the ages of jobs that begin a minute after the last one. */
function agesFrom(prior: Prior, observed: readonly ObservedEnd[]): DurationDistribution {
  const now = Math.max(0, ...observed.map(({ at }) => at)) + 60;
  return estimate(prior, observed, { now }).ages;
}

/** The ends of jobs that began one after another and were asked about every 8 s. */
function everyEight(ages: readonly number[]): ObservedEnd[] {
  return ages.map((age, i) => ({ ...end(age), at: 60 * i }));
}

function everySecond(ages: readonly number[]): ObservedEnd[] {
  return ages.map((age, i) => ({ from: Math.floor(age), to: Math.floor(age) + 1, weight: 1, at: 60 * i }));
}

function end(age: number): ObservedEnd {
  const from = Math.floor(age / 8) * 8;
  return { from, to: from + 8, weight: 1, at: 0 };
}

function between(grid: readonly number[], age: number, i: number): ObservedEnd {
  const after = grid.findIndex((asked) => asked > age);
  return { from: grid[after - 1] ?? 0, to: grid[after] ?? Number.NaN, weight: 1, at: 60 * i };
}

function medianOf(durations: { quantile(share: number): number }): number {
  return durations.quantile(0.5);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
