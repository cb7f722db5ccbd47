import { MINUTE_MS, NEVER, type Time } from '../../base/time';
import type { Problem } from '../../operations/problem';
import { retryDelay } from './retryDelay';

/** Why an endpoint cannot be asked, and so none of its operations. `message` is redacted. */
export type EndpointProblem = Omit<Problem, 'since'>;

/**
 * `untested`: no good answer since the start or since the key changed, so one request goes ahead of the others.
 * `backingOff`: it failed, and we leave it alone until then; a person may try.
 * `retryAfter`: the server asked us to wait until then.
 * `blocked`: it refused the key or the budget. A test request may go then, for refusals are undone by others than the
 * person, too, and some were never meant; NEVER without a key. A person may try.
 */
type State = { readonly kind: 'untested' } | { readonly kind: 'healthy' } | Waiting | Blocked;
interface Waiting {
  readonly kind: 'backingOff' | 'retryAfter';
  readonly until: number;
  readonly problem: EndpointProblem;
}
interface Blocked {
  readonly kind: 'blocked';
  readonly until: number;
  readonly problem: EndpointProblem;
}

/** How long after a refusal, and after each test in a row that was no better, a test request goes; the last repeats. */
const TEST_PAUSES_MS = [5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS];

/**
 * Health of one API origin: may we send now, given its recent answers? Times are in ms of `Time.elapsed`.
 */
export class EndpointHealth {
  private state: State = { kind: 'untested' };
  private failures = 0;
  /** Test requests in a row that did not end the block. */
  private tests = 0;
  private hasSucceeded = false;

  constructor(private readonly random: Time['random']) {}

  /** Whether its last answer was good. */
  get isHealthy(): boolean {
    return this.state.kind === 'healthy';
  }

  /** Whether it has refused the key or the budget, or there is no key. */
  get isBlocked(): boolean {
    return this.state.kind === 'blocked';
  }

  /** From when on a request may go; NEVER when something else has to happen first. */
  sendableAt(forPerson: boolean): number {
    const { state } = this;
    if (state.kind === 'untested' || state.kind === 'healthy') return 0;
    return forPerson && state.kind !== 'retryAfter' ? 0 : state.until;
  }

  /** The problem when the server has asked us to wait, so that not even a person's request may go now. */
  retryAfterProblem(now: number): EndpointProblem | undefined {
    return this.state.kind === 'retryAfter' && this.state.until > now ? this.state.problem : undefined;
  }

  /** Until when it is left alone, as the server asked or we have decided; undefined when it is not, or is blocked. */
  waitsUntil(now: number): number | undefined {
    return this.waitingFor(now)?.until;
  }

  /** What stands in the way of all requests, as far as it is known. */
  problem(now: number): EndpointProblem | undefined {
    return this.state.kind === 'blocked' ? this.state.problem : this.waitingFor(now)?.problem;
  }

  /** A request goes. Where it is a test, whatever comes of it, the next one goes later; only a good answer ends the block. */
  sending(now: number): void {
    if (this.state.kind !== 'blocked' || this.state.until > now) return;
    this.tests++;
    this.state = { ...this.state, until: now + this.testPause() };
  }

  /**
   * A good answer came. One that was in flight when the server asked us to wait does not end the waiting.
   *
   * @returns whether it is the first since the start or since the key changed
   */
  succeeded(now: number): boolean {
    if (this.retryAfterProblem(now)) return false;
    const isFirst = !this.hasSucceeded;
    this.hasSucceeded = true;
    this.failures = 0;
    this.tests = 0;
    this.state = { kind: 'healthy' };
    return isFirst;
  }

  /** What stood in the way may be gone, e.g. there is a new key. */
  reset(): void {
    this.failures = 0;
    this.tests = 0;
    this.hasSucceeded = false;
    this.state = { kind: 'untested' };
  }

  /**
   * It refuses all requests, so none but a rare test goes by itself. A refusal of what a person tried, or of what was in
   * flight, leaves the time of the next test as it is. Each window tests by itself: that is rare enough.
   */
  block(problem: EndpointProblem, now: number): void {
    this.state = { kind: 'blocked', problem, until: this.nextTest(problem, now) };
  }

  /**
   * Waits as the server asked (`retryAfter`, ms), else ever longer with each failure.
   *
   * @returns whether this failure is one of its own: requests that were in flight together fail together
   */
  backOff(problem: EndpointProblem, retryAfter: number | undefined, now: number): boolean {
    // Only a good answer or the person ends a block.
    if (this.state.kind === 'blocked') return false;
    const waiting = this.waitingFor(now);
    if (!waiting || retryAfter) {
      this.failures++;
      const until = now + retryDelay(this.failures, this.random, { retryAfter });
      const kind = retryAfter ? 'retryAfter' : 'backingOff';
      this.state = { kind, until: Math.max(until, waiting?.until ?? 0), problem };
    }
    return !waiting;
  }

  /**
   * The network may be back, or the computer awake: no need to wait any longer. What the server asked for still holds.
   *
   * @returns whether it was backing off
   */
  endBackoff(): boolean {
    if (this.state.kind !== 'backingOff') return false;
    this.state = { ...this.state, until: 0 };
    return true;
  }

  private nextTest({ kind }: EndpointProblem, now: number): number {
    if (kind === 'noKey') return NEVER;
    const known = this.state.kind === 'blocked' ? this.state.until : NEVER;
    return known === NEVER ? now + this.testPause() : known;
  }

  private testPause(): number {
    return TEST_PAUSES_MS[Math.min(this.tests, TEST_PAUSES_MS.length - 1)] ?? NEVER;
  }

  private waitingFor(now: number): Waiting | undefined {
    if (this.state.kind !== 'backingOff' && this.state.kind !== 'retryAfter') return undefined;
    return this.state.until > now ? this.state : undefined;
  }
}
