import type { Time } from '../../base/time';
import { isStartPrinted } from '../../operations/knownStart';
import type { Operation } from '../../operations/operation';
import { ageOriginOf, isSeenWhole, startUncertainty } from '../schedule/ageOrigin';
import type { Forecasts } from '../schedule/forecasts';
import { kindOf } from '../schedule/jobKind';
import type { OperationAge } from './operationAge';

/**
 * No video is made in less (ai.google.dev/gemini-api/docs/video). One that had ended so soon after a program printed its name
 * was not started then, but only listed.
 */
const SHORTEST_JOB_S = 11;

/** Tells the forecasts what is seen of one operation: that it runs, how long it took, or that it is followed no more. */
export class RunObserver {
  /** When it was first known to run, in ms of `Time.elapsed`. */
  private firstRanAt: number | undefined;

  constructor(
    private readonly age: OperationAge,
    private readonly time: Pick<Time, 'elapsed'>,
    private readonly forecasts: Pick<Forecasts, 'learn' | 'sawRunning' | 'sawGone'>,
  ) {
    this.firstRanAt = age.lastRanAt;
  }

  /**
   * An answer says that it runs.
   *
   * @param isScheduled one that is polled no more by schedule would be taken for one that still runs, whenever it ends
   */
  sawRunning(operation: Operation, isScheduled: boolean): void {
    this.firstRanAt ??= this.age.lastRanAt;
    if (!isScheduled || this.age.isUncertain) return;
    this.forecasts.sawRunning(operation, this.age.lastRan ?? 0, this.knownSince(operation));
  }

  /**
   * It has ended. Failures are left out: their durations say nothing about videos. The age counts from the start that was
   * known before the answer.
   */
  sawEnd(before: Operation, after: Operation): void {
    this.learn(before, after);
    this.sawGone(after);
  }

  /** It is followed no more, or not by schedule. */
  sawGone(operation: Operation): void {
    this.forecasts.sawGone(operation);
  }

  private learn(before: Operation, after: Operation): void {
    if (before.state !== 'running' || !['succeeded', 'filtered'].includes(after.state)) return;
    this.age.updateStart(before);
    if (this.age.isUncertain) return;
    const origin = ageOriginOf(before);
    const from = this.age.lastRan ?? (origin === 'started' ? 0 : undefined);
    if (from === undefined) return;
    const uncertainty = origin === 'started' ? startUncertainty(before) : 0;
    const to = this.age.at(this.time.elapsed()) + uncertainty;
    if (this.age.lastRan === undefined && isStartPrinted(before) && to < SHORTEST_JOB_S) return;
    this.forecasts.learn({ kind: kindOf(after), origin, from, to, since: this.knownSince(before) });
  }

  /** The age at which it was first known to run, where an earlier end would not have been learned; else 0. */
  private knownSince(operation: Operation): number {
    if (isSeenWhole(operation) || this.firstRanAt === undefined) return 0;
    return Math.max(this.age.at(this.firstRanAt), 0);
  }
}
