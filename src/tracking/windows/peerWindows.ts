import { LIFETIME, readLease } from './windowLease';

const MINUTE = 60_000;
/** ms after which a lease that has run out is cleared away. */
const CLEARED_AFTER = 10 * MINUTE;

/** What a window has told by its lease. Times in ms of our stopwatch. */
interface PeerState {
  /** Undefined where the lease could not be read: it may be none at all. */
  readonly text: string | undefined;
  /** By origin, operations that it asks about; undefined where nobody knows. */
  readonly running: Readonly<Record<string, number>> | undefined;
  /** By origin, when it sent requests in the minute before. */
  readonly sent: Readonly<Record<string, readonly number[]>>;
  readonly writtenAt: number;
}

/**
 * What the other windows of this user have told by their leases. The clock that dates these may be set at any time, so
 * each is aged on our stopwatch from when we came to know it. Only how old it was by then the clock must tell, and it is
 * believed as far as that is younger than the look at which it was not there yet.
 */
export class PeerWindows {
  private states: ReadonlyMap<string, PeerState> = new Map();
  /** When the last look began, and when it was done. */
  private begunAt = Number.NEGATIVE_INFINITY;
  private lookedAt = Number.NEGATIVE_INFINITY;

  /**
   * Takes over what was read.
   *
   * @param files text by name
   * @param now ms since the epoch; `span`, the same on the stopwatch
   * @param begunAt when the reading began, on the stopwatch
   * @returns the names of files that are of no use to anybody
   */
  take(
    files: Iterable<readonly [name: string, text: string | undefined]>,
    now: number,
    span: number,
    begunAt: number,
  ): string[] {
    const states = new Map<string, PeerState>();
    const useless: string[] = [];
    for (const [name, text] of files) {
      const state = this.stateOf(name, text, now, span);
      // Should it not go away, it is known, and not taken for a new one.
      if (state) states.set(name, state);
      if (!state || isUseless(state, span)) useless.push(name);
    }
    this.states = states;
    this.begunAt = begunAt;
    this.lookedAt = span;
    return useless;
  }

  /** Operations that each window asks about at an origin; of which nobody knows, one. */
  running(origin: string): number[] {
    // As of the last look: what a share was divided by holds until the next.
    const alive = [...this.states.values()].filter(({ writtenAt }) => this.lookedAt - writtenAt < LIFETIME);
    return alive.map(({ running }) => (running ? (running[origin] ?? 0) : 1));
  }

  /** When they have sent requests to an origin in the last minute, also those that have closed: the server does not forget. */
  sent(origin: string): number[] {
    const all = [...this.states.values()].flatMap(({ sent }) => sent[origin] ?? []);
    return all.filter((at) => at > this.lookedAt - MINUTE);
  }

  private stateOf(name: string, text: string | undefined, now: number, span: number): PeerState | undefined {
    const before = this.states.get(name);
    if (before && before.text === text) return before;
    if (text === undefined) return { text, running: undefined, sent: before?.sent ?? {}, writtenAt: span };
    const lease = readLease(text);
    if (!lease) return undefined;
    const dated = lease.until - LIFETIME;
    // What could not be read may have been there for long.
    const isNew = !before || before.text !== undefined;
    const most = isNew ? span - this.begunAt : Number.POSITIVE_INFINITY;
    const writtenAt = span - ageOf(now - dated, most);
    const onStopwatch = (times: readonly number[]) =>
      times.filter((at) => at <= dated).map((at) => writtenAt - dated + at);
    const sent = Object.entries(lease.sent).map(([origin, times]) => [origin, onStopwatch(times)]);
    return { text, running: lease.running ?? undefined, sent: Object.fromEntries(sent), writtenAt };
  }
}

/**
 * How old a lease is, by the clock. An age that cannot be tells that the clock was set: then it may just have been
 * written, as what it tells counts longest; but what may always have been there is of no use.
 *
 * @param most the time since the look at which it was not there yet; Infinity where it may have been
 */
function ageOf(told: number, most: number): number {
  if (told >= 0 && told <= most) return told;
  return most === Number.POSITIVE_INFINITY ? MINUTE : 0;
}

/** What cannot be read may be anything, such as a folder of that name. */
function isUseless({ text, writtenAt }: PeerState, span: number): boolean {
  return text !== undefined && span - writtenAt > CLEARED_AFTER;
}
