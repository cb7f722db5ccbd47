/** What one window may spend on status requests to one origin, with one key. */
export interface Allowance {
  /** Requests that checking in the background may make at once after a rest. */
  readonly burst: number;
  /** Requests a minute that it may make in the long run. */
  readonly steady: number;
  /** Requests that the person's own commands may take in advance. */
  readonly reserve: number;
}

/** The share of a limit that is left to the person's own scripts, and to their commands. */
const LEFT = 1 / 4;
const MOST_AT_ONCE = 4;

/**
 * Divides a limit so that in any minute the background takes at most three quarters of it (burst + steady − 1 requests:
 * the last that a minute of refilling earns comes when the first is out of it) and everything together at most all.
 *
 * @param requestsPerMinute the limit, at least 1
 * @param share of it that this window may use, in (0, 1]: other windows have the rest
 */
export function allowanceOf(requestsPerMinute: number, share: number): Allowance {
  const whole = Math.max(requestsPerMinute - Math.ceil(requestsPerMinute * LEFT), 1);
  const own = whole * share;
  const burst = Math.min(Math.max(Math.round(own / 8), 1), MOST_AT_ONCE);
  return { burst, steady: own < 1 ? own : own + 1 - burst, reserve: requestsPerMinute - whole };
}
