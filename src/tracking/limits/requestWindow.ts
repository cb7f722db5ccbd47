import { MINUTE_MS, NEVER, type Time } from '../../base/time';
import type { Purpose, Quota } from './quota';

/** Share of the time between two requests that is added at random where less than one a minute is allowed. */
const JITTER = 1 / 4;

/**
 * Sliding minute and token bucket of one origin. In no minute does this window, or do all windows together, send more than
 * their quota; the token bucket spreads the requests of the background over the minute. Times are in ms of the monotonic
 * clock.
 */
export class RequestWindow {
  /**
   * When the requests of the last minute were answered, the oldest first. A request in flight counts as sent now, since the
   * server may receive it only now; an answered one counts from its answer, since the server has counted it by then.
   */
  private answeredAt: number[] = [];
  private unanswered = 0;
  private tokens: number | undefined;
  private filledAt = 0;
  /** Requests of other programs and windows that the server has counted, and until when they count at most. */
  private foreign = { count: 0, until: 0 };

  /** From 1. Windows that may each send one request in several minutes must not always do so together. */
  private readonly periodFactor: number;

  /** @param sentByOthers when the other windows sent requests in the last minute */
  constructor(
    private readonly sentByOthers: () => readonly number[],
    random: Time['random'],
  ) {
    this.periodFactor = 1 + random() * JITTER;
  }

  /** Requests that have no answer yet. */
  get inFlight(): number {
    return this.unanswered;
  }

  /** When the next request may be sent: `now` when at once, NEVER where the quota is 0. */
  nextAt(now: number, quota: Quota, purpose: Purpose): number {
    const roomAt = this.roomAt(now, quota, purpose === 'person' ? 'everything' : 'background');
    // Only background polling is spread by the token bucket.
    return purpose === 'background' ? Math.max(roomAt, this.tokenAt(now, quota)) : roomAt;
  }

  /** A request of the token bucket is about to be sent. */
  spendToken(now: number, quota: Quota): void {
    this.tokens = this.fill(now, quota) - 1;
  }

  /** A request is sent. */
  acquire(): void {
    this.unanswered++;
  }

  /** A request was answered, or given up. */
  release(now: number): void {
    this.unanswered--;
    this.answeredAt.push(now);
  }

  /** A request was not sent after all. @param hasToken whether a token was spent on it */
  cancel(hasToken: boolean): void {
    this.unanswered--;
    if (hasToken && this.tokens !== undefined) this.tokens++;
  }

  /** When this window sent requests in the last minute; what is in flight counts as sent now. */
  sent(now: number): readonly number[] {
    const answered = this.lastMinute(now).filter((at) => at > now - MINUTE_MS);
    return [...answered, ...Array<number>(this.unanswered).fill(now)];
  }

  /** The server says how many requests it still takes, which shows how many of others it has counted. */
  setRemaining(remaining: number, now: number, { all: { everything } }: Quota): void {
    const count = Math.max(Math.ceil(everything) - remaining - this.sent(now).length, 0);
    this.foreign = { count, until: now + MINUTE_MS };
  }

  /** The server refused a request (429): the background waits for a new token. */
  empty(now: number, quota: Quota): void {
    this.tokens = Math.min(this.fill(now, quota), 0);
  }

  /** When the sliding minute has room. */
  private roomAt(now: number, quota: Quota, kind: 'background' | 'everything'): number {
    const others = this.sentByOthers();
    const own = this.lastMinute(now);
    const limit = quota[kind];
    const ownAt = freeAt(now, limit < 1 ? limit / this.periodFactor : limit, [own], this.unanswered);
    const foreign = this.foreign.until > now ? this.foreign : { count: 0, until: NEVER };
    // The server has counted the requests of our other windows, too: they must not count twice.
    const countedAt = foreign.until - MINUTE_MS;
    const among = others.filter((at) => at > countedAt - MINUTE_MS && at <= countedAt).length;
    const counted = this.unanswered + Math.max(foreign.count - among, 0);
    const allAt = freeAt(now, quota.all[kind], [own, others], counted);
    return Math.max(ownAt, Math.min(allAt, foreign.until));
  }

  private tokenAt(now: number, quota: Quota): number {
    const missing = 1 - this.fill(now, quota);
    // Rounded up, since a moment too early there is no token yet.
    return missing <= 0 ? now : now + Math.ceil((missing * MINUTE_MS) / quota.background);
  }

  /** Adds the tokens earned by now. @returns how many there are */
  private fill(now: number, { background, burst }: Quota): number {
    const earned = (Math.max(now - this.filledAt, 0) * background) / MINUTE_MS;
    // Requests of a person spend tokens, too, but the debt stays small: the sliding minute limits them anyway.
    const debt = Math.max((this.tokens ?? burst) + earned, -1);
    this.tokens = Math.min(debt, burst);
    this.filledAt = now;
    return this.tokens;
  }

  /** When requests of the last minute were answered, and the last one before, for limits below one a minute. */
  private lastMinute(now: number): number[] {
    const first = this.answeredAt.findIndex((at) => at > now - MINUTE_MS);
    const last = (first < 0 ? this.answeredAt.length : first) - 1;
    if (last > 0) this.answeredAt = this.answeredAt.slice(last);
    return this.answeredAt;
  }
}

/**
 * When one more request keeps to a limit of requests a minute. A limit below 1 is one request in a longer period.
 *
 * @param counted requests that count as sent now, beside those in `sent`
 */
function freeAt(now: number, limit: number, sent: readonly (readonly number[])[], counted: number): number {
  if (limit === 0) return NEVER;
  const most = Math.max(Math.floor(limit), 1);
  // Mostly there is room, which must cost nothing, however many were sent.
  if (sent.reduce((sum, { length }) => sum + length, counted) < most) return now;
  const period = Math.ceil(MINUTE_MS / Math.min(limit, 1));
  const recent = sent
    .flat()
    .filter((at) => at > now - period)
    .sort((one, other) => one - other);
  const tooMany = recent.length + counted + 1 - most;
  return tooMany <= 0 ? now : (recent[tooMany - 1] ?? now) + period;
}
