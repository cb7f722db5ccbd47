import { MINUTE_MS } from '../../base/time';
import { LEASE_LIFETIME_MS, readLease } from './windowLease';

/** The file of a lease of this age is deleted. */
const DELETED_AFTER_MS = 10 * MINUTE_MS;

/** The lease files as they were read. */
interface LeaseFiles {
  /** Text by name; undefined for a file that could not be read. */
  readonly files: Iterable<readonly [name: string, text: string | undefined]>;
  /** When reading began and ended, by the monotonic clock. */
  readonly begunAt: number;
  readonly readAt: number;
  /** `readAt` by the wall clock. */
  readonly now: number;
}

/** The lease of one other window. Times are in ms of our monotonic clock. */
interface PeerState {
  /** Undefined if the file could not be read: it may be no lease at all. */
  readonly text: string | undefined;
  /** Running operations by origin; undefined if unknown. */
  readonly running: Readonly<Record<string, number>> | undefined;
  /** By origin, when it sent requests in the minute before `writtenAt`. */
  readonly sent: Readonly<Record<string, readonly number[]>>;
  readonly writtenAt: number;
}

/**
 * The other windows of this user, as their lease files describe them. The wall clock, which dates the leases, may be set at any
 * time. So it says only how old a lease is when we first read it, and that is believed only if the lease is younger than
 * our last reading, which did not find it. From then on the lease ages by our monotonic clock.
 */
export class PeerWindows {
  private states: ReadonlyMap<string, PeerState> = new Map();
  /** When the last reading began and ended. */
  private begunAt = Number.NEGATIVE_INFINITY;
  private readAt = Number.NEGATIVE_INFINITY;

  /** Replaces what is known by what was read. @returns the names of files that can be deleted */
  update(read: LeaseFiles): string[] {
    const states = new Map<string, PeerState>();
    const useless: string[] = [];
    for (const [name, text] of read.files) {
      const state = this.stateOf(name, text, read);
      // It stays known, since a file that cannot be deleted must not look new the next time.
      if (state) states.set(name, state);
      if (!state || isUseless(state, read.readAt)) useless.push(name);
    }
    this.states = states;
    this.begunAt = read.begunAt;
    this.readAt = read.readAt;
    return useless;
  }

  /** Running operations of each window at an origin; 1 if unknown. */
  running(origin: string): number[] {
    // A lease counts as alive until the next reading: shares change only then.
    const alive = [...this.states.values()].filter(
      ({ writtenAt }) => this.readAt - writtenAt < LEASE_LIFETIME_MS,
    );
    return alive.map(({ running }) => (running ? (running[origin] ?? 0) : 1));
  }

  /** When they sent requests to an origin in the last minute; also windows that have closed, since the server counts them. */
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
    // A file that could not be read before may have been there for long.
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
 * How old a lease is, in ms. An impossible age shows that the wall clock was set. Then the lease counts as just written, so
 * that it counts longest; but one that may have been there for ever has run out.
 *
 * @param dated its age by the wall clock
 * @param oldest time since the reading that did not find it; Infinity if it may have been there
 */
function ageOf(dated: number, oldest: number): number {
  if (dated >= 0 && dated <= oldest) return dated;
  return oldest === Number.POSITIVE_INFINITY ? MINUTE_MS : 0;
}

/** What we could not read is never deleted: it may be anything, such as a folder of that name. */
function isUseless({ text, writtenAt }: PeerState, readAt: number): boolean {
  return text !== undefined && readAt - writtenAt > DELETED_AFTER_MS;
}
