import { NEVER } from '../../base/time';
import type { Random } from '../schedule/pollSchedule';
import { AdaptiveLimit } from './adaptiveLimit';
import { type Allowance, allowanceOf } from './allowance';
import { EndpointHealth, type EndpointProblem } from './endpointHealth';
import { RequestWindow } from './requestWindow';

/** Status requests of all windows under way at once to one endpoint; test keys of the gateway allow 5 of all kinds. */
const MOST_AT_ONCE = 4;
const MINUTE = 60_000;
/** Of the background's requests, those beside the status while others wait: what they ask for is wanted in hours. */
const ASIDE_SHARE = 1 / 10;
/** Of the background's requests, those about missing operations: however many they are, they crowd out nobody. */
const SPARE_SHARE = 1 / 4;
/** ms; when a request under way may have ended. */
const SOON = 1000;
/** Room is left for the person's own scripts. */
const SHARE_AT_ONCE = 0.75;
/** ms and turns that the background waits while the person, or a script, takes all the room: then it takes one, too. */
const PATIENCE = 30_000;
const TURNS = 3;

/** What the person allows one origin, and what the other windows do there. */
export interface LimiterTerms {
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
  /** What the server told has changed how many requests a minute go there. */
  readonly onLearn: (requestsPerMinute: number) => void;
}

/** What the server tells of its limits; all of it may change. */
export interface ToldLimits {
  /** Requests a minute, as an answer tells beside itself. */
  readonly limit?: number;
  /** Requests a minute that are allowed to the key. */
  readonly limitOfKey?: number;
  /** Requests a minute about one model: whether those for a status count, a refusal shows. */
  readonly limitOfModel?: number;
  /** Requests that it still takes in the present minute. */
  readonly remaining?: number;
  /** Requests under way at once. */
  readonly parallel?: number;
}

/** The way to one endpoint origin, which has one key and one limit for all operations. Times: ms of the steady clock. */
export class OriginLimiter {
  /** Failures and a new key are told to the limiter itself: its limits follow them, too. */
  readonly health: EndpointHealth;
  private readonly limit: AdaptiveLimit;
  private readonly budget: RequestWindow;
  private mostAtOnce = MOST_AT_ONCE;
  private isWaitedFor = false;
  private lastAuxiliaryAt = 0;

  constructor(
    random: Random,
    private readonly terms: LimiterTerms,
  ) {
    this.health = new EndpointHealth(random);
    this.limit = new AdaptiveLimit(terms.requestsPerMinute);
    this.budget = new RequestWindow(terms.sentByOthers, random);
  }

  /**
   * When the next request may go: NEVER if something else has to happen first.
   *
   * @param waitsSince since when the background has waited for its turn
   */
  nextAt(now: number, forPerson: boolean, waitsSince = NEVER): number {
    const askableAt = this.health.askableAt(forPerson);
    if (!this.hasRoom(forPerson) || askableAt === NEVER) return NEVER;
    const personAt = this.budgetAt(now, true);
    const overdueAt = Math.max(personAt, this.overdueAt(now, waitsSince));
    const budgetAt = forPerson ? personAt : Math.min(this.budgetAt(now, false), overdueAt);
    return Math.max(askableAt, budgetAt);
  }

  /**
   * The same for one request beside those for the status, which gives way to them but for a share, and entirely to
   * the one that is to show whether the endpoint answers: NEVER when asking is useless until the person acts.
   */
  auxiliaryAt(now: number): number {
    if (this.health.isBlocked) return NEVER;
    const askableAt = this.health.askableAt(false);
    const allowance = this.allowance(now);
    const turnAt = this.isWaitedFor
      ? this.lastAuxiliaryAt + MINUTE / (ASIDE_SHARE * allowance.background)
      : now;
    const roomAt = this.hasRoom(false) && (this.health.isOpen || !this.isWaitedFor) ? now : now + SOON;
    const span = this.terms.stopwatch(now);
    const budgetAt = now + this.budget.auxiliaryAt(span, allowance) - span;
    const at = Math.max(askableAt, budgetAt, turnAt, roomAt);
    return at === NEVER ? now + SOON : at;
  }

