import type { AgeEstimate, ObservedEnd } from './ageEstimate';
import { AgeLearner } from './ageLearner';
import type { Chance } from './durationDistribution';
import type { Prior } from './jobKind';

/**
 * Estimates at which age jobs end, from a prior, other explanations and what was observed.
 *
 * The candidates are log-normals on a grid of medians and spreads, kernel densities of the ends themselves, and the
 * distributions that are given as other explanations. An end is only known to lie between two requests, so each
 * candidate counts with the chance of that interval (interval-censored likelihood); a job that still runs with the chance
 * of that. What is believed goes through the observations in the order in which the jobs began, not in that of their
 * ends: of a batch behind a queue the quick ones end first, which is no trend. Jobs that began together tell of the same
 * conditions; between others a share of belief returns to the prior. How large that is, how far medians drift and how
 * many outliers there are is assumed in a few ways, and each assumption counts with the likelihood of all ends, each
 * predicted from those before (Bayesian model averaging). So does the one that nothing is known but the mean, which asks
 * by the clock: where the others predict worse than that, the schedule becomes a fixed interval.
 *
 * @param now seconds since the epoch
 */
export function estimate(
  prior: Prior,
  observed: readonly ObservedEnd[],
  { explanations = [], now }: { readonly explanations?: readonly Chance[]; readonly now: number },
): AgeEstimate {
  const learner = new AgeLearner(prior, explanations);
  for (const one of observed.toSorted((a, b) => a.at - b.at)) learner.observe(one);
  return learner.estimate(now);
}
