/** Requests in any minute. */
interface PerMinute {
  /** By checking in the background; a fraction where many windows share a low limit. */
  readonly background: number;
  /** Of all kinds, the person's own commands among them. */
  readonly everything: number;
}

/** What one window may spend on requests to one origin, with one key. */
export interface Quota extends PerMinute {
  /** What all windows of this person may spend together. */
  readonly all: PerMinute;
  /** Requests that the background may make at once after a rest; from then on it spreads them evenly. */
  readonly burst: number;
}

/** The share of a limit that the background leaves to the person's own commands and scripts. */
const SHARE_LEFT = 1 / 4;
/** Of the background's requests a minute, those that may go at once after a rest; and the most in number. */
const BURST_SHARE = 1 / 3;
const LARGEST_BURST = 10;

/**
 * Divides a limit among the windows, the background and the person.
 *
 * @param requestsPerMinute the limit, at least 1
 * @param share of it that this window may use, up to 1: other windows have the rest
 */
export function quotaOf(requestsPerMinute: number, share: number): Quota {
  const background = Math.max(requestsPerMinute - Math.ceil(requestsPerMinute * SHARE_LEFT), 1);
  return {
    background: background * share,
    everything: requestsPerMinute * share,
    all: { background, everything: requestsPerMinute },
    burst: Math.min(Math.max(Math.round(background * share * BURST_SHARE), 1), LARGEST_BURST),
  };
}
