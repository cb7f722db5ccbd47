import { NEVER, type Time } from '../../base/time';
import { pollingOf } from '../../operations/following';
import { hasEnded, type Operation, type OperationId } from '../../operations/operation';
import type { OriginLimiter } from '../limits/originLimiter';
import { scopeOf } from '../limits/problemScope';
import { LONGEST_RARE_RETRY_MS, retryDelay } from '../limits/retryDelay';
import type { OperationChange } from '../list/operationChange';
import { ageOriginOf, isSeenWhole } from '../schedule/ageOrigin';
import type { Forecasts } from '../schedule/forecasts';
import { kindOf } from '../schedule/jobKind';
import { pauseAt } from '../schedule/overdue';
import { nextPollAge, type Pace, phaseFactor, priceOf, urgency } from '../schedule/pollSchedule';
import type { Probe } from './confirmation';
import { OperationAge } from './operationAge';
import type { Failed, Outcome } from './statusRequest';
import { WaitingCallers } from './waitingCallers';

/** What decides when operations are polled. */
export interface PollingRules {
  readonly time: Time;
  readonly forecasts: Pick<Forecasts, 'of' | 'learn' | 'overdueAfter' | 'sawRunning' | 'sawGone'>;
  /** Asked anew each time. */
  readonly settings: () => { readonly pace: Pace; readonly focused: boolean };
}

/** A gateway that never gives the content of what it calls completed is believed after so many probes. */
const MOST_PROBES = 3;

/**
 * Poll state of one operation: its age, when it is due, the request in flight, the failures in a row, and the callers
 * that wait for the next answer. Nobody else writes any of it. Times are in ms of `Time.elapsed`.
 */
export class PolledOperation {
  private readonly age: OperationAge;
  private nextAt = NEVER;
  private failures = 0;
  /** When the last request ended, and the age then without the time slept. */
  private requested: { readonly at: number; readonly age: number } | undefined;
  private probes = 0;
  private runningAnswers = 0;
  private firstRanAt: number | undefined;
  private inFlight:
    | { readonly limiter: OriginLimiter | undefined; readonly abort: AbortController }
    | undefined;
  private readonly callers = new WaitingCallers();

  /** @param current the operation as it is; `changed` and `settle` keep it so */
  constructor(
    private current: Operation,
    private readonly rules: PollingRules,
  ) {
    this.age = new OperationAge(current, rules.time);
    const { lastRanAt } = this.age;
    this.firstRanAt = lastRanAt;
    if (lastRanAt !== undefined) this.requested = { at: lastRanAt, age: this.age.at(lastRanAt) };
    this.schedule();
  }

  get id(): OperationId {
    return this.current;
  }

  get operation(): Operation {
    return this.current;
  }

  /** When it is to be polled; NEVER while a request is in flight, or it waits for something other than time. */
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

  /** Whether it runs, and so has its place in the schedule. */
  get isScheduled(): boolean {
    return pollingOf(this.current).kind === 'scheduled';
  }

  /** Whether it is polled only when nothing else is due: there may be very many missing ones. */
  get isSpare(): boolean {
    return this.current.state === 'missing';
  }

  /** Whether nobody waits for it and nothing more is to be learned of it. */
  get isOver(): boolean {
    return !this.isInFlight && !this.isAwaited && pollingOf(this.current).kind === 'over';
  }

  /**
   * How urgent it is to poll, in seconds of expected lateness; of one that has failed, less: where a single request may
   * go, such as a test, it must not be always the same one.
   */
  urgency(now: number): number {
    const forecast = this.rules.forecasts.of(this.current);
    const lateness = urgency(forecast, this.age.lastRan, this.age.at(now), this.price());
    return lateness / (1 + this.failures);
  }

  /** Sets the time of the next poll by what is expected of the operation. */
  schedule(): void {
    const { time, forecasts } = this.rules;
    if (this.current.state !== 'running') this.nextAt = this.notBefore(time.elapsed());
    else {
      const forecast = forecasts.of(this.current);
      const phase = this.runningAnswers > 1 ? 1 : phaseFactor(forecast, time.random);
      const age = nextPollAge(forecast, this.age.lastRan, phase * this.price(), time.random);
      this.nextAt = this.notBefore(this.age.reachedAt(age));
    }
  }

  /** The pace has changed; what waits after a failure goes on waiting. */
  reschedule(): void {
    if (!this.isInFlight && this.failures === 0 && this.nextAt !== NEVER) this.schedule();
  }

  /** Is due at once where it has its place in the schedule; a missing one keeps its times. */
  makeDue(): void {
    if (this.isInFlight) return;
    if (this.isScheduled) this.nextAt = this.rules.time.elapsed();
    else this.schedule();
  }

  /** Somebody has changed it: it may have ended, or be older than we thought. The answer in flight decides anew anyway. */
  changed(after: Operation): void {
    const before = this.current;
    this.current = after;
    if (after.state !== 'running') this.rules.forecasts.sawGone(after);
    if (this.isInFlight || this.isAwaited) return;
    const isOlder = this.age.startIsKnown(after);
    if (isOlder || pollingOf(after).kind !== pollingOf(before).kind) this.schedule();
  }

