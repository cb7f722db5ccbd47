/**
 * The chance that a log-normal duration is no longer than `seconds`.
 *
 * @param median in seconds
 * @param sigma the standard deviation of its natural logarithm
 */
export function logNormalChance(seconds: number, median: number, sigma: number): number {
  return seconds <= 0 ? 0 : normalChance(Math.log(seconds / median) / sigma);
}

/** The normal distribution function, with an error of at most 1.5e-7 (Abramowitz and Stegun, 7.1.26). */
function normalChance(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const sum = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const tail = (sum * Math.exp(-x * x)) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** Steps of the table for each standard deviation; between them the error is below 2e-6. */
const STEPS = 128;
const LAST_Z = 6;
const TABLE = Float64Array.from({ length: LAST_Z * STEPS + 2 }, (_, i) => normalChance(i / STEPS));

/** The normal distribution function from a table, for estimates that need it some 100,000 times. */
export function tabulatedNormalChance(z: number): number {
  const x = Math.abs(z);
  if (x >= LAST_Z) return z < 0 ? 0 : 1;
  const place = x * STEPS;
  const i = Math.floor(place);
  const below = TABLE[i] ?? 1;
  const upper = below + ((TABLE[i + 1] ?? 1) - below) * (place - i);
  return z < 0 ? 1 - upper : upper;
}
