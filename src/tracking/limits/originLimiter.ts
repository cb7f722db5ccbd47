import { MINUTE_MS, NEVER, type Time } from '../../base/time';
import type { ProblemKind } from '../../operations/problem';
import type { WindowShares } from '../windows/windowShares';
import { AdaptiveLimit, type ServerLimits } from './adaptiveLimit';
import { EndpointHealth, type EndpointProblem } from './endpointHealth';
import { OutageSigns } from './outageSigns';
import { mayBeOutage, scopeOf } from './problemScope';
import { type Purpose, type Quota, quotaOf } from './quota';
import { RequestWindow } from './requestWindow';

/** Status requests of all windows in flight at once to one endpoint: test keys of the gateway allow 5 requests at once. */
const MAX_AT_ONCE = 4;
/** Share that we use of what the server takes at once: the rest is for the person's own scripts. */
const SHARE_AT_ONCE = 0.75;
/** Share of the background's requests for auxiliary ones while status requests wait: their answers have hours of time. */
const AUXILIARY_SHARE = 1 / 10;
/** Share of the background's requests for missing operations, however many these are. */
const SPARE_SHARE = 1 / 4;
/** Time between two checks for room while requests are in flight: these may end at any time. */
const ROOM_CHECK_MS = 1000;
/** While callers use up the limit, the background waits for this time, and for the time in which it sends so many requests. */
const LONGEST_WAIT_MS = 30_000;
const LONGEST_WAIT_REQUESTS = 3;

/** What limits each origin, beside what the origin itself says. */
export interface LimiterTerms {
  /** Requests a minute that all windows may send to one origin, as set. */
  readonly requestsPerMinute: () => number;
  readonly windows: Pick<WindowShares, 'share' | 'sentByOthers' | 'noteSent'>;
  readonly time: Pick<Time, 'elapsed' | 'monotonic' | 'random'>;
}

/** The limit of an origin after the server has changed it. */
export interface LearnedLimit {
  readonly origin: string;
  readonly requestsPerMinute: number;
}

/** Leave to send one request. Call one of these once; later calls do nothing. */
export interface Permit {
  /** The request has been answered, or given up. */
  release(now: number): void;
  /** It was not sent after all. */
  cancel(): void;
}

/**
 * Rate and concurrency limiter of one API origin, which has one key and one limit for all operations. Times are in ms of
 * `Time.elapsed`.
 */
export class OriginLimiter {
  /** Answers, failures and new keys are reported to the limiter, not here: they change its limits, too. */
  readonly health: EndpointHealth;
  private readonly outage = new OutageSigns();
  private readonly limit: AdaptiveLimit;
  private readonly requestWindow: RequestWindow;
  private mostAtOnce = MAX_AT_ONCE;
  private isWaitedFor = false;
  private lastAuxiliaryAt = 0;

  /** @param onLearn called when what the server says changes the limit */
  constructor(
    private readonly origin: string,
    private readonly terms: LimiterTerms,
    private readonly onLearn: (limit: LearnedLimit) => void,
  ) {
    const { requestsPerMinute, windows, time } = terms;
    this.health = new EndpointHealth(time.random);
    this.limit = new AdaptiveLimit(requestsPerMinute);
    this.requestWindow = new RequestWindow(() => windows.sentByOthers(origin), time.random);
  }

  /**
   * When the next status request may go: NEVER if something else has to happen first.
   *
   * @param waitsSince since when due polls wait for this
   */
  nextAt(now: number, purpose: Purpose, waitsSince = NEVER): number {
    const sendableAt = this.health.sendableAt(purpose);
    if (!this.hasRoom(purpose) || sendableAt === NEVER) return NEVER;
    const personAt = this.windowAt(now, 'person');
    const overdueAt = Math.max(personAt, this.overdueAt(now, waitsSince));
    const windowAt = purpose === 'person' ? personAt : Math.min(this.windowAt(now, 'background'), overdueAt);
    return Math.max(sendableAt, windowAt);
  }

  /**
   * When the next auxiliary request may go: NEVER while the endpoint is blocked. While status requests wait, it gets a small
   * share; while one of them is to show whether the endpoint answers, none.
   */
  auxiliaryAt(now: number): number {
    if (this.health.isBlocked) return NEVER;
    const quota = this.quota(now);
    const sharedAt = this.isWaitedFor
      ? this.lastAuxiliaryAt + MINUTE_MS / (AUXILIARY_SHARE * quota.background)
      : now;
    const hasRoom = this.hasRoom('background') && (this.health.isHealthy || !this.isWaitedFor);
    const windowAt = this.windowAt(now, 'auxiliary');
    const at = Math.max(
      this.health.sendableAt('background'),
      windowAt,
      sharedAt,
      hasRoom ? now : now + ROOM_CHECK_MS,
    );
    return at === NEVER ? now + ROOM_CHECK_MS : at;
  }

  /** Until when no request goes since the endpoint failed or the server asked us to wait; undefined otherwise. */
  waitsUntil(now: number): number | undefined {
    const until = this.health.waitsUntil(now);
    const windowAt = this.windowAt(now, 'background');
    return until === undefined || windowAt === NEVER ? until : Math.max(until, windowAt);
  }

  /** When a poll of the background goes before those of callers: it has waited for them so long. */
  overdueAt(now: number, waitsSince: number): number {
    const paced = (LONGEST_WAIT_REQUESTS * MINUTE_MS) / this.quota(now).background;
    return waitsSince + Math.max(paced, LONGEST_WAIT_MS);
  }

