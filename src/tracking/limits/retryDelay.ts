import { backoff } from '../../base/backoff';
import { MINUTE_MS, type Time } from '../../base/time';

const FIRST_RETRY_MS = 5000;
const LONGEST_RETRY_MS = MINUTE_MS;
/** Longest delay where nothing is likely to change soon, such as after an answer of an unknown form. */
export const LONGEST_RARE_RETRY_MS = 60 * MINUTE_MS;
/** Share that is added at random, so that requests that failed together do not stay together. */
const JITTER = 0.1;

/**
 * ms to wait after a failed status request: as the server asked, else doubling from 5 s up to the longest.
 *
 * @param failures how many requests in a row have failed, at least 1
 * @param options `retryAfter`: ms that the server asked us to wait; `longest`: ms
 */
export function retryDelay(
  failures: number,
  random: Time['random'],
  {
    retryAfter,
    longest = LONGEST_RETRY_MS,
  }: { readonly retryAfter?: number | undefined; readonly longest?: number },
): number {
  return backoff(failures, { first: FIRST_RETRY_MS, cap: longest, retryAfter }) * (1 + JITTER * random());
}
