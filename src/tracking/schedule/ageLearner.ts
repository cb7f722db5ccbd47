import type { AgeEstimate, ObservedEnd } from './ageEstimate';
import { type Chance, DurationDistribution } from './durationDistribution';
import type { Prior } from './jobKind';
import { BANDWIDTHS, KernelDensity } from './kernelDensity';
import { logNormalChance } from './logNormal';
import { GRID_SIZE, gridChance, gridLikelihoods, gridPrior } from './logNormalGrid';
import { Memoryless } from './memoryless';
import { type Assumption, Mixture } from './mixture';

/** Steady with few outliers, steady with more, changing a little, changing much. */
const ASSUMPTIONS: readonly Assumption[] = [
  { share: 0.43, forgetting: 0.003, drift: 0, outliers: 0.01 },
  { share: 0.24, forgetting: 0.003, drift: 0, outliers: 0.05 },
  { share: 0.19, forgetting: 0.02, drift: 0.08, outliers: 0.02 },
  { share: 0.09, forgetting: 0.1, drift: 0.1, outliers: 0.02 },
];
/** The prior share of the explanation that nothing is known. */
const CLOCK_SHARE = 0.05;
/** So that something is left to divide by. */
const MAX_CLOCK_SHARE = 1 - 1e-6;
/** The prior shares of the kernel densities, by bandwidth, and of all explanations that are given. */
const KERNEL_SHARES = BANDWIDTHS.map((_, i) => [0.04, 0.06, 0.05][i] ?? 0);
const EXPLANATIONS_SHARE = 0.3;
/** The σ of the log-normal of outliers. */
const OUTLIER_SIGMA = 1.3;
/** Jobs that begin so many seconds apart run under conditions that differ by 63 % of what they can. */
const SAME_CONDITIONS_S = 45;
/** A candidate is left out of the result below this share of the belief in all. */
const NEGLIGIBLE = 1e-4;
const NEGLIGIBLE_KERNEL = 1e-3;
const MIN_CHANCE = 1e-9;
/** The logarithm of an age of 0. */
const LOG_OF_ZERO = -99;

/** Chances of an end between two ages. */
interface Measured {
  /** Under each log-normal and each explanation that is given. */
  readonly family: Float64Array;
  /** The weights of the kernels, by bandwidth. */
  readonly kernels: readonly number[];
  readonly ofOutlier: number;
}

/** Learns from one observation after the other at which age jobs end. See `estimate`. */
export class AgeLearner {
  private readonly mixtures: readonly Mixture[];
  private readonly clock: Memoryless;
  private readonly kernels = new KernelDensity();
  private readonly outlier: Chance;
  private readonly firstKernel: number;
  private readonly likelihoods: Float64Array;
  /** Filled anew for each observation: to allocate some hundred of them takes longer than the arithmetic. */
  private readonly families: { readonly ended: Float64Array; readonly ran: Float64Array };
  private lastAt: number | undefined;

  constructor(
    prior: Prior,
    private readonly explanations: readonly Chance[],
  ) {
    const candidates = candidatePrior(prior, explanations.length);
    this.mixtures = ASSUMPTIONS.map((assumption) => new Mixture(assumption, candidates));
    this.clock = new Memoryless(prior);
    this.outlier = (age) => logNormalChance(age, prior.median, OUTLIER_SIGMA);
    this.firstKernel = GRID_SIZE + explanations.length;
    this.likelihoods = new Float64Array(candidates.length);
    this.families = { ended: new Float64Array(this.firstKernel), ran: new Float64Array(this.firstKernel) };
  }

  observe({ from, to, weight, at, since = 0 }: ObservedEnd): void {
    this.goTo(at, weight);
    const ended = this.measure(from, to, this.families.ended);
    const ran = since > 0 ? this.measure(since, Infinity, this.families.ran) : undefined;
    const ofOutlier = ended.ofOutlier / (ran ? ran.ofOutlier + MIN_CHANCE : 1);
    this.writeOfFamily(ended, ran);
    for (const mixture of this.mixtures) {
      this.writeOfKernels(ended, ran, mixture.weights);
      mixture.observe(this.likelihoods, ofOutlier, weight);
    }
    this.clock.observe(from - since, to - since, weight);
    if (to !== Infinity) this.kernels.add(from, to, weight);
  }

  /** What is expected of a job that begins now, in seconds since the epoch. */
  estimate(now: number): AgeEstimate {
    this.goTo(now, 1);
    const { shares, clockShare } = this.believed();
    const weights = new Float64Array(this.likelihoods.length);
    let ofOutlier = 0;
    for (const [i, { weights: own, assumption }] of this.mixtures.entries()) {
      const share = shares[i] ?? 0;
      ofOutlier += share * assumption.outliers;
      for (let j = 0; j < own.length; j++)
        weights[j] = (weights[j] ?? 0) + share * (1 - assumption.outliers) * (own[j] ?? 0);
    }
    const known = this.chanceOf(weights);
    const rest = 1 - clockShare;
    const learned = new DurationDistribution((age) => (known(age) + ofOutlier * this.outlier(age)) / rest);
    const clock = new DurationDistribution((age) => this.clock.chance(age));
    const ages = new DurationDistribution(
      (age) => rest * learned.chance(age) + clockShare * clock.chance(age),
    );
    return { ages, learned, clock, clockShare };
  }

  private goTo(at: number, weight: number): void {
    const share = elapsedShare(at - (this.lastAt ?? at)) * weight;
    this.lastAt = at;
    for (const mixture of this.mixtures) mixture.forget(share);
    this.clock.forget(share);
    this.kernels.decay(share);
  }

