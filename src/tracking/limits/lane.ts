import type { ProblemKind } from '../../operations/operation';
import type { Random } from '../schedule/pollSchedule';
import { retryDelay } from '../schedule/retryDelay';
import { type Allowance, allowanceOf } from './allowance';
import { RequestBudget } from './requestBudget';
import { RequestLimit } from './requestLimit';

/** Status requests under way at once to one endpoint; test keys of the gateway allow 5 requests of all kinds. */
const MOST_AT_ONCE = 4;
const MINUTE = 60_000;
/** Of the background's requests, those beside the status while others wait: what they ask for is wanted in hours. */
const ASIDE_SHARE = 1 / 10;
/** ms; when a request under way may have ended. */
const SOON = 1000;
/** Room is left for the person's own scripts. */
const SHARE_AT_ONCE = 0.75;
/** ms and turns that the background waits while the person, or a script, takes all the room: then it takes one, too. */
const PATIENCE = 30_000;
const TURNS = 3;

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

/** What the person allows one origin, and what the other windows do there. */
export interface LaneTerms {
  /** Requests a minute that all windows may make together, as set. */
  readonly requestsPerMinute: () => number;
  /** This window's share of them, up to 1; 0 as long as it is not known. */
  readonly share: () => number;
  /**
   * ms on a stopwatch, which nobody can set: a minute of the server's goes by no sooner when a clock is put forward.
   * `now` is what the steady clock shows.
   */
  readonly stopwatch: (now: number) => number;
  /** When the others have sent requests in the last minute, by the stopwatch. */
  readonly sentByOthers: () => readonly number[];
  /** A request is sent from here, or answered. */
  readonly onSend: () => void;
}

/** What the server tells of its limits; all of it may change. */
export interface ToldLimits {
  /** Requests a minute, as an answer tells beside itself. */
  readonly limit?: number;
  /** Requests a minute that are allowed to the key. */
  readonly limitOfKey?: number;
  /** Requests that it still takes in the present minute. */
  readonly remaining?: number;
  /** Requests under way at once. */
  readonly parallel?: number;
}

