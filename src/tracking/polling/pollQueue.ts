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

/** What waits for one limiter; without limiter, what has an endpoint that does not exist. */
class Line<T extends Queued> {
  /** First come, first served. */
  readonly awaited: T[] = [];
  readonly due: T[] = [];
  readonly spare: T[] = [];
  /** Of those that are due, in their order. */
  private urgencies: number[] | undefined;

  constructor(readonly limiter: OriginLimiter | undefined) {}

  /** Dequeues the most urgent of those that are due. They are weighed once, and only where one may go. */
  dequeueMostUrgent(now: number): T | undefined {
    this.urgencies ??= this.due.map((one) => one.urgency(now));
    const most = this.urgencies.reduce(
      (best, urgency, index, all) => (urgency > (all[best] ?? 0) ? index : best),
      0,
    );
    this.urgencies.splice(most, 1);
    return this.due.splice(most, 1)[0];
  }
}

/** What the queue remembers of a limiter from one wake-up to the next. */
interface Pacing {
  /** Since when what is due waits for the next of it to go. */
  waitsSince: number;
  /** When the next spare one may go. */
  spareAt: number;
}

/**
 * The queue of polls. For each limiter, as its limits allow: first what a caller waits for, then the most urgent of what
 * is due (or first one of these, where they have waited for too long), and last the spare ones. All of it is lined up
 * anew at each wake-up: that is plain, and takes some 2 ms for 5,000.
 */
export class PollQueue<T extends Queued> {
  private readonly awaited = new Set<T>();
  private readonly pacings = new Map<OriginLimiter | undefined, Pacing>();
  private lines: ReadonlyMap<OriginLimiter | undefined, Line<T>> = new Map();
  private nextDueAt = NEVER;

  constructor(private readonly limiters: Pick<OriginLimiters, 'of'>) {}

  /** A caller waits for it. */
  enqueue(one: T): void {
    this.awaited.add(one);
  }

  /** Lines up what waits now. @param scheduled what is polled without anybody waiting for it */
  lineUp(scheduled: Iterable<T>, now: number): void {
    const lines = new Map<OriginLimiter | undefined, Line<T>>();
    for (const one of this.awaited) {
      if (one.isAwaited && !one.isInFlight) this.lineOf(one, lines).awaited.push(one);
      else this.awaited.delete(one);
    }
    this.nextDueAt = NEVER;
    for (const one of scheduled) {
      if (one.dueAt > now) this.nextDueAt = Math.min(this.nextDueAt, one.dueAt);
      else if (!this.awaited.has(one)) this.lineOf(one, lines)[one.isSpare ? 'spare' : 'due'].push(one);
    }
    this.lines = lines;
    this.noteWaiting(now);
  }

  /** Dequeues the next one that may be polled now, if there is one. */
  dequeue(now: number): T | undefined {
    for (const line of this.lines.values()) {
      const next =
        this.dequeueOverdue(line, now) ??
        this.dequeueAwaited(line, now) ??
        this.dequeueDue(line, now) ??
        this.dequeueSpare(line, now);
      if (next) return next;
    }
    return undefined;
  }

  /** When the next one may go; NEVER if something else has to happen first. The limiters learn who waits for them. */
  nextAt(now: number): number {
    for (const limiter of this.pacings.keys()) {
      const line = this.lines.get(limiter);
      limiter?.waitedFor(line !== undefined && line.awaited.length + line.due.length > 0);
    }
    return Math.min(this.nextDueAt, ...[...this.lines.values()].map((line) => this.nextInLine(line, now)));
  }

  private lineOf(one: T, lines: Map<OriginLimiter | undefined, Line<T>>): Line<T> {
    const limiter = this.limiters.of(one.id);
    const line = lines.get(limiter) ?? new Line<T>(limiter);
    lines.set(limiter, line);
    return line;
  }

  private noteWaiting(now: number): void {
    for (const limiter of this.lines.keys()) this.pacingOf(limiter);
    for (const [limiter, pacing] of this.pacings) {
      const isWaiting = (this.lines.get(limiter)?.due.length ?? 0) > 0;
      if (!isWaiting) pacing.waitsSince = NEVER;
      else if (pacing.waitsSince === NEVER) pacing.waitsSince = now;
    }
  }

  private pacingOf(limiter: OriginLimiter | undefined): Pacing {
    const pacing = this.pacings.get(limiter) ?? { waitsSince: NEVER, spareAt: 0 };
    this.pacings.set(limiter, pacing);
    return pacing;
  }

  /** A caller that asks again and again, such as a script, must not keep all others waiting. */
  private dequeueOverdue(line: Line<T>, now: number): T | undefined {
    const { limiter } = line;
    const isOverdue = limiter && limiter.overdueAt(now, this.pacingOf(limiter).waitsSince) <= now;
    return isOverdue ? this.dequeueDue(line, now) : undefined;
  }

  private dequeueAwaited({ awaited, limiter }: Line<T>, now: number): T | undefined {
    const [first] = awaited;
    if (!first) return undefined;
    // A server that asked us to wait is no reason to wait here: the caller learns it at once.
    const mayGo = !limiter || limiter.health.retryAfterProblem(now) || limiter.nextAt(now, true) <= now;
    if (!mayGo) return undefined;
    this.awaited.delete(first);
    return awaited.shift();
  }

  private dequeueDue(line: Line<T>, now: number): T | undefined {
    const { limiter } = line;
    const pacing = this.pacingOf(limiter);
    if (line.due.length === 0) return undefined;
    if (limiter && limiter.nextAt(now, false, pacing.waitsSince) > now) return undefined;
    pacing.waitsSince = now;
    return line.dequeueMostUrgent(now);
  }

  private dequeueSpare(line: Line<T>, now: number): T | undefined {
    if (this.nextSpareAt(line, now) > now) return undefined;
    this.pacingOf(line.limiter).spareAt = now + (line.limiter?.sparePause(now) ?? 0);
    return line.spare.shift();
  }

  private nextInLine(line: Line<T>, now: number): number {
    const { limiter, awaited, due } = line;
    if (!limiter) return awaited.length > 0 ? now : NEVER;
    const awaitedAt = awaited.length > 0 ? limiter.nextAt(now, true) : NEVER;
    const dueAt = due.length > 0 ? limiter.nextAt(now, false, this.pacingOf(limiter).waitsSince) : NEVER;
    return Math.min(awaitedAt, dueAt, this.nextSpareAt(line, now));
  }

  /** When a spare one may go; NEVER while something else goes first, or where there is no endpoint. */
  private nextSpareAt({ limiter, awaited, due, spare }: Line<T>, now: number): number {
    if (!limiter || spare.length === 0 || awaited.length > 0 || due.length > 0) return NEVER;
    return Math.max(limiter.nextAt(now, false), this.pacingOf(limiter).spareAt);
  }
}
