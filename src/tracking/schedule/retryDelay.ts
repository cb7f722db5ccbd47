import type { Random } from './pollSchedule';

/** ms */
const FIRST_RETRY = 5000;
const LONGEST_RETRY = 60_000;
/** ms; of what hardly changes soon, such as an answer of an unknown form. */
export const LONGEST_RARE_RETRY = 60 * 60_000;
const JITTER = 0.1;

/**
 * How long to wait, in ms, after a failed request: as the server told, else doubling from 5 s up to the longest.
 *
 * @param failures how many requests in a row have failed, at least 1
 * @param retryAfter in ms, as told by the server
 */
export function retryDelay(
  failures: number,
  retryAfter: number | undefined,
  random: Random,
  longest = LONGEST_RETRY,
): number {
  const growing = Math.min(FIRST_RETRY * 2 ** (failures - 1), longest);
  const wait = retryAfter ? Math.max(retryAfter, FIRST_RETRY) : growing;
  return wait * (1 + JITTER * random());
}