  /** How much each assumption is believed, and that nothing is known. */
  private believed(): { readonly shares: readonly number[]; readonly clockShare: number } {
    const logs = this.mixtures.map(({ assumption, logEvidence }) => Math.log(assumption.share) + logEvidence);
    const logOfClock = Math.log(CLOCK_SHARE) + this.clock.logEvidence;
    const best = Math.max(...logs, logOfClock);
    const all = [...logs, logOfClock].map((log) => Math.exp(log - best));
    const total = all.reduce((sum, one) => sum + one, 0);
    const shares = all.map((one) => one / total);
    return { shares, clockShare: Math.min(shares.pop() ?? 0, MAX_CLOCK_SHARE) };
  }

  /** The chances of an end between two ages under all candidates; `family` is filled. */
  private measure(from: number, to: number, family: Float64Array): Measured {
    const interval = { from: logOf(from), until: logOf(to) };
    gridLikelihoods(interval, family);
    for (const [i, chance] of this.explanations.entries())
      family[GRID_SIZE + i] = Math.max((to === Infinity ? 1 : chance(to)) - chance(from), 0);
    const kernels = BANDWIDTHS.map(
      (_, i) => this.kernels.weightBefore(interval.until, i) - this.kernels.weightBefore(interval.from, i),
    );
    return { family, kernels, ofOutlier: this.outlier(to) - this.outlier(from) };
  }

  /** Writes the likelihood of an end under each of the family, given that the job ran when it was first seen. */
  private writeOfFamily(ended: Measured, ran: Measured | undefined): void {
    const { likelihoods, firstKernel } = this;
    for (let i = 0; i < firstKernel; i++) {
      const chance = ended.family[i] ?? 0;
      likelihoods[i] = ran ? Math.min(chance / ((ran.family[i] ?? 0) + MIN_CHANCE), 1) : chance;
    }
  }

  /** Writes that of each kernel density; it expects in part what the family does, with these weights. */
  private writeOfKernels(ended: Measured, ran: Measured | undefined, weights: Float64Array): void {
    const [ofEnded, ofRan] = [meanOf(ended.family, weights), ran && meanOf(ran.family, weights)];
    for (const [i, one] of ended.kernels.entries()) {
      const chance = this.kernels.mixedWith(ofEnded, one);
      const running = ofRan === undefined ? 1 : this.kernels.mixedWith(ofRan, ran?.kernels[i] ?? 0);
      this.likelihoods[this.firstKernel + i] = chance / (running + MIN_CHANCE);
    }
  }

  /** The chance of an end by an age under all candidates with these weights; kernels that hardly count are left out. */
  private chanceOf(weights: Float64Array): Chance {
    const family = this.familyOf(weights);
    const ofKernels = BANDWIDTHS.map((_, i) => ({ i, weight: weights[this.firstKernel + i] ?? 0 }));
    const kernels = ofKernels.filter(({ weight }) => weight > NEGLIGIBLE_KERNEL);
    const ofFamily = weights.reduce((sum, weight) => sum + weight, 0) - sumOf(kernels);
    return (age) => {
      if (age <= 0) return 0;
      const logAge = Math.log(age);
      const chance = family(age, logAge);
      let sum = ofFamily * chance;
      for (const { i, weight } of kernels)
        sum += weight * this.kernels.mixedWith(chance, this.kernels.weightBefore(logAge, i));
      return sum;
    };
  }

  /** The mean of the log-normals and the explanations that are given, by their weights. */
  private familyOf(weights: Float64Array): (age: number, logAge: number) => number {
    const all = weights.subarray(0, this.firstKernel).reduce((sum, weight) => sum + weight, 0);
    const kept = Int16Array.from(weights.keys()).filter(
      (i) => i < this.firstKernel && (weights[i] ?? 0) > NEGLIGIBLE * all,
    );
    const total = kept.reduce((sum, i) => sum + (weights[i] ?? 0), 0);
    return (age, logAge) => {
      let sum = 0;
      for (let j = 0; j < kept.length; j++) {
        const i = kept[j] ?? 0;
        const chance = i < GRID_SIZE ? gridChance(i, logAge) : this.explanations[i - GRID_SIZE]?.(age);
        sum += (weights[i] ?? 0) * (chance ?? 0);
      }
      return total > 0 ? sum / total : 0;
    };
  }
}

/** The mean of the chances under the candidates, by their weights. */
function meanOf(chances: Float64Array, weights: Float64Array): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < chances.length; i++) {
    const weight = weights[i] ?? 0;
    sum += weight * (chances[i] ?? 0);
    total += weight;
  }
  return sum / total;
}

function candidatePrior(prior: Prior, explanations: number): Float64Array {
  const ofExplanations = explanations === 0 ? 0 : EXPLANATIONS_SHARE;
  const ofKernels = KERNEL_SHARES.reduce((sum, share) => sum + share, 0);
  return Float64Array.from([
    ...gridPrior(prior).map((share) => share * (1 - ofExplanations - ofKernels)),
    ...Array.from({ length: explanations }, () => ofExplanations / explanations),
    ...KERNEL_SHARES,
  ]);
}

/** How much of what makes a difference happens in so many seconds, from 0 to 1. */
function elapsedShare(seconds: number): number {
  return -Math.expm1(-Math.max(seconds, 0) / SAME_CONDITIONS_S);
}

function logOf(age: number): number {
  return age > 0 ? Math.log(age) : LOG_OF_ZERO;
}

function sumOf(weighed: readonly { readonly weight: number }[]): number {
  return weighed.reduce((sum, { weight }) => sum + weight, 0);
}
