import { MINUTE_MS } from '../../base/time';
import { LEASE_LIFETIME_MS, readLease } from './windowLease';

/** After a lease has run out for so long, its file is deleted. */
const DELETED_AFTER_MS = 10 * MINUTE_MS;

/** The lease files as they were read. */
export interface LeaseFiles {
  /** Text by name; one that could not be read has none. */
  readonly files: Iterable<readonly [name: string, text: string | undefined]>;
  /** When reading began, and when it was done, by the monotonic clock. */
  readonly begunAt: number;
  readonly readAt: number;
  /** `readAt` by the wall clock. */
  readonly now: number;
}

/** What the lease of one other window says. Times are by our monotonic clock. */
interface PeerState {
  /** Undefined where the lease could not be read: it may be none at all. */
  readonly text: string | undefined;
  /** Running operations by origin; undefined where nobody knows. */
  readonly running: Readonly<Record<string, number>> | undefined;
  /** When it sent requests in the minute before, by origin. */
  readonly sent: Readonly<Record<string, readonly number[]>>;
  readonly writtenAt: number;
}

/**
 * What the other windows of this user say in their lease files. The wall clock that dates these may be set at any time, so
 * each ages by our monotonic clock from when we first read it. Only its age by then comes from the wall clock, and it is believed
 * as far as it is younger than the last reading, in which it was not there yet.
 */
export class PeerWindows {
  private states: ReadonlyMap<string, PeerState> = new Map();
  /** When the last reading began, and when it was done. */
  private begunAt = Number.NEGATIVE_INFINITY;
  private readAt = Number.NEGATIVE_INFINITY;

  /**
   * Takes over what was read.
   *
   * @returns the names of files that are of no use to anybody
   */
  update(read: LeaseFiles): string[] {
    const states = new Map<string, PeerState>();
    const useless: string[] = [];
    for (const [name, text] of read.files) {
      const state = this.stateOf(name, text, read);
      // A file that cannot be deleted stays known, and is not taken for a new one.
      if (state) states.set(name, state);
      if (!state || isUseless(state, read.readAt)) useless.push(name);
    }
    this.states = states;
    this.begunAt = read.begunAt;
    this.readAt = read.readAt;
    return useless;
  }

  /** Running operations of each window at an origin; one where nobody knows. */
  running(origin: string): number[] {
    // As of the last reading: what a share was divided by holds until the next.
    const alive = [...this.states.values()].filter(
      ({ writtenAt }) => this.readAt - writtenAt < LEASE_LIFETIME_MS,
    );
    return alive.map(({ running }) => (running ? (running[origin] ?? 0) : 1));
  }

  /** When they sent requests to an origin in the last minute, also those that have closed: the server does not forget. */
  sent(origin: string): number[] {
    const all = [...this.states.values()].flatMap(({ sent }) => sent[origin] ?? []);
    return all.filter((at) => at > this.readAt - MINUTE_MS);
  }

  private stateOf(
    name: string,
    text: string | undefined,
    { now, readAt }: LeaseFiles,
  ): PeerState | undefined {
    const before = this.states.get(name);
    if (before && before.text === text) return before;
    if (text === undefined) return { text, running: undefined, sent: before?.sent ?? {}, writtenAt: readAt };
    const lease = readLease(text);
    if (!lease) return undefined;
    const dated = lease.until - LEASE_LIFETIME_MS;
    // What could not be read may have been there for long.
    const isNew = !before || before.text !== undefined;
    const oldest = isNew ? readAt - this.begunAt : Number.POSITIVE_INFINITY;
    const writtenAt = readAt - ageOf(now - dated, oldest);
    const toMonotonic = (times: readonly number[]) =>
      times.filter((at) => at <= dated).map((at) => writtenAt - dated + at);
    const sent = Object.entries(lease.sent).map(([origin, times]) => [origin, toMonotonic(times)]);
    return { text, running: lease.running ?? undefined, sent: Object.fromEntries(sent), writtenAt };
  }
}

/**
 * How old a lease is, in ms. An age that cannot be shows that the wall clock was set: then the lease may just have been
 * written, in which case it counts longest; but one that may always have been there is of no use.
 *
 * @param dated its age by the wall clock
 * @param oldest the time since the reading in which it was not there yet; Infinity where it may have been
 */
function ageOf(dated: number, oldest: number): number {
  if (dated >= 0 && dated <= oldest) return dated;
  return oldest === Number.POSITIVE_INFINITY ? MINUTE_MS : 0;
}

/** Never delete what we could not read: it may be anything, such as a folder of that name. */
function isUseless({ text, writtenAt }: PeerState, readAt: number): boolean {
  return text !== undefined && readAt - writtenAt > DELETED_AFTER_MS;
}
