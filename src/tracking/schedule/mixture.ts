import { drift } from './logNormalGrid';

/** How fast an explanation believes that jobs change, and how many of them it takes for outliers. */
export interface Assumption {
  /** Its share of belief before any end was observed. */
  readonly share: number;
  /** The share of belief that goes back to the prior as time goes on: sudden changes. */
  readonly forgetting: number;
  /** The share that moves to either neighbouring median: gradual ones. */
  readonly drift: number;
  readonly outliers: number;
}

const MIN_LIKELIHOOD = 1e-9;

/**
 * What is believed of the candidates under one assumption of how jobs change: a forward filter with a fixed share
 * (Herbster and Warmuth, Tracking the Best Expert, 1998). Its evidence tells how well it predicted each end from those
 * before, by which assumptions are weighed against each other.
 */
export class Mixture {
  readonly weights: Float64Array;
  /** The logarithm of the likelihood of all ends so far, each predicted from those before. */
  logEvidence = 0;

  constructor(
    readonly assumption: Assumption,
    private readonly prior: Float64Array,
  ) {
    this.weights = prior.slice();
  }

  /** Time has gone on, by a share of what makes a difference; see `elapsedShare`. */
  forget(share: number): void {
    if (share === 0) return;
    const { weights, prior, assumption } = this;
    if (assumption.drift > 0) drift(weights, assumption.drift * share);
    const forgotten = assumption.forgetting * share;
    for (let i = 0; i < weights.length; i++)
      weights[i] = (1 - forgotten) * (weights[i] ?? 0) + forgotten * (prior[i] ?? 0);
  }

  /**
   * One more observation.
   *
   * @param likelihoods of each candidate
   * @param ofOutlier likelihood of an outlier
   */
  observe(likelihoods: Float64Array, ofOutlier: number, weight: number): void {
    const { weights, assumption } = this;
    const floor = assumption.outliers * ofOutlier + MIN_LIKELIHOOD;
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      const likelihood = (1 - assumption.outliers) * (likelihoods[i] ?? 0) + floor;
      total += weights[i] = (weights[i] ?? 0) * weighed(likelihood, weight);
    }
    this.logEvidence += Math.log(total);
    for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] ?? 0) / total;
  }
}

/** The weights of other kinds and other ways of tracking are powers of a quarter: their roots take less time than powers. */
function weighed(likelihood: number, weight: number): number {
  if (weight === 1) return likelihood;
  let [root, rest] = [likelihood, weight];
  for (; rest > 0 && rest <= 0.25; rest *= 4) root = Math.sqrt(Math.sqrt(root));
  return rest === 1 ? root : root ** rest;
}
