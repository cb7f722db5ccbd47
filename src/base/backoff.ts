/** All in ms. */
interface Backoff {
  /** The wait after the first failure; it doubles with each further one. */
  readonly first: number;
  /** The longest wait that grows so. */
  readonly cap: number;
  /** What the server asked us to wait; it replaces the growing wait, but is never less than `first`. */
  readonly retryAfter?: number | undefined;
}

/** Exponential backoff: ms to wait before the next attempt. @param attempt how many in a row have failed, at least 1 */
export function backoff(attempt: number, { first, cap, retryAfter }: Backoff): number {
  return retryAfter ? Math.max(retryAfter, first) : Math.min(first * 2 ** (attempt - 1), cap);
}
