import { type Chance, Durations } from './durations';
import type { Belief } from './jobKind';
import { logNormalChance } from './logNormal';
import { chanceBetween, durationsBetween, type Origin } from './start';

/** An end as it was observed: at some time between two requests. Ages in seconds, counted from `origin`. */
export interface ObservedEnd {
  readonly origin: Origin;
  /** The last age at which it was known to run. */
  readonly from: number;
  readonly to: number;
  /** How much it counts, from 0 to 1. */
  readonly weight: number;
}

/** Spreads of log-normal durations, σ, and how likely each is before anything was seen. */
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
/** Standard deviations of the belief's doubt at which medians are tried. */
const STEPS = Array.from({ length: 31 }, (_, i) => (i - 15) / 4);
/** The share of jobs that are out of the ordinary, and how far they spread. */
const ODD = 0.05;
const ODD_SIGMA = 1;
/** As many seen ends as weigh as much as the whole family of log-normals that is fitted to them. */
const FAITH_IN_FAMILY = 10;
/** What an interval is widened by: nobody's durations stop short at the time of our requests. */
const MARGIN = 0.1;
/** Candidates less likely than this, beside the likeliest, are left out. */
const NEGLIGIBLE = 1e-4;

interface Candidate {
  readonly median: number;
  readonly sigma: number;
  readonly likelihood: number;
}

/**
 * How long jobs take, from what is believed and what was seen. An end is known only to lie between two requests, so
 * each one counts with the chance of that interval (interval-censored likelihood) under every log-normal distribution
 * in question; their mean, by their likelihood, is the family's answer. Then each seen end spreads its weight over its
 * own interval, as the family would (one step of Turnbull's self-consistency): so two humps in the durations show after
 * a few dozen ends, although no log-normal has two.
 */
export function estimate(belief: Belief, ends: readonly ObservedEnd[]): Durations {
  const family = new Durations(familyChance(belief, ends));
  const spreads = ends.flatMap(({ origin, from, to, weight }) =>
    durationsBetween(origin, (seconds) => family.chance(seconds), from, to).map((interval) =>
      spreadOver(family, interval.from, interval.to, weight * interval.likelihood),
    ),
  );
  const total = ends.reduce((sum, { weight }) => sum + weight, FAITH_IN_FAMILY);
  return new Durations((seconds) => {
    const chance = family.chance(seconds);
    return spreads.reduce((sum, spread) => sum + spread(seconds, chance), FAITH_IN_FAMILY * chance) / total;
  });
}

function familyChance(belief: Belief, ends: readonly ObservedEnd[]): Chance {
  const odd: Chance = (seconds) => ODD * logNormalChance(seconds, belief.median, ODD_SIGMA);
  const candidates = candidatesFor(belief, ends, odd);
  const total = candidates.reduce((sum, { likelihood }) => sum + likelihood, 0);
  return (seconds) =>
    odd(seconds) +
    candidates.reduce(
      (sum, { median, sigma, likelihood }) =>
        sum + ((1 - ODD) * likelihood * logNormalChance(seconds, median, sigma)) / total,
      0,
    );
}

function candidatesFor({ median, doubt }: Belief, ends: readonly ObservedEnd[], odd: Chance): Candidate[] {
  const weighed = STEPS.flatMap((step) =>
    SPREADS.map(([sigma, share]) => {
      const candidate = { median: median * Math.exp(step * doubt), sigma };
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
  const chance: Chance = (seconds) => (1 - ODD) * logNormalChance(seconds, median, sigma) + odd(seconds);
  return ends.reduce((sum, { origin, from, to, weight }) => {
    return sum + weight * Math.log(chanceBetween(origin, chance, from, to) + 1e-12);
  }, 0);
}

/** The part of a seen end that has come by then, when its weight is spread over its interval as the family would. */
function spreadOver(family: Durations, from: number, to: number, weight: number) {
  const [early, late] = [from * (1 - MARGIN), to * (1 + MARGIN)];
  const before = family.chance(early);
  const width = family.chance(late) - before;
  return (seconds: number, chance: number) => {
    if (seconds <= early) return 0;
    if (seconds >= late || width <= 0) return weight;
    return (weight * (chance - before)) / width;
  };
}
