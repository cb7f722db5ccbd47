import { NEVER } from '../../base/time';
import type { OperationId } from '../../operations/operation';
import type { OriginLimiter } from '../limits/originLimiter';
import type { OriginLimiters } from '../limits/originLimiters';

/** What the queue needs to know of a polled operation. Times are in ms of `Time.elapsed`. */
export interface Queued {
  readonly id: OperationId;
  readonly dueAt: number;
  /** Whether a caller waits for the next answer. */
  readonly isAwaited: boolean;
  readonly isInFlight: boolean;
  /** Whether it goes only when nothing else is due. */
  readonly isSpare: boolean;
  /** In seconds of expected lateness. */
  urgency(now: number): number;
}

/**
 * The queue of polls. For each limiter, as its limits allow: first what a caller waits for, then the most urgent of what
 * is due (or first one of these, if they have waited for too long), and last the spare ones. All of it is lined up anew at
 * each wake-up, which is plain; docs/performance.md says what that costs.
 */
export class PollQueue<T extends Queued> {
  private readonly awaited = new Set<T>();
  /** By limiter; undefined for operations whose endpoint does not exist. */
  private readonly lines = new Map<OriginLimiter | undefined, Line<T>>();
  private nextDueAt = NEVER;

  constructor(private readonly limiters: Pick<OriginLimiters, 'of'>) {}

  /** A caller waits for this one: it stays in the queue until none does. */
  enqueue(one: T): void {
    this.awaited.add(one);
  }

  /** Lines up what waits now. @param scheduled what is polled though no caller waits for it */
  lineUp(scheduled: Iterable<T>, now: number): void {
    for (const line of this.lines.values()) line.clear();
    for (const one of this.awaited) {
      if (!one.isAwaited) this.awaited.delete(one);
      else if (!one.isInFlight) this.lineOf(one).awaited.push(one);
    }
    this.nextDueAt = NEVER;
    for (const one of scheduled) {
      if (one.dueAt > now) this.nextDueAt = Math.min(this.nextDueAt, one.dueAt);
      else if (!this.awaited.has(one)) this.lineOf(one)[one.isSpare ? 'spare' : 'due'].push(one);
    }
    for (const line of this.lines.values()) line.noteWaiting(now);
  }

  /** Dequeues the next one that may be polled now, if there is one. */
  dequeue(now: number): T | undefined {
    for (const line of this.lines.values()) {
      const next = line.dequeue(now);
      if (next) return next;
    }
    return undefined;
  }

  /** When the next one may go; NEVER if something else has to happen first. Limiters learn whether anything waits for them. */
  nextAt(now: number): number {
    let at = this.nextDueAt;
    for (const [limiter, line] of this.lines) {
      limiter?.waitedFor(line.isWaitedFor);
      at = Math.min(at, line.next(now).at);
    }
    return at;
  }

  private lineOf({ id }: T): Line<T> {
    const limiter = this.limiters.of(id);
    const line = this.lines.get(limiter) ?? new Line<T>(limiter);
    this.lines.set(limiter, line);
    return line;
  }
}

/** What waits for one limiter. Without a limiter nothing can be sent, and callers learn that at once. */
class Line<T extends Queued> {
  /** First come, first served. */
  awaited: T[] = [];
  due: T[] = [];
  spare: T[] = [];
  /** Since when what is due has waited for the next of it to go; NEVER while nothing is due. */
  private waitsSince = NEVER;
  private nextSpareAt = 0;
  /** Of those that are due, in their order; calculated only when one of them may go. */
  private urgencies: number[] | undefined;

  constructor(private readonly limiter: OriginLimiter | undefined) {}

  /** Whether status requests wait that auxiliary ones must give way to. */
  get isWaitedFor(): boolean {
    return this.awaited.length + this.due.length > 0;
  }

  clear(): void {
    [this.awaited, this.due, this.spare, this.urgencies] = [[], [], [], undefined];
  }

  /** To be called once all are lined up. */
  noteWaiting(now: number): void {
    if (this.due.length === 0) this.waitsSince = NEVER;
    else if (this.waitsSince === NEVER) this.waitsSince = now;
  }

  dequeue(now: number): T | undefined {
    const { kind, at } = this.next(now);
    if (at > now) return undefined;
    switch (kind) {
      case 'awaited':
        return this.awaited.shift();
      case 'due':
        this.waitsSince = this.due.length > 1 ? now : NEVER;
        return this.dequeueMostUrgent(now);
      case 'spare':
        this.nextSpareAt = now + (this.limiter?.sparePause(now) ?? 0);
        return this.spare.shift();
    }
  }

  /** Which of the line goes next, and when. */
  next(now: number): { readonly kind: 'awaited' | 'due' | 'spare'; readonly at: number } {
    const { limiter, waitsSince } = this;
    if (!this.isWaitedFor) return { kind: 'spare', at: this.spareAt(now) };
    const awaitedAt = this.awaitedAt(now);
    let dueAt = NEVER;
    if (this.due.length > 0) dueAt = limiter ? limiter.nextAt(now, 'background', waitsSince) : now;
    // A caller that asks again and again, such as a script, must not keep all others waiting.
    const isOverdue = limiter !== undefined && limiter.overdueAt(now, waitsSince) <= now;
    const isDueFirst = (isOverdue && dueAt <= now) || awaitedAt > Math.max(dueAt, now);
    return isDueFirst ? { kind: 'due', at: dueAt } : { kind: 'awaited', at: awaitedAt };
  }

  /** A caller need not wait where the server asked us to: it learns that at once. */
  private awaitedAt(now: number): number {
    if (this.awaited.length === 0) return NEVER;
    return !this.limiter || this.limiter.health.retryAfterProblem(now)
      ? now
      : this.limiter.nextAt(now, 'person');
  }

  private spareAt(now: number): number {
    if (!this.limiter || this.spare.length === 0) return NEVER;
    return Math.max(this.limiter.nextAt(now, 'background'), this.nextSpareAt);
  }

  private dequeueMostUrgent(now: number): T | undefined {
    this.urgencies ??= this.due.map((one) => one.urgency(now));
    const most = this.urgencies.reduce(
      (best, urgency, at, all) => (urgency > (all[best] ?? 0) ? at : best),
      0,
    );
    this.urgencies.splice(most, 1);
    return this.due.splice(most, 1)[0];
  }
}
