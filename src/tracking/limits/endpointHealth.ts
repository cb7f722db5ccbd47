import { NEVER } from '../../base/time';
import type { Problem } from '../../operations/operation';
import type { Random } from '../schedule/pollSchedule';
import { retryDelay } from '../schedule/retryDelay';

/** Why an endpoint cannot be asked, and so none of its operations. `message` is redacted. */
export type EndpointProblem = Omit<Problem, 'since'>;

/**
 * `unproven`: no good answer since the start or since the key changed, so one request goes ahead of the others.
 * `resting`: it failed, and we leave it alone until then; the person may try.
 * `held`: the server told us to wait until then.
 * `blocked`: it refused the key or the budget. A test request may go then, for refusals are undone by others than the
 * person, too, and some were never meant; NEVER without a key. The person may try.
 */
type State = { readonly kind: 'unproven' } | { readonly kind: 'open' } | Waiting | Blocked;
interface Waiting {
  readonly kind: 'resting' | 'held';
  readonly until: number;
  readonly problem: EndpointProblem;
}
interface Blocked {
  readonly kind: 'blocked';
  readonly until: number;
  readonly problem: EndpointProblem;
}

const MINUTE_MS = 60_000;
/** How long after a refusal, and after each test in a row that was no better, a test request goes; the last repeats. */
const TEST_PAUSES_MS = [5 * MINUTE_MS, 15 * MINUTE_MS, 60 * MINUTE_MS];

/** How we stand with an endpoint: whether it may be asked, by what it has answered. Times: ms of the steady clock. */
export class EndpointHealth {
  private state: State = { kind: 'unproven' };
  private failures = 0;
  /** Test requests in a row that did not end the block. */
  private tests = 0;
  private isProven = false;

  constructor(private readonly random: Random) {}

  /** It has answered well the last time. */
  get isOpen(): boolean {
    return this.state.kind === 'open';
  }

  /** It has refused the key or the budget, or there is no key. */
  get isBlocked(): boolean {
    return this.state.kind === 'blocked';
  }

  /** From when on it may be asked; NEVER when something else has to happen first. */
  askableAt(forPerson: boolean): number {
    const { state } = this;
    if (state.kind === 'unproven' || state.kind === 'open') return 0;
    return forPerson && state.kind !== 'held' ? 0 : state.until;
  }

  /** Why not even the person's request may go now: the server has told us to wait. */
  heldBack(now: number): EndpointProblem | undefined {
    return this.state.kind === 'held' && this.state.until > now ? this.state.problem : undefined;
  }

  /** Until when it is left alone, as the server told or we have decided; undefined when it is not, or is blocked. */
  waitsUntil(now: number): number | undefined {
    return this.waitingFor(now)?.until;
  }

  /** What stands in the way of all requests, as far as it is known. */
  problem(now: number): EndpointProblem | undefined {
    return this.state.kind === 'blocked' ? this.state.problem : this.waitingFor(now)?.problem;
  }

  /**
   * A good answer came. One that had been under way when the server told us to wait does not end the waiting.
   *
   * @returns whether it is the first since the start or since the key changed
   */
  prove(now: number): boolean {
    if (this.heldBack(now)) return false;
    const isFirst = !this.isProven;
    this.isProven = true;
    this.failures = 0;
    this.tests = 0;
    this.state = { kind: 'open' };
    return isFirst;
  }

  /** What stood in the way may be gone, e.g. there is a new key. */
  reopen(): void {
    this.failures = 0;
    this.tests = 0;
    this.isProven = false;
    this.state = { kind: 'unproven' };
  }

  /**
   * It refuses all requests, so none but a rare test goes by itself. A refusal of what the person tried, or of what had
   * been under way, leaves the time of the next test as it is. Each window tests by itself: that is rare enough.
   */
  block(problem: EndpointProblem, now: number): void {
    this.state = { kind: 'blocked', problem, until: this.nextTest(problem, now) };
  }

  /** A request goes. Where it is a test, whatever comes of it, the next one goes later; only a good answer opens. */
  begin(now: number): void {
    if (this.state.kind !== 'blocked' || this.state.until > now) return;
    this.tests++;
    this.state = { ...this.state, until: now + this.testPause() };
  }

  /**
   * The network may be back, or the computer awake: no need to rest any longer. What the server told still holds.
   *
   * @returns whether it rested
   */
  rouse(): boolean {
    if (this.state.kind !== 'resting') return false;
    this.state = { ...this.state, until: 0 };
    return true;
  }

  /**
   * Waits as the server told (`retryAfter`, ms), else ever longer with each failure.
   *
   * @returns whether this failure is one of its own: requests that were under way together fail together
   */
  slowDown(problem: EndpointProblem, retryAfter: number | undefined, now: number): boolean {
    // Only a good answer or the person ends a block.
    if (this.state.kind === 'blocked') return false;
    const waiting = this.waitingFor(now);
    if (!waiting || retryAfter) {
      this.failures++;
      const until = now + retryDelay(this.failures, retryAfter, this.random);
      const kind = retryAfter ? 'held' : 'resting';
      this.state = { kind, until: Math.max(until, waiting?.until ?? 0), problem };
    }
    return !waiting;
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
    if (this.state.kind !== 'resting' && this.state.kind !== 'held') return undefined;
    return this.state.until > now ? this.state : undefined;
  }
}
