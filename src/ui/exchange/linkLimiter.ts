import { MINUTE_MS, type Time } from '../../base/time';

/** What came of a link: the person wanted it, or not; one that cannot be used counts as unwanted. */
export type LinkOutcome = 'wanted' | 'unwanted';

/** After so many unwanted links within a minute, none is followed for a minute. */
const MAX_UNWANTED = 3;
/** So many links a minute are followed at most, wanted or not: each comes to the front. */
const MAX_FOLLOWED = 20;

/** What there is to say about links that were not followed. */
interface Dropped {
  /** How many there were since the last time it was said. */
  readonly count: number;
  /** Whether none will be followed for a minute from now on. */
  readonly isClosed: boolean;
}

/**
 * Keeps a web page that opens a hundred links from burying the window under questions: one link at a time is followed, the
 * others that come meanwhile are dropped and counted. It needs no timer.
 */
export class LinkLimiter {
  private current: string | undefined;
  /** In ms of `Time.elapsed`. */
  private unwanted: number[] = [];
  private followed: number[] = [];
  private closedUntil = 0;
  private dropped = 0;

  constructor(private readonly time: Pick<Time, 'elapsed'>) {}

  /** Whether a link may be followed now; then `finish` has to be called. The same link again is not worth counting. */
  admit(link: string): boolean {
    if (link === this.current) return false;
    const now = this.time.elapsed();
    this.followed = this.followed.filter((at) => now - at < MINUTE_MS);
    const isFree =
      this.current === undefined && now >= this.closedUntil && this.followed.length < MAX_FOLLOWED;
    if (!isFree) {
      this.dropped++;
      return false;
    }
    this.current = link;
    this.followed.push(now);
    return true;
  }

  /** Ends the link that was admitted, so that the next may come. */
  finish(outcome: LinkOutcome): Dropped {
    const now = this.time.elapsed();
    this.current = undefined;
    this.unwanted = this.unwanted.filter((at) => now - at < MINUTE_MS);
    if (outcome === 'unwanted') this.unwanted.push(now);
    const isClosed = this.unwanted.length >= MAX_UNWANTED;
    if (isClosed) {
      this.closedUntil = now + MINUTE_MS;
      this.unwanted = [];
    }
    const count = this.dropped;
    this.dropped = 0;
    return { count, isClosed };
  }
}