  /** Until when nothing goes, since the server told so or it failed; undefined when it does not wait, or is blocked. */
  waitsUntil(now: number): number | undefined {
    const until = this.health.waitsUntil(now);
    const budgetAt = this.budgetAt(now, false);
    return until === undefined || budgetAt === NEVER ? until : Math.max(until, budgetAt);
  }

  /** From when on one of the background goes first: it has waited so long, mostly for the person. */
  overdueAt(now: number, waitsSince: number): number {
    return waitsSince + Math.max((TURNS * MINUTE) / this.allowance(now).background, PATIENCE);
  }

  /** ms between two requests of those that can wait until nothing else is due. */
  sparePause(now: number): number {
    return MINUTE / (SPARE_SHARE * this.allowance(now).background);
  }

  /** When requests were sent from here in the last minute, by the stopwatch. */
  sent(now: number): readonly number[] {
    return this.budget.sent(this.terms.stopwatch(now));
  }

  /** Whether status requests wait for their turn. */
  waitedFor(isWaitedFor: boolean): void {
    this.isWaitedFor = isWaitedFor;
  }

  begin(now: number): void {
    this.health.begin(now);
    this.budget.spend(this.terms.stopwatch(now), this.allowance(now));
    this.terms.onSend();
  }

  /** Another request than for a status goes to this endpoint: it counts against the limit all the same. */
  beginAuxiliary(now: number): void {
    this.lastAuxiliaryAt = now;
    this.budget.begin();
    this.terms.onSend();
  }

  /** A request that goes without waiting, such as a download, counts in its minute all the same. */
  count(now: number): void {
    this.budget.count(this.terms.stopwatch(now));
    this.terms.onSend();
  }

  /** One that was begun has been answered, or given up. */
  end(now: number): void {
    this.budget.end(this.terms.stopwatch(now));
    this.terms.onSend();
  }

  /** The last request was not sent after all. */
  takeBack(): void {
    this.budget.takeBack();
  }

  /** What stood in the way may be gone, e.g. there is a new key, which has limits of its own. */
  reopen(): void {
    this.health.reopen();
    this.mostAtOnce = MOST_AT_ONCE;
    this.limit.forget();
  }

  /** A request has failed in a way that the next would, too: see `EndpointHealth`. */
  slowDown(problem: EndpointProblem, retryAfter: number | undefined, now: number): void {
    const isAnother = this.health.slowDown(problem, retryAfter, now);
    if (isAnother && problem.kind === 'rateLimited') this.refused(now);
  }

  /** The server has told something of its limits. */
  learn(told: ToldLimits, now: number): void {
    const { remaining, parallel } = told;
    this.learnLimits(told, now);
    if (remaining !== undefined) {
      this.budget.leave(remaining, this.terms.stopwatch(now), this.allowance(now));
    }
    if (parallel !== undefined) this.mostAtOnce = atOnce(parallel);
  }

  /**
   * For one more at once: there is a single one until the endpoint has shown that it answers. Of as many as it takes then
   * each window has its share, but at least one, and the person one more, so as not to wait for a slow answer.
   */
  private hasRoom(forPerson: boolean): boolean {
    if (!this.health.isOpen) return this.budget.underWay < 1;
    const share = Math.max(Math.floor(this.mostAtOnce * this.terms.share()), 1);
    return this.budget.underWay < Math.min(forPerson ? share + 1 : share, this.mostAtOnce);
  }

  private learnLimits({ limit, limitOfKey, limitOfModel }: ToldLimits, now: number): void {
    const before = this.limit.at(now);
    if (limitOfKey !== undefined) this.limit.tellOfKey(limitOfKey);
    if (limitOfModel !== undefined) this.limit.tellOfModel(limitOfModel);
    if (limit !== undefined) this.limit.tell(limit, now);
    const after = this.limit.at(now);
    if (after !== before) this.terms.onLearn(after);
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
}

function atOnce(parallel: number): number {
  return Math.min(Math.max(Math.floor(parallel * SHARE_AT_ONCE), 1), MOST_AT_ONCE);
}
