import type { Prior } from './jobKind';

/** Means of the exponential distributions, in seconds: one every 22 % from 3 s to 1,000 s. */
const MEANS_S = Float64Array.from({ length: 30 }, (_, i) => 3 * Math.exp(0.2 * i));
/** Where they lie before any end was observed: the mean of a log-normal is above its median, and less sure. */
const LOG_OF_MEAN_OVER_MEDIAN = 0.3;
const LOG_SIGMA = 0.9;
/** The share of belief that goes back to the prior as time goes on. */
const FORGETTING = 0.05;
const MIN_LIKELIHOOD = 1e-9;

/**
 * The explanation that knows nothing: an end is as likely at any age, whatever was learned but the mean. It asks by the
 * clock, since the schedule is a fixed interval where the rate of ends is constant.
 */
export class Memoryless {
  private readonly prior: Float64Array;
  private readonly weights: Float64Array;
  /** The logarithm of the likelihood of all ends so far, each predicted from those before. */
  logEvidence = 0;

  constructor({ median }: Prior) {
    const middle = Math.log(median) + LOG_OF_MEAN_OVER_MEDIAN;
    const shares = MEANS_S.map((mean) => Math.exp(-(((Math.log(mean) - middle) / LOG_SIGMA) ** 2) / 2));
    const total = shares.reduce((sum, share) => sum + share, 0);
    this.prior = shares.map((share) => share / total);
    this.weights = this.prior.slice();
  }

  forget(share: number): void {
    const forgotten = FORGETTING * share;
    for (let i = 0; i < MEANS_S.length; i++)
      this.weights[i] = (1 - forgotten) * (this.weights[i] ?? 0) + forgotten * (this.prior[i] ?? 0);
  }

  /** Ages in seconds; `to` is ∞ for a job that still runs. */
  observe(from: number, to: number, weight: number): void {
    let total = 0;
    for (let i = 0; i < MEANS_S.length; i++) {
      const mean = MEANS_S[i] ?? 1;
      const likelihood = Math.exp(-from / mean) - Math.exp(-to / mean) + MIN_LIKELIHOOD;
      total += this.weights[i] = (this.weights[i] ?? 0) * (weight === 1 ? likelihood : likelihood ** weight);
    }
    this.logEvidence += Math.log(total);
    for (let i = 0; i < MEANS_S.length; i++) this.weights[i] = (this.weights[i] ?? 0) / total;
  }

  /** The chance of an end by an age in seconds. */
  chance(age: number): number {
    return MEANS_S.reduce((sum, mean, i) => sum - (this.weights[i] ?? 0) * Math.expm1(-age / mean), 0);
  }
}