/** The way to one endpoint origin, which has one key and one limit for all operations. Times: ms since the epoch. */
export class Lane {
  private state: LaneState = { kind: 'unproven' };
  private readonly limit: RequestLimit;
  private readonly budget: RequestBudget;
  private mostAtOnce = MOST_AT_ONCE;
  private underWay = 0;
  private failures = 0;
  private isProven = false;
  private isWaitedFor = false;
  private lastAsideAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly random: Random,
    private readonly terms: LaneTerms,
  ) {
    this.limit = new RequestLimit(terms.requestsPerMinute);
    this.budget = new RequestBudget(terms.sentByOthers, random);
  }

  /**
   * When the next request may go: Infinity if something else has to happen first.
   *
   * @param waitsSince since when the background has waited for its turn
   */
  nextAt(now: number, forPerson: boolean, waitsSince = Number.POSITIVE_INFINITY): number {
    if (this.underWay >= this.mostNow) return Number.POSITIVE_INFINITY;
    if (this.state.kind === 'blocked' && !forPerson) return Number.POSITIVE_INFINITY;
    const personAt = this.budgetAt(now, true);
    const overdueAt = Math.max(personAt, this.overdueAt(now, waitsSince));
    const budgetAt = forPerson ? personAt : Math.min(this.budgetAt(now, false), overdueAt);
    if (this.state.kind === 'held') return Math.max(this.state.until, budgetAt);
    return this.state.kind === 'resting' && !forPerson ? Math.max(this.state.until, budgetAt) : budgetAt;
  }

  /**
   * The same for one request beside those for the status, which gives way to them but for a share, and entirely to
   * the one that is to show whether the endpoint answers: Infinity when asking is useless until the person acts.
   */
  asideAt(now: number): number {
    if (this.state.kind === 'blocked') return Number.POSITIVE_INFINITY;
    const allowance = this.allowance(now);
    const turnAt = this.isWaitedFor ? this.lastAsideAt + MINUTE / (ASIDE_SHARE * allowance.background) : now;
    const hasRoom = this.underWay < this.mostNow && (this.state.kind === 'open' || !this.isWaitedFor);
    const roomAt = hasRoom ? now : now + SOON;
    const span = this.terms.stopwatch(now);
    const budgetAt = now + this.budget.asideAt(span, allowance) - span;
    const at = Math.max(this.waitingFor(now)?.until ?? now, budgetAt, turnAt, roomAt);
    return at === Number.POSITIVE_INFINITY ? now + SOON : at;
  }

  /** From when on one of the background goes first: it has waited so long, mostly for the person. */
  overdueAt(now: number, waitsSince: number): number {
    return waitsSince + Math.max((TURNS * MINUTE) / this.allowance(now).background, PATIENCE);
  }

  /** When requests were sent from here in the last minute, by the stopwatch. */
  sent(now: number): readonly number[] {
    return this.budget.sent(this.terms.stopwatch(now));
  }

  /** Whether status requests wait for their turn. */
  waitedFor(isWaitedFor: boolean): void {
    this.isWaitedFor = isWaitedFor;
  }

  /** Why not even the person's request may go now: the server has told us to wait. */
  heldBack(now: number): LaneProblem | undefined {
    return this.state.kind === 'held' && this.state.until > now ? this.state.problem : undefined;
  }

  begin(now: number): void {
    this.underWay++;
    this.budget.spend(this.terms.stopwatch(now), this.allowance(now));
    this.terms.onSend();
  }

  /** Another request than for a status goes to this endpoint: it counts against the limit all the same. */
  beginAside(now: number): void {
    this.underWay++;
    this.lastAsideAt = now;
    this.budget.begin();
    this.terms.onSend();
  }

  /** A request that waits for no room counts in its minute all the same: the others leave it that. */
  count(now: number): void {
    this.budget.count(this.terms.stopwatch(now));
    this.terms.onSend();
  }

  /** One that was begun has been answered, or given up. */
  end(now: number): void {
    this.underWay--;
    this.budget.end(this.terms.stopwatch(now));
    this.terms.onSend();
  }

  /** The last request was not sent after all. */
  takeBack(): void {
    this.budget.takeBack();
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
    this.state = { kind: 'open' };
    return isFirst;
  }

  /** What stood in the way may be gone, e.g. there is a new key, which has limits of its own. */
  reopen(): void {
    this.failures = 0;
    this.isProven = false;
    this.state = { kind: 'unproven' };
    this.mostAtOnce = MOST_AT_ONCE;
    this.limit.forget();
  }

  /** Nothing is asked until the person does something. */
  block(problem: LaneProblem): void {
    this.state = { kind: 'blocked', problem };
  }

  /** The network may be back, or the computer awake: no need to rest any longer. What the server told still holds. */
  rouse(): void {
    if (this.state.kind === 'resting') this.state = { ...this.state, until: 0 };
  }

  /** What stands in the way of all requests, as far as it is known. */
  standing(now: number): LaneProblem | undefined {
    return this.state.kind === 'blocked' ? this.state.problem : this.waitingFor(now)?.problem;
  }

  /** Waits as the server told (`retryAfter`, ms), else ever longer with each failure. */
  slowDown(problem: LaneProblem, retryAfter: number | undefined, now: number): void {
    // What failed had been under way: only the person ends a block.
    if (this.state.kind === 'blocked') return;
    // Requests that were under way together fail together: that is one failure.
    const waiting = this.waitingFor(now);
    if (problem.kind === 'rateLimited' && !waiting) this.refused(now);
    if (waiting && !retryAfter) return;
    this.failures++;
    const until = now + retryDelay(this.failures, retryAfter, this.random);
    const kind = retryAfter ? 'held' : 'resting';
    this.state = { kind, until: Math.max(until, waiting?.until ?? 0), problem };
  }

  /** The server has told something of its limits. */
  learn({ limit, limitOfKey, remaining, parallel }: ToldLimits, now: number): void {
    if (limitOfKey !== undefined) this.limit.tellOfKey(limitOfKey);
    if (limit !== undefined) this.limit.tell(limit, now);
    if (remaining !== undefined) {
      this.budget.leave(remaining, this.terms.stopwatch(now), this.allowance(now));
    }
    if (parallel !== undefined) this.mostAtOnce = atOnce(parallel);
  }

  /** Requests under way at once: a single one until the endpoint has shown that it answers. */
  private get mostNow(): number {
    return this.state.kind === 'open' ? this.mostAtOnce : 1;
  }

  private allowance(now: number): Allowance {
    return allowanceOf(this.limit.at(now), this.terms.share());
  }

  private refused(now: number): void {
    this.limit.refuse(now);
    this.budget.empty(this.terms.stopwatch(now), this.allowance(now));
  }

  private budgetAt(now: number, forPerson: boolean): number {
    const span = this.terms.stopwatch(now);
    return now + this.budget.nextAt(span, this.allowance(now), forPerson) - span;
  }

  private waitingFor(now: number): Waiting | undefined {
    if (this.state.kind !== 'resting' && this.state.kind !== 'held') return undefined;
    return this.state.until > now ? this.state : undefined;
  }
}

function atOnce(parallel: number): number {
  return Math.min(Math.max(Math.floor(parallel * SHARE_AT_ONCE), 1), MOST_AT_ONCE);
}
