import { MINUTE_MS, NEVER, type Time } from '../../base/time';
import type { Quota } from './quota';

/** Of the time between two requests where less than one a minute is allowed. */
const JITTER = 1 / 4;

/**
 * What may be sent to one origin, and when: a sliding minute, in which no more than is allowed is sent, by this window and
 * by all together; and, for the background, a token bucket that spreads its requests over the minute. Times are in ms of
 * the monotonic clock.
 */
export class RequestWindow {
  /**
   * When the requests of the last minute were answered, the oldest first. While a request is in flight it counts as of now,
   * for the server may receive it only now; from then on as of its answer, for the server has counted it by then.
   */
  private answeredAt: number[] = [];
  private unanswered = 0;
  private tokens: number | undefined;
  private filledAt = 0;
  /** Requests of others that the server has counted, and until when they may count. */
  private foreign = { count: 0, until: 0 };

  /** From 1: windows that may each send one in several minutes must not do so together for ever. */
  private readonly longer: number;

  /** @param sentByOthers when the other windows have sent requests in the last minute */
  constructor(
    private readonly sentByOthers: () => readonly number[],
    random: Time['random'],
  ) {
    this.longer = 1 + random() * JITTER;
  }

  /** Requests that have no answer yet. */
  get inFlight(): number {
    return this.unanswered;
  }

  /** When the next request may be sent; `now` when at once, NEVER where nothing is allowed. */
  nextAt(now: number, quota: Quota, forPerson: boolean): number {
    if (forPerson) return this.roomAt(now, quota, 'everything');
    return Math.max(this.auxiliaryAt(now, quota), this.tokenAt(now, quota));
  }

  /** Like `nextAt` for the background, without the token bucket: for auxiliary requests. */
  auxiliaryAt(now: number, quota: Quota): number {
    return this.roomAt(now, quota, 'background');
  }

  /** A request that is to be spread over the minute is about to begin. */
  spendToken(now: number, quota: Quota): void {
    this.tokens = this.fill(now, quota) - 1;
  }

  /** A request is sent. */
  acquire(): void {
    this.unanswered++;
  }

  /** One has been answered, or given up. */
  release(now: number): void {
    this.unanswered--;
    this.answeredAt.push(now);
  }

  /** One was not sent after all. @param hasToken whether it has taken a token */
  cancel(hasToken: boolean): void {
    this.unanswered--;
    if (hasToken && this.tokens !== undefined) this.tokens++;
  }

  /** When this window has sent requests in the last minute; what is in flight may arrive only now. */
  sent(now: number): readonly number[] {
    const answered = this.lastMinute(now).filter((at) => at > now - MINUTE_MS);
    return [...answered, ...Array<number>(this.unanswered).fill(now)];
  }

  /** The server says how many requests it still takes: those of others count as well as ours. */
  leave(remaining: number, now: number, { all: { everything } }: Quota): void {
    const count = Math.max(Math.ceil(everything) - remaining - this.sent(now).length, 0);
    this.foreign = { count, until: now + MINUTE_MS };
  }

  /** The server has refused a request: the background waits for a whole new token. */
  empty(now: number, quota: Quota): void {
    this.tokens = Math.min(this.fill(now, quota), 0);
  }

  /** When there will be room in the minute; where it changes before, that time. */
  private roomAt(now: number, quota: Quota, kind: 'background' | 'everything'): number {
    const others = this.sentByOthers();
    const own = this.lastMinute(now);
    const limit = quota[kind];
    const ownAt = freeAt(now, limit < 1 ? limit / this.longer : limit, [own], this.unanswered);
    const foreign = this.foreign.until > now ? this.foreign : { count: 0, until: NEVER };
    // Requests of our other windows are among the foreign ones, and are counted by themselves.
    const countedAt = foreign.until - MINUTE_MS;
    const among = others.filter((at) => at > countedAt - MINUTE_MS && at <= countedAt).length;
    const counted = this.unanswered + Math.max(foreign.count - among, 0);
    const allAt = freeAt(now, quota.all[kind], [own, others], counted);
    return Math.max(ownAt, Math.min(allAt, foreign.until));
  }

  private tokenAt(now: number, quota: Quota): number {
    const missing = 1 - this.fill(now, quota);
    // Rounded up: a moment too early there would be no token yet.
    return missing <= 0 ? now : now + Math.ceil((missing * MINUTE_MS) / quota.background);
  }

  /** The tokens there are by now. */
  private fill(now: number, { background, burst }: Quota): number {
    const earned = (Math.max(now - this.filledAt, 0) * background) / MINUTE_MS;
    // The person's requests take tokens too, but are not paid off for long: the sliding minute is kept anyway.
    const debt = Math.max((this.tokens ?? burst) + earned, -1);
    this.tokens = Math.min(debt, burst);
    this.filledAt = now;
    return this.tokens;
  }

  /** The requests of the last minute, and the last one before, which counts where less than one a minute is allowed. */
  private lastMinute(now: number): number[] {
    const first = this.answeredAt.findIndex((at) => at > now - MINUTE_MS);
    const last = (first < 0 ? this.answeredAt.length : first) - 1;
    if (last > 0) this.answeredAt = this.answeredAt.slice(last);
    return this.answeredAt;
  }
}

/**
 * When fewer than `limit` requests a minute will have been sent; for less than one a minute, one in more than that.
 *
 * @param counted how many more there are whose time is not known; what is in flight may arrive only now
 */
function freeAt(now: number, limit: number, sent: readonly (readonly number[])[], counted: number): number {
  if (limit === 0) return NEVER;
  const most = Math.max(Math.floor(limit), 1);
  // Mostly there is room: that must cost nothing, however many were sent.
  if (sent.reduce((sum, { length }) => sum + length, counted) < most) return now;
  const period = Math.ceil(MINUTE_MS / Math.min(limit, 1));
  const recent = sent
    .flat()
    .filter((at) => at > now - period)
    .sort((one, other) => one - other);
  const tooMany = recent.length + counted + 1 - most;
  return tooMany <= 0 ? now : (recent[tooMany - 1] ?? now) + period;
}
