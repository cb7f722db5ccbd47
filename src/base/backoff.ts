/** How long to wait after failures. All in ms. */
export interface Backoff {
  /** After the first failure; it doubles with each further one. */
  readonly first: number;
  /** The longest wait that we choose ourselves. */
  readonly cap: number;
  /** What the server asked us to wait, in place of the growing wait, but never less than `first`. */
  readonly retryAfter?: number | undefined;
}

/** ms to wait before the next attempt (exponential backoff). @param attempt how many in a row have failed, at least 1 */
export function backoff(attempt: number, { first, cap, retryAfter }: Backoff): number {
  return retryAfter ? Math.max(retryAfter, first) : Math.min(first * 2 ** (attempt - 1), cap);
}