  /** Resolves with the operation after the next answer; rejects with the reason of `signal` when it is aborted. */
  whenAnswered(signal?: AbortSignal): Promise<Operation> {
    return this.callers.add(signal);
  }

  /** A request begins, under the limits of `limiter`. @returns its signal */
  startRequest(limiter: OriginLimiter | undefined): AbortSignal {
    const abort = new AbortController();
    this.inFlight = { limiter, abort };
    this.nextAt = NEVER;
    return abort.signal;
  }

  /** Whether the request in flight goes to another origin than this one. */
  isInFlightElsewhere(limiter: OriginLimiter | undefined): boolean {
    return this.inFlight !== undefined && this.inFlight.limiter !== limiter;
  }

  /** The probe for the next answer; undefined where that is believed without: known to have succeeded, or probed enough. */
  limited(probe: Probe | undefined): Probe | undefined {
    if (!probe || this.current.state === 'succeeded' || this.probes >= MOST_PROBES) return undefined;
    return (...args) => {
      this.probes++;
      return probe(...args);
    };
  }

  /** The request in flight has ended, and has changed the operation so: decides when to poll again, and tells the callers. */
  settle(outcome: Outcome, { before, after }: Required<OperationChange>): void {
    this.current = after;
    if (outcome.kind !== 'notSent') {
      this.requested = { at: this.rules.time.elapsed(), age: this.age.awake };
    }
    if (outcome.kind === 'answered') this.answered(before, after);
    else this.nextAt = this.retryAt(outcome);
    this.inFlight = undefined;
    this.answerCallers();
  }

  /** The callers need not wait for an answer of its own. */
  answerCallers(): void {
    this.callers.resolve(this.current);
  }

  /** Gives up the request in flight; the callers go on waiting, for the next one. */
  interrupt(): void {
    this.inFlight?.abort.abort();
    this.inFlight = undefined;
  }

  /** Nobody will learn the answer any more. */
  abandon(reason: string): void {
    this.interrupt();
    this.nextAt = NEVER;
    this.rules.forecasts.sawGone(this.current);
    this.callers.reject(new Error(reason));
  }

  private answered(before: Operation, after: Operation): void {
    this.failures = 0;
    if (hasEnded(after)) {
      this.learn(before, after);
      this.rules.forecasts.sawGone(after);
    } else {
      this.runningAnswers++;
      this.age.sawRunning(after);
      this.firstRanAt ??= this.age.lastRanAt;
      if (!this.age.isUncertain) this.rules.forecasts.sawRunning(after, this.age.lastRan ?? 0);
      this.schedule();
    }
  }

  /**
   * Learns how long the operation took. Failures teach nothing: they tell how long it took to fail, and many fail at
   * once. The age counts from what was known before the answer.
   */
  private learn(before: Operation, after: Operation): void {
    if (before.state !== 'running' || !['succeeded', 'filtered'].includes(after.state)) return;
    this.age.startIsKnown(before);
    if (this.age.isUncertain) return;
    const origin = ageOriginOf(before);
    const from = this.age.lastRan ?? (origin === 'started' ? 0 : undefined);
    if (from === undefined) return;
    const to = this.age.at(this.rules.time.elapsed());
    const since = isSeenWhole(before) || this.firstRanAt === undefined ? 0 : this.age.at(this.firstRanAt);
    this.rules.forecasts.learn(kindOf(after), origin, from, to, Math.max(since, 0));
  }

  /** When to poll again after a request that brought no answer; NEVER where there is no endpoint to ask. */
  private retryAt(outcome: Exclude<Outcome, { kind: 'answered' }>): number {
    if (!this.inFlight?.limiter) return NEVER;
    const delay = outcome.kind === 'failed' ? this.retryDelay(outcome) : 0;
    return this.notBefore(this.rules.time.elapsed() + delay);
  }

  /**
   * ms until the same request may go again, as far as this operation is concerned. A running one waits for its endpoint
   * where that is meant; what is polled rarely, or answered in a form we do not know, waits longer with each failure.
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

  /** The time at which it is polled where it would be at `wanted`. */
  private notBefore(wanted: number): number {
    const { time } = this.rules;
    const polling = pollingOf(this.current);
    switch (polling.kind) {
      case 'scheduled':
        return Math.max(wanted, this.pauseEnd());
      case 'lookedAt':
        return Math.max(wanted, time.elapsed() + polling.at - time.now());
      default:
        return NEVER;
    }
  }

  /** When the pause after the last request ends: an overdue operation is polled ever more rarely. */
  private pauseEnd(): number {
    if (!this.requested) return 0;
    const { at, age } = this.requested;
    return at + 1000 * pauseAt(age, this.rules.forecasts.overdueAfter(this.current));
  }

  private price(): number {
    const { pace, focused } = this.rules.settings();
    return priceOf(pace, focused);
  }
}
