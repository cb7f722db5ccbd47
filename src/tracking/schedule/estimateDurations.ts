import { type Chance, DurationDistribution } from './durationDistribution';
import { type AgeOrigin, chanceBetween, durationsBetween } from './headStart';
import type { Prior } from './jobKind';
import { logNormalChance } from './logNormal';

/** An end that lies between two polls. Ages are in seconds, counted from `origin`. */
export interface ObservedEnd {
  readonly origin: AgeOrigin;
  /** The last age at which the job was known to run. */
  readonly from: number;
  readonly to: number;
  /** How much it counts, from 0 to 1. */
  readonly weight: number;
}

/** Candidates for the σ of log-normal durations, with the prior share of each. */
const SPREADS: readonly (readonly [sigma: number, share: number])[] = [
  [0.08, 0.03],
  [0.12, 0.05],
  [0.18, 0.08],
  [0.25, 0.16],
  [0.35, 0.31],
  [0.45, 0.23],
  [0.6, 0.1],
  [0.85, 0.04],
];
/** Candidates for the median: at these multiples of the prior's `logSigma`. */
const STEPS = Array.from({ length: 31 }, (_, i) => (i - 15) / 4);
/** Share of outliers, and the σ of their log-normal. */
const OUTLIER_SHARE = 0.05;
const OUTLIER_SIGMA = 1;
/** The fitted family of log-normals weighs as much as this many observed ends. */
const WEIGHT_OF_FAMILY = 10;
/** An interval is widened by this share, since real durations do not stop at the times of our polls. */
const MARGIN = 0.1;
/** A candidate is left out if its likelihood, relative to the best one, is below this. */
const NEGLIGIBLE = 1e-4;

interface Candidate {
  readonly median: number;
  readonly sigma: number;
  readonly likelihood: number;
}

/**
 * Estimates how long jobs take from a prior and from observed ends. An end is only known to lie between two polls, so it
 * counts with the chance of that interval under each candidate log-normal (interval-censored likelihood). The mean of the
 * candidates, weighted by likelihood, is the distribution of the family. Then each observed end spreads its weight over its
 * interval as the family does (one step of Turnbull's self-consistency algorithm), so that two modes show after a few dozen
 * ends although a log-normal has one.
 */
export function estimate(prior: Prior, ends: readonly ObservedEnd[]): DurationDistribution {
  const family = new DurationDistribution(familyChance(prior, ends));
  const spreads = ends.flatMap((end) =>
    durationsBetween(end, (seconds) => family.chance(seconds)).map((interval) =>
      spreadOver(family, interval, end.weight * interval.likelihood),
    ),
  );
  const total = ends.reduce((sum, { weight }) => sum + weight, WEIGHT_OF_FAMILY);
  return new DurationDistribution((seconds) => {
    const chance = family.chance(seconds);
    return spreads.reduce((sum, spread) => sum + spread(seconds, chance), WEIGHT_OF_FAMILY * chance) / total;
  });
}

function familyChance(prior: Prior, ends: readonly ObservedEnd[]): Chance {
  const odd: Chance = (seconds) => OUTLIER_SHARE * logNormalChance(seconds, prior.median, OUTLIER_SIGMA);
  const candidates = candidatesFor(prior, ends, odd);
  const total = candidates.reduce((sum, { likelihood }) => sum + likelihood, 0);
  return (seconds) =>
    odd(seconds) +
    candidates.reduce(
      (sum, { median, sigma, likelihood }) =>
        sum + ((1 - OUTLIER_SHARE) * likelihood * logNormalChance(seconds, median, sigma)) / total,
      0,
    );
}

function candidatesFor({ median, logSigma }: Prior, ends: readonly ObservedEnd[], odd: Chance): Candidate[] {
  const weighed = STEPS.flatMap((step) =>
    SPREADS.map(([sigma, share]) => {
      const candidate = { median: median * Math.exp(step * logSigma), sigma };
      return {
        ...candidate,
        logarithm: Math.log(share) - step ** 2 / 2 + logLikelihood(candidate, ends, odd),
      };
    }),
  );
  const best = Math.max(...weighed.map(({ logarithm }) => logarithm));
  return weighed
    .map(({ logarithm, ...candidate }) => ({ ...candidate, likelihood: Math.exp(logarithm - best) }))
    .filter(({ likelihood }) => likelihood > NEGLIGIBLE);
}

function logLikelihood(
  { median, sigma }: { readonly median: number; readonly sigma: number },
  ends: readonly ObservedEnd[],
  odd: Chance,
): number {
  const chance: Chance = (seconds) =>
    (1 - OUTLIER_SHARE) * logNormalChance(seconds, median, sigma) + odd(seconds);
  return ends.reduce((sum, end) => sum + end.weight * Math.log(chanceBetween(end, chance) + 1e-12), 0);
}

/** Spreads the weight of an observed end over its interval as the family does. @returns the part of it before a time */
function spreadOver(
  family: DurationDistribution,
  { from, to }: { readonly from: number; readonly to: number },
  weight: number,
) {
  const [early, late] = [from * (1 - MARGIN), to * (1 + MARGIN)];
  const before = family.chance(early);
  const width = family.chance(late) - before;
  return (seconds: number, chance: number) => {
    if (seconds <= early) return 0;
    if (seconds >= late || width <= 0) return weight;
    return (weight * (chance - before)) / width;
  };
}
