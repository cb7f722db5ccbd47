import type { ProblemKind } from '../../operations/operation';
import { type Random, retryDelay } from '../schedule/pollSchedule';
import { RequestBudget } from './requestBudget';

/** Status requests under way at once to one endpoint; test keys of the gateway allow 5 requests of all kinds. */
const MOST_AT_ONCE = 4;

/** Why an endpoint cannot be asked, and so none of its operations. `message` is redacted. */
export interface LaneProblem {
  readonly kind: ProblemKind;
  readonly message: string;
}

/**
 * Whether an endpoint may be asked.
 * `unproven`: no good answer since the start or since the key changed, so one request goes ahead of the others.
 * `resting`: it failed, and we leave it alone until then; the person may try.
 * `held`: the server told us to wait until then.
 * `blocked`: asking is useless until the person does something; the person may try.
 */
type LaneState =
  | { readonly kind: 'unproven' | 'open' }
  | Waiting
  | { readonly kind: 'blocked'; readonly problem: LaneProblem };
interface Waiting {
  readonly kind: 'resting' | 'held';
  readonly until: number;
  readonly problem: LaneProblem;
}

/** The way to one endpoint origin, which has one key and one limit for all operations. Times: ms since the epoch. */
export class Lane {
  private state: LaneState = { kind: 'unproven' };
  private readonly budget = new RequestBudget();
  private underWay = 0;
  private failures = 0;

  constructor(private readonly random: Random) {}

  /** When the next request may go: Infinity if something else has to happen first. */
  nextAt(now: number, requestsPerMinute: number, forPerson: boolean): number {
    if (this.underWay >= (this.state.kind === 'open' ? MOST_AT_ONCE : 1)) return Number.POSITIVE_INFINITY;
    const budgetAt = this.budget.nextAt(now, requestsPerMinute);
    if (this.state.kind === 'held') return Math.max(this.state.until, budgetAt);
    if (forPerson) return budgetAt;
    if (this.state.kind === 'blocked') return Number.POSITIVE_INFINITY;
    return this.state.kind === 'resting' ? Math.max(this.state.until, budgetAt) : budgetAt;
  }

  /** Why not even the person's request may go now: the server has told us to wait. */
  heldBack(now: number): LaneProblem | undefined {
    return this.state.kind === 'held' && this.state.until > now ? this.state.problem : undefined;
  }

  begin(now: number): void {
    this.underWay++;
    this.budget.spend(now);
  }

  /** Another request than for a status goes to this endpoint: it counts against the limit all the same. */
  spend(now: number): void {
    this.budget.spend(now);
  }

  end(): void {
    this.underWay--;
  }

  /** The last request was not sent after all. */
  takeBack(): void {
    this.budget.takeBack();
  }

  /** A good answer came. One that had been under way when the server told us to wait does not end the waiting. */
  prove(now: number): void {
    if (this.heldBack(now)) return;
    this.failures = 0;
    this.state = { kind: 'open' };
  }

  /** What stood in the way may be gone, e.g. there is a new key. */
  reopen(): void {
    this.failures = 0;
    this.state = { kind: 'unproven' };
  }

  /** Nothing is asked until the person does something. */
  block(problem: LaneProblem): void {
    this.state = { kind: 'blocked', problem };
  }

  /** What stands in the way of all requests, as far as it is known. */
  standing(now: number): LaneProblem | undefined {
    return this.state.kind === 'blocked' ? this.state.problem : this.waitingFor(now)?.problem;
  }

  /** Waits as the server told (`retryAfter`, ms), else ever longer with each failure. */
  slowDown(problem: LaneProblem, retryAfter: number | undefined, now: number): void {
    // Requests that were under way together fail together: that is one failure.
    const waiting = this.waitingFor(now);
    if (waiting && !retryAfter) return;
    this.failures++;
    const until = now + retryDelay(this.failures, retryAfter, this.random);
    const kind = retryAfter ? 'held' : 'resting';
    this.state = { kind, until: Math.max(until, waiting?.until ?? 0), problem };
  }

  private waitingFor(now: number): Waiting | undefined {
    if (this.state.kind !== 'resting' && this.state.kind !== 'held') return undefined;
    return this.state.until > now ? this.state : undefined;
  }
}
