import { atRequests } from '../matching';
import type { Cost } from '../schedules';
import type { Habit } from './habits';
import { informedCost } from './informed';
import type { Played } from './player';

/** The optimum for jobs that are all alike polls once, at the end: nothing can be held beside that. */
const NOTHING = 1e-3;

/** What jobs cost on average. */
export function costOf(jobs: readonly Played[]): Cost {
  const latenesses = jobs.map(({ lateness }) => lateness).sort((a, b) => a - b);
  return {
    requests: mean(jobs.map(({ requests }) => requests)),
    lateness: mean(latenesses),
    lateness95: latenesses[Math.floor(0.95 * jobs.length)] ?? Number.NaN,
  };
}

/** Their mean lateness beside that of a fixed interval with as many requests; below 1 is better than a clock. */
export function besideFixed(jobs: readonly Played[]): number {
  const { requests, lateness } = costOf(jobs);
  return lateness / fixedLateness(mean(jobs.map(({ ageAtEnd }) => ageAtEnd)), requests);
}

/**
 * The lateness of the optimum with as many requests, beside a fixed interval with as many as the optimum; undefined where
 * an adversary decided.
 */
export function optimumBesideFixed(jobs: readonly Played[], habit: Habit): number | undefined {
  if (jobs.some(({ law }) => !law)) return undefined;
  let meanAge = Number.NaN;
  const best = atRequests((price) => {
    const cost = informedCost(jobs, habit, price);
    meanAge = cost?.meanAge ?? Number.NaN;
    return cost ?? { requests: Number.NaN, lateness: Number.NaN, lateness95: Number.NaN };
  }, costOf(jobs).requests);
  return best.lateness / fixedLateness(meanAge, best.requests);
}

/** How much later they were noticed than by somebody who knows the distributions, both beside a fixed interval. */
export function besideOptimum(jobs: readonly Played[], habit: Habit): number | undefined {
  const best = optimumBesideFixed(jobs, habit);
  if (best === undefined) return undefined;
  return best < NOTHING ? Number.POSITIVE_INFINITY : besideFixed(jobs) / best;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The mean lateness of polls at a fixed interval d with as many requests. Somebody who asks at tracking, and from a random
 * time within the first d on, sends 2 + age / d requests on average and notices the end d / 2 late.
 *
 * @param meanAge at the end, in seconds since tracking
 */
function fixedLateness(meanAge: number, requests: number): number {
  return meanAge / Math.max(requests - 2, 1e-9) / 2;
}