  /** ms between two requests about missing operations. */
  sparePause(now: number): number {
    return MINUTE_MS / (SPARE_SHARE * this.quota(now).background);
  }

  /** When this window sent requests in the last minute, in ms of the monotonic clock. */
  sent(now: number): readonly number[] {
    return this.requestWindow.sent(this.monotonic(now));
  }

  /** Learns whether status requests wait, which auxiliary requests give way to. */
  waitedFor(isWaitedFor: boolean): void {
    this.isWaitedFor = isWaitedFor;
  }

  /** A request is sent now. */
  acquire(kind: 'status' | 'auxiliary', now: number): Permit {
    if (kind === 'status') {
      this.health.sending(now);
      this.requestWindow.spendToken(this.monotonic(now), this.quota(now));
    } else this.lastAuxiliaryAt = now;
    this.requestWindow.acquire();
    this.terms.windows.noteSent();
    return this.permit(kind);
  }

  /** A request was sent that waits for no limit, such as a download. It counts in its minute all the same. */
  count(now: number): void {
    this.requestWindow.acquire();
    this.ended(now);
  }

  /** There is a new key, which has limits of its own. */
  keyChanged(): void {
    this.health.reset();
    this.outage.clear();
    this.mostAtOnce = MAX_AT_ONCE;
    this.limit.reset();
  }

  /**
   * A good answer came about an operation.
   *
   * @returns `isFirst`: as `EndpointHealth.succeeded`; `wasAway`: whether it is news to all operations of the endpoint
   */
  noteAnswer(name: string, now: number): { readonly isFirst: boolean; readonly wasAway: boolean } {
    this.outage.answeredAbout(name);
    const wasAway = this.health.wasAway(now);
    return { isFirst: this.health.succeeded(now), wasAway };
  }

  /**
   * A request has failed.
   *
   * @param retryAfter ms that the server asked us to wait
   * @returns whether the whole endpoint has failed, so that it gets fewer requests from now on, or none
   */
  noteFailure(problem: EndpointProblem, retryAfter: number | undefined, now: number): boolean {
    switch (scopeOf(problem.kind, retryAfter)) {
      case 'blockedEndpoint':
        this.health.block(problem, now);
        return true;
      case 'slowEndpoint':
        if (this.health.backOff(problem, retryAfter, now)) this.noteRefusal(problem.kind, now);
        return true;
      case 'operation':
        return false;
    }
  }

  /**
   * A request about an operation has failed, by no fault that is that of the whole endpoint.
   *
   * @returns whether it befell so many operations that the endpoint is out of order: then it gets fewer requests
   */
  noteFailureAbout(name: string, problem: EndpointProblem, now: number): boolean {
    if (!mayBeOutage(problem) || !this.outage.failedAbout(name)) return false;
    this.health.backOff(problem, undefined, now);
    return true;
  }

  /** The server has said something of its limits. */
  learn(limits: ServerLimits, now: number): void {
    const { remaining, parallel } = limits;
    const before = this.limit.at(now);
    this.limit.learn(limits, now);
    const after = this.limit.at(now);
    if (after !== before) this.onLearn({ origin: this.origin, requestsPerMinute: after });
    if (remaining !== undefined) {
      this.requestWindow.setRemaining(remaining, this.monotonic(now), this.quota(now));
    }
    if (parallel !== undefined) {
      this.mostAtOnce = Math.min(Math.max(Math.floor(parallel * SHARE_AT_ONCE), 1), MAX_AT_ONCE);
    }
  }

  private permit(kind: 'status' | 'auxiliary'): Permit {
    let isOpen = true;
    const once = (end: () => void) => {
      if (isOpen) end();
      isOpen = false;
    };
    return {
      release: (now) => once(() => this.ended(now)),
      cancel: () => once(() => this.requestWindow.cancel(kind === 'status')),
    };
  }

  private ended(now: number): void {
    this.requestWindow.release(this.monotonic(now));
    this.terms.windows.noteSent();
  }

  /**
   * Whether one more request may be in flight. Until the endpoint is healthy there is one at a time. Then each window has
   * its share of what the server takes at once, at least one; a person has one more, so as not to wait for a slow answer.
   */
  private hasRoom(purpose: Purpose): boolean {
    const { inFlight } = this.requestWindow;
    if (!this.health.isHealthy) return inFlight < 1;
    const share = Math.max(Math.floor(this.mostAtOnce * this.terms.windows.share(this.origin)), 1);
    return inFlight < Math.min(purpose === 'person' ? share + 1 : share, this.mostAtOnce);
  }

  private quota(now: number): Quota {
    return quotaOf(this.limit.at(now), this.terms.windows.share(this.origin));
  }

  private noteRefusal(kind: ProblemKind, now: number): void {
    if (kind !== 'rateLimited') return;
    this.limit.lower(now);
    this.requestWindow.empty(this.monotonic(now), this.quota(now));
  }

  private windowAt(now: number, purpose: Purpose): number {
    const monotonic = this.monotonic(now);
    return now + this.requestWindow.nextAt(monotonic, this.quota(now), purpose) - monotonic;
  }

  /** A time of `Time.elapsed` by the monotonic clock: the server's minute does not end sooner when the wall clock is set. */
  private monotonic(now: number): number {
    const { time } = this.terms;
    return time.monotonic() + now - time.elapsed();
  }
}
