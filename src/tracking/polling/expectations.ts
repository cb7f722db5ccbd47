import type { EndedOperation, Operation, OperationId } from '../../operations/operation';
import { type Clock, NEVER } from '../clock';
import { ageOriginOf, type Forecasts } from '../schedule/forecasts';
import { kindOf } from '../schedule/jobKind';
import { nextAsk, type Pace, priceOf, type Random, urgency } from '../schedule/pollSchedule';
import { Watch } from './watch';

export interface ExpectationParts {
  readonly operation: (id: OperationId) => Operation | undefined;
  readonly forecasts: Pick<Forecasts, 'of' | 'learn'>;
  /** For the times that people see. */
  readonly clock: Clock;
  /** For spans of time: see `steadyClock`. */
  readonly steady: Clock;
  /** ms that no setting of a clock changes: see `stopwatch`. */
  readonly stopwatch: () => number;
  readonly random: Random;
  readonly pace: () => { readonly pace: Pace; readonly focused: boolean };
}

/** ms; requests and timers are no more precise. */
const SET_BY = 5000;

/** What is expected of the operations that are watched, and learned from them. Times in ms of the steady clock. */
export class Expectations {
  constructor(private readonly parts: ExpectationParts) {}

  /** A new watch on an operation that may have been followed before, in an earlier session. */
  watch(operation: Operation): Watch {
    const { endpoint, name, checkedAt } = operation;
    const watch = new Watch({ endpoint, name });
    this.setBirth(watch, operation);
    // After a 404 nobody knows when it ran.
    const isKnownToRun = checkedAt !== undefined && !('denials' in operation);
    if (isKnownToRun) watch.ranAt = Math.max(this.steadyTimeOf(checkedAt), watch.bornAt);
    return watch;
  }

  /** When to ask next. */
  dueTime(watch: Watch): number {
    const operation = this.parts.operation(watch.id);
    if (!operation) return NEVER;
    const age = nextAsk(this.parts.forecasts.of(operation), watch.ranAge, this.price(), this.parts.random);
    return watch.bornAt + 1000 * age;
  }

  /** How urgent it is to ask, in seconds of unseen waiting. */
  urgency(watch: Watch, now: number): number {
    const operation = this.parts.operation(watch.id);
    if (!operation) return 0;
    return urgency(this.parts.forecasts.of(operation), watch.ranAge, watch.ageAt(now), this.price());
  }

  /** Takes over what is known of its start. @returns whether that has changed */
  knowStart(watch: Watch, operation: Operation): boolean {
    const { bornOn } = watch;
    this.setBirth(watch, operation);
    return watch.bornOn !== bornOn;
  }

  /** It has just been seen running; the answer may have told when it started. */
  sawRunning(watch: Watch, operation: Operation): void {
    this.setBirth(watch, operation);
    watch.ranAt = this.parts.steady.now();
  }

  /**
   * It has just been seen ended. Failures teach nothing: they tell how long it took to fail, and many fail at once. Nor
   * does what ran while the clock was set, or while the computer and the stopwatch slept: nobody knows its age.
   *
   * @param before as it was before the answer: its age counts from what was known then
   */
  sawEnd(watch: Watch, before: Operation, after: EndedOperation): void {
    if (before.state !== 'running' || !['succeeded', 'filtered'].includes(after.state)) return;
    this.setBirth(watch, before);
    if (Math.abs(this.ahead() - watch.ahead) > SET_BY) return;
    const origin = ageOriginOf(before);
    const from = watch.ranAge ?? (origin === 'started' ? 0 : undefined);
    if (from === undefined) return;
    this.parts.forecasts.learn(kindOf(after), origin, from, watch.ageAt(this.parts.steady.now()));
  }

  private price(): number {
    const { pace, focused } = this.parts.pace();
    return priceOf(pace, focused);
  }

  /** Set once for each time it counts from; then it goes with the steady clock, whatever the other does. */
  private setBirth(watch: Watch, { startedAt, trackedAt }: Operation): void {
    const bornOn = startedAt ?? trackedAt;
    if (watch.bornOn === bornOn) return;
    watch.bornOn = bornOn;
    watch.bornAt = this.steadyTimeOf(bornOn);
    watch.ahead = this.ahead();
  }

  /** ms that the steady clock is ahead of the stopwatch: as much as was set forward, or slept. */
  private ahead(): number {
    return this.parts.steady.now() - this.parts.stopwatch();
  }

  /** A time in the future is a mistake of some clock. */
  private steadyTimeOf(iso: string): number {
    return this.parts.steady.now() - Math.max(this.parts.clock.now() - Date.parse(iso), 0);
  }
}
