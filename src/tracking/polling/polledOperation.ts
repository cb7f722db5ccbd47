import { MINUTE_MS, NEVER, type Time } from '../../base/time';
import { hasEnded, type Operation, type OperationId } from '../../operations/operation';
import { isScheduled, pollingModeOf } from '../../operations/pollingMode';
import type { OriginLimiter } from '../limits/originLimiter';
import { scopeOf } from '../limits/problemScope';
import { LONGEST_RARE_RETRY_MS, retryDelay } from '../limits/retryDelay';
import type { OperationChange } from '../list/operationChange';
import type { Forecasts } from '../schedule/forecasts';
import {
  jittered,
  nextPollAge,
  type Pace,
  pauseAfter,
  phaseFactor,
  priceOf,
  urgency,
} from '../schedule/pollSchedule';
import { AnswerWaiters } from './answerWaiters';
import { OperationAge } from './operationAge';
import { RunObserver } from './runObserver';
import type { Failed, Outcome, Probe } from './statusRequest';

/** What decides when operations are polled. */
export interface PollingRules {
  readonly time: Time;
  readonly forecasts: Pick<Forecasts, 'of' | 'learn' | 'overdueAfter' | 'sawRunning' | 'sawGone'>;
  /** Called anew each time. */
  readonly settings: () => { readonly pace: Pace; readonly focused: boolean };
}

/** A server may ask for a longer pause between two polls, but a job must not be left for hours by a mistake. */
const LONGEST_TOLD_PAUSE_MS = 10 * MINUTE_MS;
/** After so many probes without content, a gateway that calls a job completed is believed. */
const MAX_PROBES = 3;

/**
 * Poll state of one operation: its age, when it is due, the request in flight, the failures in a row, and the callers
 * that wait for the next answer. Nothing else writes any of this. Times are in ms of `Time.elapsed`.
 */
export class PolledOperation {
  private readonly age: OperationAge;
  private readonly observer: RunObserver;
  private nextAt = NEVER;
  /** Until when the server asked not to be polled. */
  private pausedUntil = 0;
  private failures = 0;
  /** When the last request ended, and the age then, without time in which the computer slept. */
  private requested: { readonly at: number; readonly age: number } | undefined;
  private probes = 0;
  private runningAnswers = 0;
  private inFlight:
    | { readonly limiter: OriginLimiter | undefined; readonly abort: AbortController }
    | undefined;
  private readonly callers = new AnswerWaiters();

  /** @param current the operation as it is; `changed` and `settle` replace it */
  constructor(
    private current: Operation,
    private readonly rules: PollingRules,
  ) {
    this.age = new OperationAge(current, rules.time);
    this.observer = new RunObserver(this.age, rules.time, rules.forecasts);
    const { lastRanAt } = this.age;
    if (lastRanAt !== undefined) this.requested = { at: lastRanAt, age: this.age.at(lastRanAt) };
    this.schedule();
  }

  get id(): OperationId {
    return this.current;
  }

  get operation(): Operation {
    return this.current;
  }

  /** When the next poll is due; NEVER while a request is in flight, or where time alone makes none due. */
  get dueAt(): number {
    return this.nextAt;
  }

  /** Whether a caller waits for the next answer. */
  get isAwaited(): boolean {
    return !this.callers.isEmpty;
  }

  get isInFlight(): boolean {
    return this.inFlight !== undefined;
  }

  /** Whether the schedule decides when it is polled: it runs. */
  get isScheduled(): boolean {
    return isScheduled(this.current);
  }

  /** Whether it is polled only when nothing else is due: missing operations may be very many. */
  get isSpare(): boolean {
    return this.current.state === 'missing';
  }

  /** Whether no caller waits for it and no answer could change it any more. */
  get isOver(): boolean {
    return !this.isInFlight && !this.isAwaited && pollingModeOf(this.current).kind === 'never';
  }

  /**
   * How urgent a poll is, in seconds of expected lateness; less after failures: where a single request may go, such as a
   * test request, it must not always be about the same operation.
   */
  urgency(now: number): number {
    const forecast = this.rules.forecasts.of(this.current);
    const lateness = urgency(forecast, {
      since: this.age.lastRan,
      now: this.age.at(now),
      price: this.price(),
    });
    return lateness / (1 + this.failures);
  }

  /** Sets the time of the next poll by the forecast. */
  schedule(): void {
    const { time, forecasts } = this.rules;
    if (this.current.state !== 'running') this.nextAt = this.notBefore(time.elapsed());
    else {
      const forecast = forecasts.of(this.current);
      const phase = this.runningAnswers > 1 ? 1 : phaseFactor(forecast, time.random);
      const age = nextPollAge(forecast, this.age.lastRan, jittered(phase * this.price(), time.random));
      this.nextAt = this.notBefore(this.age.reachedAt(age));
    }
  }

  /** The pace has changed. After a failure the delay stays as it is. */
  reschedule(): void {
    if (!this.isInFlight && this.failures === 0 && this.nextAt !== NEVER) this.schedule();
  }

  /** Makes a scheduled operation due now; a missing one keeps its times. */
  makeDue(): void {
    if (this.isInFlight) return;
    if (this.isScheduled) this.nextAt = this.rules.time.elapsed();
    else this.schedule();
  }

