import assert from 'node:assert/strict';
import {
  ageOriginOf,
  ageWhenFirstSeen,
  isSeenWhole,
  similarityOfOrigins,
} from '../../../../src/tracking/schedule/ageOrigin';
import type { Observation } from '../../../../src/tracking/schedule/durationObservations';
import { Explanations } from '../../../../src/tracking/schedule/explanations';
import type { JobKind } from '../../../../src/tracking/schedule/jobKind';
import { BANDWIDTHS, KernelDensity } from '../../../../src/tracking/schedule/kernelDensity';
import { logNormalChance, tabulatedNormalChance } from '../../../../src/tracking/schedule/logNormal';
import {
  drift,
  GRID_SIZE,
  gridChance,
  gridLikelihoods,
  gridPrior,
} from '../../../../src/tracking/schedule/logNormalGrid';
import { Memoryless } from '../../../../src/tracking/schedule/memoryless';
import { Mixture } from '../../../../src/tracking/schedule/mixture';

const PRIOR = { median: 80, logSigma: 0.45 };

describe('the tabulated normal distribution', () => {
  it('is right to 2e-6', () => {
    for (let z = -7; z <= 7; z += 0.0137) {
      const error = tabulatedNormalChance(z) - logNormalChance(Math.exp(z), 1, 1);
      assert.ok(Math.abs(error) < 2e-6, `${error} at ${z}`);
    }
    assert.deepEqual([-99, 99, Infinity].map(tabulatedNormalChance), [0, 1, 1]);
  });
});

describe('the grid of log-normals', () => {
  it('has a prior that adds up to 1 and has its median where the prior has it', () => {
    const prior = gridPrior(PRIOR);
    const ended = prior.reduce((sum, share, i) => sum + share * gridChance(i, Math.log(80)), 0);
    assert.ok(Math.abs(prior.reduce((sum, share) => sum + share, 0) - 1) < 1e-9);
    assert.ok(Math.abs(ended - 0.5) < 0.01, `${ended}`);
  });

  it('gives an interval the difference of two chances, and all of it to a job that runs for ever', () => {
    const likelihoods = new Float64Array(GRID_SIZE);
    gridLikelihoods({ from: Math.log(70), until: Math.log(90) }, likelihoods);
    for (let i = 0; i < GRID_SIZE; i++) {
      const chance = gridChance(i, Math.log(90)) - gridChance(i, Math.log(70));
      assert.ok(Math.abs((likelihoods[i] ?? 0) - chance) < 1e-6);
    }
    gridLikelihoods({ from: -99, until: Infinity }, likelihoods);
    assert.ok(likelihoods.every((likelihood) => likelihood === 1));
  });

  it('drifts to both sides without losing anything', () => {
    const weights = Float64Array.from(gridPrior(PRIOR));
    const before = weights.slice();
    drift(weights, 0.1);
    assert.ok(Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-9);
    assert.ok(weights.some((weight, i) => weight > (before[i] ?? 0) + 1e-6));
  });
});

describe('a mixture of explanations', () => {
  const assumption = { share: 1, forgetting: 0.1, drift: 0, outliers: 0 };

  it('believes what predicted well, and knows how well it did', () => {
    const mixture = new Mixture(assumption, Float64Array.from([0.5, 0.5]));
    mixture.observe(Float64Array.from([0.8, 0.2]), 0, 1);
    assert.ok(Math.abs((mixture.weights[0] ?? 0) - 0.8) < 1e-6);
    assert.ok(Math.abs(mixture.logEvidence - Math.log(0.5)) < 1e-6);
  });

  it('counts what weighs a quarter as the fourth root', () => {
    const mixture = new Mixture(assumption, Float64Array.from([0.5, 0.5]));
    mixture.observe(Float64Array.from([0.8, 0.05]), 0, 0.25);
    assert.ok(Math.abs((mixture.weights[0] ?? 0) / (mixture.weights[1] ?? 1) - 2) < 1e-6);
  });

  it('returns a share of its belief to the prior as time goes on', () => {
    const mixture = new Mixture(assumption, Float64Array.from([0.5, 0.5]));
    mixture.observe(Float64Array.from([1, 0]), 0, 1);
    mixture.forget(0.5);
    assert.ok(Math.abs((mixture.weights[1] ?? 0) - 0.025) < 1e-6, `${mixture.weights[1]}`);
  });

  it('takes what none explains for an outlier', () => {
    const mixture = new Mixture({ ...assumption, outliers: 0.05 }, Float64Array.from([0.9, 0.1]));
    mixture.observe(Float64Array.from([0, 0]), 0.3, 1);
    assert.ok(Math.abs((mixture.weights[0] ?? 0) - 0.9) < 1e-6);
  });
});

