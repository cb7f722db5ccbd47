import type { Prior } from './jobKind';
import { tabulatedNormalChance } from './logNormal';

/** The σ of the log-normals, and the prior share of each. The widest come close to an end that is likely at any age. */
const SPREADS: readonly (readonly [sigma: number, share: number])[] = [
  [0.05, 0.04],
  [0.09, 0.06],
  [0.15, 0.1],
  [0.23, 0.15],
  [0.33, 0.2],
  [0.45, 0.2],
  [0.62, 0.12],
  [0.85, 0.08],
  [1.2, 0.05],
];
/** Medians lie between 3 s and half an hour, so close together that neighbours overlap: as a share of σ, within bounds. */
const FIRST_LOG_MEDIAN = Math.log(3);
const LAST_LOG_MEDIAN = Math.log(1800);
const STEP_SHARE = 0.7;
const SHORTEST_STEP = 0.07;
const LONGEST_STEP = 0.3;
/** The drift of an assumption is meant for medians so far apart. */
const STEP_OF_DRIFT = 0.125;
/** Beyond so many σ an interval has no chance. */
const FARTHEST_Z = 6;

/** The log-normals of one σ. */
interface Row {
  readonly sigma: number;
  readonly share: number;
  readonly step: number;
  readonly first: number;
  readonly count: number;
}

const ROWS = rows();
const LOG_MEDIANS = Float64Array.from(
  ROWS.flatMap(({ step, count }) => Array.from({ length: count }, (_, i) => FIRST_LOG_MEDIAN + i * step)),
);
const PRECISIONS = Float64Array.from(ROWS.flatMap(({ sigma, count }) => Array(count).fill(1 / sigma)));
/** How many log-normals the grid has. */
export const GRID_SIZE = LOG_MEDIANS.length;

/** An interval of ages by the logarithms of its ends; `until` is ∞ for a job that still runs. */
interface LogInterval {
  readonly from: number;
  readonly until: number;
}

/** The chance of each log-normal of the grid before any end was observed; they add up to 1. */
export function gridPrior({ median, logSigma }: Prior): number[] {
  return ROWS.flatMap(({ share, first, count }) => {
    const logs = Array.from(LOG_MEDIANS.subarray(first, first + count));
    const densities = logs.map((log) => Math.exp(-(((log - Math.log(median)) / logSigma) ** 2) / 2));
    const total = densities.reduce((sum, density) => sum + density, 0);
    return densities.map((density) => (share * density) / total);
  });
}

/** Writes the likelihood of an end within an interval, under each log-normal of the grid, to the beginning of an array. */
export function gridLikelihoods({ from, until }: LogInterval, likelihoods: Float64Array): void {
  for (let i = 0; i < GRID_SIZE; i++) {
    const median = at(LOG_MEDIANS, i);
    const precision = at(PRECISIONS, i);
    const low = (from - median) * precision;
    const high = (until - median) * precision;
    const isFar = high < -FARTHEST_Z || low > FARTHEST_Z;
    likelihoods[i] = isFar ? 0 : tabulatedNormalChance(high) - tabulatedNormalChance(low);
  }
}

/** The chance of an end by an age, given by its logarithm, under one log-normal of the grid. */
export function gridChance(i: number, logAge: number): number {
  return tabulatedNormalChance((logAge - at(LOG_MEDIANS, i)) * at(PRECISIONS, i));
}

/** Moves a share of the weight of each log-normal to either neighbour, less where they are far apart: medians drift. */
export function drift(weights: Float64Array, drifting: number): void {
  for (const { step, first, count } of ROWS) {
    const share = Math.min(drifting * (STEP_OF_DRIFT / step) ** 2, 1 / 3);
    const last = first + count - 1;
    let before = at(weights, first);
    for (let i = first; i <= last; i++) {
      const own = at(weights, i);
      weights[i] = (1 - 2 * share) * own + share * (before + at(weights, Math.min(i + 1, last)));
      before = own;
    }
  }
}

function rows(): readonly Row[] {
  let first = 0;
  return SPREADS.map(([sigma, share]) => {
    const step = Math.min(Math.max(STEP_SHARE * sigma, SHORTEST_STEP), LONGEST_STEP);
    const count = Math.ceil((LAST_LOG_MEDIAN - FIRST_LOG_MEDIAN) / step) + 1;
    const row = { sigma, share, step, first, count };
    first += count;
    return row;
  });
}

function at(values: Float64Array, i: number): number {
  return values[i] ?? 0;
}
