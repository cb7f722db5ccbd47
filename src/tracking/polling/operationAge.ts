import { NEVER, type Time } from '../../base/time';
import { pollingOf } from '../../operations/following';
import type { EndedOperation, Operation, OperationId } from '../../operations/operation';
import { ageOriginOf, type Forecasts } from '../schedule/forecasts';
import { kindOf } from '../schedule/jobKind';
import { pauseAt } from '../schedule/overdue';
import { nextAsk, type Pace, priceOf, urgency } from '../schedule/pollSchedule';
import { Watch } from './polledOperation';

export interface ExpectationParts {
  readonly operation: (id: OperationId) => Operation | undefined;
  readonly forecasts: Pick<Forecasts, 'of' | 'learn' | 'overdueAfter'>;
  readonly time: Time;
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
    if (watch.ranAt !== undefined) watch.asked = { at: watch.ranAt, age: watch.ageAt(watch.ranAt) };
    return watch;
  }

  /** When to poll next, as the operation is now; NEVER unless somebody asks. */
  dueTime(watch: Watch, operation: Operation): number {
    if (operation.state !== 'running') return this.notBefore(watch, operation, this.parts.time.steady());
    const age = nextAsk(
      this.parts.forecasts.of(operation),
      watch.ranAge,
      this.price(),
      this.parts.time.random,
    );
    return this.notBefore(watch, operation, watch.bornAt + 1000 * age);
  }

  /** When to poll again after a request that brought no answer; `delay` in ms. */
  retryTime(watch: Watch, operation: Operation, delay: number): number {
    return this.notBefore(watch, operation, this.parts.time.steady() + delay);
  }

  /**
   * How urgent it is to ask, in seconds of unseen waiting; of one that has failed, less: where a single request may go,
   * such as a test, it must not be always the same one.
   */
  urgency(watch: Watch, now: number): number {
    const operation = this.parts.operation(watch.id);
    if (!operation) return 0;
    const waiting = urgency(this.parts.forecasts.of(operation), watch.ranAge, watch.ageAt(now), this.price());
    return waiting / (1 + watch.failures);
  }

  /** Takes over what is known of its start. @returns whether that has changed */
  knowStart(watch: Watch, operation: Operation): boolean {
    const { bornOn } = watch;
    this.setBirth(watch, operation);
    return watch.bornOn !== bornOn;
  }

  /**
   * A request about it has just ended. While the computer sleeps nobody can poll, and a clock may be set forward by
   * hours: such time makes nothing overdue.
   */
  asked(watch: Watch): void {
    const at = this.parts.time.steady();
    watch.asked = { at, age: watch.ageAt(at) - Math.max(this.ahead() - watch.ahead, 0) / 1000 };
  }

  /** It has just been seen running; the answer may have told when it started. */
  sawRunning(watch: Watch, operation: Operation): void {
    this.setBirth(watch, operation);
    watch.ranAt = this.parts.time.steady();
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
    this.parts.forecasts.learn(kindOf(after), origin, from, watch.ageAt(this.parts.time.steady()));
  }

  /** The time at which it is polled where it would be at `wanted`. */
  private notBefore(watch: Watch, operation: Operation, wanted: number): number {
    const { time } = this.parts;
    const polling = pollingOf(operation);
    switch (polling.kind) {
      case 'scheduled':
        return Math.max(wanted, this.restEnd(watch, operation));
      case 'lookedAt':
        return Math.max(wanted, time.steady() + polling.at - time.now());
      default:
        return NEVER;
    }
  }

  /** When the pause after its last request ends: an overdue one is polled ever more rarely. */
  private restEnd(watch: Watch, operation: Operation): number {
    if (!watch.asked) return 0;
    const { at, age } = watch.asked;
    return at + 1000 * pauseAt(age, this.parts.forecasts.overdueAfter(operation));
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
    return this.parts.time.steady() - this.parts.time.monotonic();
  }

  /** A time in the future is a mistake of some clock. */
  private steadyTimeOf(iso: string): number {
    return this.parts.time.steady() - Math.max(this.parts.time.now() - Date.parse(iso), 0);
  }
}
