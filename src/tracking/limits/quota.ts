/** What a request is for: a person's command, background polling, or something beside the status. */
export type Purpose = 'person' | 'background' | 'auxiliary';

/** Requests in any minute. */
interface PerMinute {
  /** Of background polling; a fraction where many windows share a low limit. */
  readonly background: number;
  /** Of all kinds, including those of the person's commands. */
  readonly everything: number;
}

/** How many requests one window may send to one origin with one key. */
export interface Quota extends PerMinute {
  /** The same for all windows of this person together. */
  readonly all: PerMinute;
  /** Requests that the background may send at once after a rest; from then on it spreads them evenly. */
  readonly burst: number;
}

/** Share of a limit that the background leaves to the person's commands and scripts. */
const SHARE_LEFT = 1 / 4;
/** Share of the background's requests a minute that may go at once after a rest, and their largest number. */
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
