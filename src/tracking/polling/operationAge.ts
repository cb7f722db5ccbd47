import type { Time } from '../../base/time';
import type { Operation } from '../../operations/operation';

/** A smaller difference comes from requests and timers, which are no more precise. */
const CLOCK_WAS_SET_MS = 5000;

/** Age of one operation, now and when it was last known to run. Ages are in seconds. */
export class OperationAge {
  /** From when the age counts: ISO 8601 UTC, and in ms of `Time.elapsed`. */
  private bornOn = '';
  private bornAt = 0;
  /** ms that `Time.elapsed` was ahead of the monotonic clock when `bornAt` was set. */
  private ahead = 0;
  /** When it was last known to run, in ms of `Time.elapsed`; undefined before the first answer. */
  private ranAt: number | undefined;

  constructor(
    operation: Operation,
    private readonly time: Time,
  ) {
    this.updateStart(operation);
    const { checkedAt } = operation;
    // The last answer was a 404, so `checkedAt` is no time at which it ran.
    const isKnownToRun = checkedAt !== undefined && !('denials' in operation);
    if (isKnownToRun) this.ranAt = Math.max(this.elapsedTimeOf(checkedAt), this.bornAt);
  }

  /** The age at a time of `Time.elapsed`. */
  at(time: number): number {
    return (time - this.bornAt) / 1000;
  }

  /** When it reaches an age, in ms of `Time.elapsed`. */
  reachedAt(age: number): number {
    return this.bornAt + 1000 * age;
  }

  /** The age without time in which the computer slept, or by which the clock was set: nothing could be polled then. */
  get awake(): number {
    return this.at(this.time.elapsed()) - Math.max(this.aheadNow() - this.ahead, 0) / 1000;
  }

  /** When it was last known to run, in ms of `Time.elapsed`; undefined before the first answer. */
  get lastRanAt(): number | undefined {
    return this.ranAt;
  }

  /** The age at which it was last known to run; undefined before the first answer. */
  get lastRan(): number | undefined {
    return this.ranAt === undefined ? undefined : Math.max(this.at(this.ranAt), 0);
  }

  /** Whether the age is not known precisely: the wall clock was set, or the computer slept. */
  get isUncertain(): boolean {
    return Math.abs(this.aheadNow() - this.ahead) > CLOCK_WAS_SET_MS;
  }

  /** Counts the age from the start, or else from when it was tracked. @returns whether that has changed */
  updateStart({ startedAt, trackedAt }: Operation): boolean {
    const bornOn = startedAt ?? trackedAt;
    if (this.bornOn === bornOn) return false;
    this.bornOn = bornOn;
    this.bornAt = this.elapsedTimeOf(bornOn);
    this.ahead = this.aheadNow();
    return true;
  }

  /** An answer said that it runs, and maybe when it started. */
  sawRunning(operation: Operation): void {
    this.updateStart(operation);
    this.ranAt = this.time.elapsed();
  }

  /** ms that `Time.elapsed` is ahead of the monotonic clock: the wall clock was set forward, or the computer slept. */
  private aheadNow(): number {
    return this.time.elapsed() - this.time.monotonic();
  }

  /** In ms of `Time.elapsed`. A time in the future is a mistake of some clock, and counts as now. */
  private elapsedTimeOf(iso: string): number {
    return this.time.elapsed() - Math.max(this.time.now() - Date.parse(iso), 0);
  }
}