  /** The operation was changed in the list: it may have ended, or have started earlier than was known. */
  changed(after: Operation): void {
    const before = this.current;
    this.current = after;
    if (!this.isScheduled) this.observer.sawGone(after);
    // The coming answer schedules it anyway.
    if (this.isInFlight || this.isAwaited) return;
    const isOlder = this.age.updateStart(after);
    if (isOlder || pollingModeOf(after).kind !== pollingModeOf(before).kind) this.schedule();
  }

  /** Resolves with the operation after the next answer; rejects with the reason of `signal` when it is aborted. */
  whenAnswered(signal?: AbortSignal): Promise<Operation> {
    return this.callers.add(signal);
  }

  /** A request starts, under the limits of `limiter`. @returns its signal */
  startRequest(limiter: OriginLimiter | undefined): AbortSignal {
    const abort = new AbortController();
    this.inFlight = { limiter, abort };
    this.nextAt = NEVER;
    return abort.signal;
  }

  /** Whether a request is in flight to another origin than that of this limiter. */
  isInFlightElsewhere(limiter: OriginLimiter | undefined): boolean {
    return this.inFlight !== undefined && this.inFlight.limiter !== limiter;
  }

  /** The probe for the next answer; undefined where none is needed: it is known to have succeeded, or was probed enough. */
  limitedProbe(probe: Probe | undefined): Probe | undefined {
    if (!probe || this.current.state === 'succeeded' || this.probes >= MAX_PROBES) return undefined;
    return (...args) => {
      this.probes++;
      return probe(...args);
    };
  }

  /** The request in flight has ended with this change: sets the time of the next poll. */
  settle(outcome: Outcome, { before, after }: Required<OperationChange>): void {
    this.current = after;
    if (outcome.kind !== 'notSent') {
      this.requested = { at: this.rules.time.elapsed(), age: this.age.awake };
    }
    this.pausedUntil = this.pauseToldBy(outcome);
    if (outcome.kind === 'answered') this.answered(before, after);
    else this.nextAt = this.retryAt(outcome);
    this.inFlight = undefined;
  }

  /**
   * Detaches the callers that wait now, before an answer is reported: a caller that a listener brings waits for the next
   * answer.
   *
   * @returns what answers them with the operation as it is then
   */
  detachCallers(): () => void {
    const answer = this.callers.detachAll();
    return () => answer(this.current);
  }

  /** Aborts the request in flight; the callers wait for the next one. */
  interrupt(): void {
    this.inFlight?.abort.abort();
    this.inFlight = undefined;
  }

  /** Aborts the request in flight, and rejects the callers. */
  abandon(reason: string): void {
    this.interrupt();
    this.nextAt = NEVER;
    this.observer.sawGone(this.current);
    this.callers.reject(new Error(reason));
  }

  private answered(before: Operation, after: Operation): void {
    this.failures = 0;
    if (hasEnded(after)) {
      this.observer.sawEnd(before, after);
      return;
    }
    this.runningAnswers++;
    this.age.sawRunning(after);
    this.observer.sawRunning(after, this.isScheduled);
    this.schedule();
  }

  /** The hint of a server wins over our schedule, as long as nobody asks. */
  private pauseToldBy(outcome: Outcome): number {
    if (outcome.kind !== 'answered') return this.pausedUntil;
    const { pollAfter = 0 } = outcome.report;
    return this.rules.time.elapsed() + Math.min(pollAfter, LONGEST_TOLD_PAUSE_MS);
  }

  /** When to poll again after a request without an answer; NEVER where there is no such endpoint. */
  private retryAt(outcome: Exclude<Outcome, { kind: 'answered' }>): number {
    if (!this.inFlight?.limiter) return NEVER;
    const delay = outcome.kind === 'failed' ? this.retryDelay(outcome) : 0;
    return this.notBefore(this.rules.time.elapsed() + delay);
  }

  /**
   * ms that this operation itself makes the next request wait. A running one waits only for its endpoint when the whole
   * endpoint failed; a missing one, or one that is answered in a form we do not know, waits longer with each failure.
   */
  private retryDelay({ report: { problem }, retryAfter }: Failed): number {
    const { state } = this.current;
    if (state === 'running' && scopeOf(problem.kind, retryAfter) !== 'operation') return 0;
    this.failures++;
    const isRare = state === 'missing' || problem.reason === 'unknownForm';
    return retryDelay(this.failures, this.rules.time.random, {
      retryAfter,
      ...(isRare && { longest: LONGEST_RARE_RETRY_MS }),
    });
  }

  /** The time of the next poll: `wanted`, or later where the state of the operation demands that. */
  private notBefore(wanted: number): number {
    const { time } = this.rules;
    const polling = pollingModeOf(this.current);
    switch (polling.kind) {
      case 'scheduled':
        return Math.max(wanted, this.pauseEnd(), this.pausedUntil);
      case 'recheck':
        return Math.max(wanted, time.elapsed() + polling.at - time.now());
      default:
        return NEVER;
    }
  }

  /** When the pause after the last request ends: see `pauseAfter`. */
  private pauseEnd(): number {
    if (!this.requested) return 0;
    const { at, age } = this.requested;
    return at + 1000 * pauseAfter(age, this.rules.forecasts.overdueAfter(this.current));
  }

  private price(): number {
    const { pace, focused } = this.rules.settings();
    return priceOf(pace, focused);
  }
}
