import type { Time } from '../../base/time';
import type { Operation } from '../../operations/operation';

/** A smaller difference comes from requests and timers, which are no more precise. */
const CLOCK_WAS_SET_MS = 5000;

/** How old one operation is, and how old it was when it last was known to run. Ages are in seconds. */
export class OperationAge {
  /** From when it counts, ISO 8601 UTC; and the same by `Time.elapsed`, which goes on whatever the wall clock does. */
  private bornOn = '';
  private bornAt = 0;
  /** ms that `Time.elapsed` was ahead of the monotonic one when that was found out. */
  private ahead = 0;
  /** When it last was known to run, by `Time.elapsed`; undefined before the first answer. */
  private ranAt: number | undefined;

  constructor(
    operation: Operation,
    private readonly time: Time,
  ) {
    this.startIsKnown(operation);
    const { checkedAt } = operation;
    // After a 404 nobody knows when it ran.
    const isKnownToRun = checkedAt !== undefined && !('denials' in operation);
    if (isKnownToRun) this.ranAt = Math.max(this.elapsedTimeOf(checkedAt), this.bornAt);
  }

  /** Its age at a time of `Time.elapsed`. */
  at(time: number): number {
    return (time - this.bornAt) / 1000;
  }

  /** When it has so many seconds, by `Time.elapsed`. */
  reachedAt(age: number): number {
    return this.bornAt + 1000 * age;
  }

  /** Its age without the time in which the computer slept and nobody could poll, or by which the clock was set. */
  get awake(): number {
    return this.at(this.time.elapsed()) - Math.max(this.aheadNow() - this.ahead, 0) / 1000;
  }

  /** When it last was known to run, by `Time.elapsed`; undefined before the first answer. */
  get lastRanAt(): number | undefined {
    return this.ranAt;
  }

  /** The age at which it last was known to run; undefined before the first answer. */
  get lastRan(): number | undefined {
    return this.ranAt === undefined ? undefined : Math.max(this.at(this.ranAt), 0);
  }

  /** Whether nobody knows its age by now, since the clock was set, or the computer and the monotonic clock slept. */
  get isUncertain(): boolean {
    return Math.abs(this.aheadNow() - this.ahead) > CLOCK_WAS_SET_MS;
  }

  /**
   * Counts from its start, or else from when it was tracked.
   *
   * @returns whether that is another time than before
   */
  startIsKnown({ startedAt, trackedAt }: Operation): boolean {
    const bornOn = startedAt ?? trackedAt;
    if (this.bornOn === bornOn) return false;
    this.bornOn = bornOn;
    this.bornAt = this.elapsedTimeOf(bornOn);
    this.ahead = this.aheadNow();
    return true;
  }

  /** It has just been seen running; the answer may say when it started. */
  sawRunning(operation: Operation): void {
    this.startIsKnown(operation);
    this.ranAt = this.time.elapsed();
  }

  /** ms that `Time.elapsed` is ahead of the monotonic one: as much as the wall clock was set forward, or slept. */
  private aheadNow(): number {
    return this.time.elapsed() - this.time.monotonic();
  }

  /** A time in the future is a mistake of some clock. */
  private elapsedTimeOf(iso: string): number {
    return this.time.elapsed() - Math.max(this.time.now() - Date.parse(iso), 0);
  }
}