describe('the explanation that knows only the mean', () => {
  it('learns the mean, and that an end is as likely at any age', () => {
    const clock = new Memoryless(PRIOR);
    for (let i = 0; i < 200; i++) {
      const age = -30 * Math.log(1 - (i + 0.5) / 200);
      clock.observe(age, age + 1, 1);
    }
    assert.ok(Math.abs(clock.chance(30) - (1 - Math.exp(-1))) < 0.05, `${clock.chance(30)}`);
    const hazard = (age: number) => (clock.chance(age + 1) - clock.chance(age)) / (1 - clock.chance(age));
    assert.ok(Math.abs(hazard(60) / hazard(5) - 1) < 0.1);
  });

  it('follows when the mean changes', () => {
    const clock = new Memoryless(PRIOR);
    for (const age of [...Array(60).fill(300), ...Array(20).fill(20)]) {
      clock.forget(1);
      clock.observe(age, age + 5, 1);
    }
    assert.ok(clock.chance(40) > 0.6, `${clock.chance(40)}`);
  });
});

describe('a kernel density', () => {
  it('has its weight around the ends, wider for a wider interval', () => {
    const [narrow, wide] = [new KernelDensity(), new KernelDensity()];
    narrow.add(59, 61, 1);
    wide.add(30, 90, 1);
    for (const kernels of [narrow, wide])
      assert.ok(Math.abs(kernels.weightBefore(Math.log(60), 0) - 0.5) < 1e-3);
    const spread = (kernels: KernelDensity) =>
      kernels.weightBefore(Math.log(70), 0) - kernels.weightBefore(Math.log(50), 0);
    assert.ok(spread(narrow) > 0.9 && spread(wide) < 0.6);
    assert.ok(BANDWIDTHS.length > 1);
  });

  it('is what the log-normals expect before an end was observed, and ever less so', () => {
    const kernels = new KernelDensity();
    assert.equal(kernels.mixedWith(0.3, 0), 0.3);
    for (let i = 0; i < 97; i++) kernels.add(59, 61, 1);
    assert.ok(kernels.mixedWith(0.3, kernels.weightBefore(Math.log(90), 0)) > 0.95);
    kernels.decay(1e5);
    assert.ok(Math.abs(kernels.mixedWith(0.3, kernels.weightBefore(Math.log(90), 0)) - 0.3) < 0.01);
  });
});

describe('the explanations of ages from tracking', () => {
  const kind: JobKind = { endpoint: 'google', contract: 'gemini', model: 'veo-3.1-fast' };
  const learned = Array.from({ length: 20 }, (_, i): Observation => {
    return { kind, origin: 'started', from: 36 + (i % 5), to: 42 + (i % 5), at: 1000 + 60 * i };
  });

  it('are a head start and none, and the prior is that of a head start', () => {
    const { durations, prior, chances } = new Explanations().of(kind, [], 1000);
    const [tracked, started] = chances.map((chance) => chance(80)) as [number, number];
    assert.ok(Math.abs(started - 0.5) < 0.01 && tracked > started + 0.1, `${tracked} ${started}`);
    assert.ok(prior.median < 0.8 * durations.quantile(0.5), `${prior.median}`);
  });

  it('are made anew when an end was observed whose start was told, and only then', () => {
    const explanations = new Explanations();
    const before = explanations.of(kind, [], 1000);
    const after = explanations.of(kind, learned, 3000);
    assert.ok(after.durations.quantile(0.5) < 0.6 * before.durations.quantile(0.5));
    const untold: Observation = { kind, origin: 'pasted', from: 5, to: 9, at: 4000 };
    assert.equal(explanations.of(kind, [...learned, untold], 5000), after);
  });
});

describe('the origin of an age', () => {
  const operation = { startedAt: undefined, source: 'pasted' } as never;

  it('is the start where that is known, else the way of tracking', () => {
    assert.equal(ageOriginOf(operation), 'pasted');
    assert.equal(ageOriginOf({ startedAt: '2026-11-20T10:00:00Z', source: 'pasted' } as never), 'started');
    for (const source of [undefined, 'started']) assert.equal(ageOriginOf({ source } as never), 'tracked');
  });

  it('is the print of a name where the start was not long before, for such a job, else the capture as such', () => {
    const printed = (model: string, startedWithin: number) =>
      ({
        name: `models/${model}/operations/a1`,
        ...{ model, startedWithin, source: 'terminal' },
        ...{ startedAt: '2026-11-20T10:00:00Z', trackedAt: '2026-11-20T10:00:30Z' },
      }) as never;
    const [fast, standard] = ['veo-3.1-fast-generate-001', 'veo-3.1-generate-001'];
    assert.deepEqual(
      [printed(fast, 0), printed(fast, 20), printed(standard, 40), printed(fast, 40)].map(ageOriginOf),
      ['started', 'started', 'started', 'terminal'],
    );
    assert.deepEqual([printed(fast, 20), printed(fast, 40)].map(isSeenWhole), [true, false]);
    assert.deepEqual([printed(fast, 20), printed(fast, 40)].map(ageWhenFirstSeen), [0, 0]);
  });

  it('is similar to other ways of tracking, never to the start', () => {
    assert.deepEqual(
      [
        similarityOfOrigins('api', 'api'),
        similarityOfOrigins('api', 'pasted'),
        similarityOfOrigins('api', 'started'),
      ],
      [1, 0.25, 0],
    );
  });
});
