import { MINUTE_MS, NEVER, type Time } from '../../base/time';
import type { Problem } from '../../operations/problem';
import type { Purpose } from './quota';
import { retryDelay } from './retryDelay';

/** Why no request may go to an endpoint. `message` is redacted. */
export type EndpointProblem = Omit<Problem, 'since'>;

/**
 * `untested`: no good answer since the start or since the key changed, so there is one request at a time.
 * `backingOff`: a request failed, and the next one goes at `until`; a person may try before.
 * `retryAfter`: the server asked us to wait until then.
 * `blocked`: it refused the key or the budget. A test request goes at `until`, since others than the person may undo the
 * refusal, or it was a mistake; NEVER without a key. A person may try before.
 */
type State =
  | { readonly kind: 'untested' }
  | { readonly kind: 'healthy' }
  | Held<'backingOff' | 'retryAfter'>
  | Held<'blocked'>;
interface Held<Kind> {
  readonly kind: Kind;
  /** When it gave no good answer for the first time. */
  readonly since: number;
  readonly until: number;
  readonly problem: EndpointProblem;
}

/** Delays of test requests: after the refusal, and after each test that failed in turn; the last one repeats. */
const TEST_PAUSES_MS = [5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS];
/** After so long without a good answer, operations may have ended that are not due for long: overdue ones pause as long. */
const OUTAGE_MS = 5 * MINUTE_MS;

/** Health of one API origin: may we send now, given its recent answers? Times are in ms of `Time.elapsed`. */
export class EndpointHealth {
  private state: State = { kind: 'untested' };
  private failures = 0;
  /** Test requests in a row that failed. */
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

  /** Whether it has given no good answer for so long that an answer is news to all its operations. */
  wasAway(now: number): boolean {
    if (this.state.kind === 'blocked') return true;
    return 'since' in this.state && now - this.state.since >= OUTAGE_MS;
  }

  /** When a request may go; NEVER when something else has to happen first. */
  sendableAt(purpose: Purpose): number {
    const { state } = this;
    if (state.kind === 'untested' || state.kind === 'healthy') return 0;
    return purpose === 'person' && state.kind !== 'retryAfter' ? 0 : state.until;
  }

  /** The problem while the server wants us to wait: not even a request for a person may go then. */
  retryAfterProblem(now: number): EndpointProblem | undefined {
    return this.state.kind === 'retryAfter' && this.state.until > now ? this.state.problem : undefined;
  }

  /** Until when it is backing off or waits as the server asked; undefined otherwise. */
  waitsUntil(now: number): number | undefined {
    return this.waitingFor(now)?.until;
  }

  /** The problem that keeps all requests from being sent. */
  problem(now: number): EndpointProblem | undefined {
    return this.state.kind === 'blocked' ? this.state.problem : this.waitingFor(now)?.problem;
  }

  /** A request is sent. If it is a test request, the next one goes later, whatever comes of it. */
  sending(now: number): void {
    if (this.state.kind !== 'blocked' || this.state.until > now) return;
    this.tests++;
    this.state = { ...this.state, until: now + this.testPause() };
  }

  /**
   * A good answer came. It does not end a wait that the server asked for while it was in flight.
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

  /** What kept requests from being sent may be over, such as with a new key. */
  reset(): void {
    this.failures = 0;
    this.tests = 0;
    this.hasSucceeded = false;
    this.state = { kind: 'untested' };
  }

  /**
   * The endpoint refuses all requests, so only rare test requests go by themselves, from each window. A further refusal
   * leaves the time of the next test request as it is.
   */
  block(problem: EndpointProblem, now: number): void {
    this.state = { kind: 'blocked', since: this.since(now), problem, until: this.nextTest(problem, now) };
  }

  /**
   * Waits as the server asked (`retryAfter`, ms), else ever longer with each failure.
   *
   * @returns whether this failure counts: requests that were in flight together fail together, and count once
   */
  backOff(problem: EndpointProblem, retryAfter: number | undefined, now: number): boolean {
    // Only a good answer or the person ends a block.
    if (this.state.kind === 'blocked') return false;
    const waiting = this.waitingFor(now);
    if (!waiting || retryAfter) {
      this.failures++;
      const until = now + retryDelay(this.failures, this.random, { retryAfter });
      const kind = retryAfter ? 'retryAfter' : 'backingOff';
      this.state = { kind, since: this.since(now), until: Math.max(until, waiting?.until ?? 0), problem };
    }
    return !waiting;
  }

  /**
   * The network may be back, or the computer awake, so requests may go now, unless the server asked us to wait.
   *
   * @returns whether it was backing off
   */
  endBackoff(): boolean {
    if (this.state.kind !== 'backingOff') return false;
    this.state = { ...this.state, until: 0 };
    return true;
  }

  private since(now: number): number {
    return 'since' in this.state ? this.state.since : now;
  }

  private nextTest({ kind }: EndpointProblem, now: number): number {
    if (kind === 'noKey') return NEVER;
    const known = this.state.kind === 'blocked' ? this.state.until : NEVER;
    return known === NEVER ? now + this.testPause() : known;
  }

  private testPause(): number {
    return TEST_PAUSES_MS[Math.min(this.tests, TEST_PAUSES_MS.length - 1)] ?? NEVER;
  }

  private waitingFor(now: number): Held<'backingOff' | 'retryAfter'> | undefined {
    if (this.state.kind !== 'backingOff' && this.state.kind !== 'retryAfter') return undefined;
    return this.state.until > now ? this.state : undefined;
  }
}
