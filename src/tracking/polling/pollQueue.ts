import { NEVER } from '../../base/time';
import { DueTimes } from '../dueTimes';
import type { OriginLimiter } from '../limits/originLimiter';
import type { OriginLimiters } from '../limits/originLimiters';
import type { Watch } from './polledOperation';
import { ReadyQueue } from './readyQueue';

export interface TurnsParts {
  readonly limiters: OriginLimiters;
  /** Whether operations are asked about without the person asking. */
  readonly isChecking: () => boolean;
  /** How urgent it is to ask, in seconds of unseen waiting; `now` in ms. Grows by at most a second a second. */
  readonly urgency: (watch: Watch, now: number) => number;
  /** Whether one goes only when nothing else is due, and no faster than the limiter spares: there may be very many. */
  readonly canWait: (watch: Watch) => boolean;
}

/** Those that wait for a turn on one limiter; without limiter for those whose endpoint does not exist. */
interface Queue {
  readonly limiter: OriginLimiter | undefined;
  /** The person waits for these: first come, first served. */
  readonly asked: Set<Watch>;
  /** These are due. */
  readonly ready: ReadyQueue<Watch>;
  /** Since when those that are due wait for the next turn of theirs. */
  waitsSince: number;
  /** These are due, too, but can wait. */
  readonly spare: Set<Watch>;
  /** When the next of them may go. */
  spareAt: number;
}

/**
 * Whose turn it is: whom the person waits for, then, of those that are due, the most urgent, as the limits of each limiter
 * allow; one of these first where they have waited for too long; last, what can wait. Times in ms of a steady clock. What it costs depends on
 * how many are due, not on how many there are.
 */
export class Turns {
  private readonly due = new DueTimes<Watch>();
  private readonly queues = new Map<OriginLimiter | undefined, Queue>();

  constructor(private readonly parts: TurnsParts) {}

  /** The watch is due at a time; NEVER: not before something else happens. */
  plan(watch: Watch, at: number): void {
    watch.dueAt = at;
    for (const { ready, spare } of this.queues.values()) {
      ready.delete(watch);
      spare.delete(watch);
    }
    this.due.set(watch, at);
  }

  /** The person waits for it. */
  ask(watch: Watch): void {
    this.queueOf(watch).asked.add(watch);
  }

  delete(watch: Watch): void {
    this.plan(watch, NEVER);
    for (const { asked } of this.queues.values()) asked.delete(watch);
  }

  /** Endpoints have come, gone or moved: every watch goes to the limiter it belongs to now. */
  rearrange(watches: Iterable<Watch>): void {
    for (const { limiter } of this.queues.values()) limiter?.waitedFor(false);
    this.queues.clear();
    for (const watch of watches) {
      this.due.set(watch, watch.isUnderWay ? NEVER : watch.dueAt);
      if (watch.isAsked && !watch.isUnderWay) this.ask(watch);
    }
  }

  /** Takes out the next one that may be asked about now, if there is one. */
  take(now: number): Watch | undefined {
    this.line(now);
    for (const queue of this.queues.values()) {
      const watch =
        this.takeOverdue(queue, now) ??
        this.takeAsked(queue, now) ??
        this.takeReady(queue, now) ??
        this.takeSpare(queue, now);
      if (!watch) continue;
      this.delete(watch);
      return watch;
    }
    return undefined;
  }

  /** When `take` will next find one; NEVER if something else has to happen first. OriginLimiters learn who waits for them. */
  nextAt(now: number): number {
    const isChecking = this.parts.isChecking();
    const times = [...this.queues.values()].map((queue) => nextIn(queue, now, isChecking));
    for (const { limiter, asked, ready } of this.queues.values())
      limiter?.waitedFor(asked.size > 0 || (isChecking && ready.size > 0));
    return Math.min(isChecking ? this.due.next() : NEVER, ...times);
  }

  /** Those whose time has come line up. */
  private line(now: number): void {
    if (!this.parts.isChecking()) return;
    for (const watch of this.due.takeDue(now)) {
      const queue = this.queueOf(watch);
      if (this.parts.canWait(watch)) queue.spare.add(watch);
      else {
        if (queue.ready.size === 0) queue.waitsSince = now;
        queue.ready.add(watch, now);
      }
    }
  }

  /** Somebody who asks again and again, such as a script, must not keep all others waiting. */
  private takeOverdue(queue: Queue, now: number): Watch | undefined {
    const { limiter, waitsSince } = queue;
    return limiter && limiter.overdueAt(now, waitsSince) <= now ? this.takeReady(queue, now) : undefined;
  }

  private takeAsked({ asked, limiter }: Queue, now: number): Watch | undefined {
    for (const watch of asked) {
      if (!watch.isAsked || watch.isUnderWay) asked.delete(watch);
      // A limiter that the server holds back is no reason to wait: the person is told so at once.
      else if (!limiter || limiter.health.heldBack(now) || limiter.nextAt(now, true) <= now) return watch;
      else return undefined;
    }
    return undefined;
  }

  private takeReady(queue: Queue, now: number): Watch | undefined {
    const { ready, limiter, waitsSince } = queue;
    if (!this.parts.isChecking() || ready.size === 0) return undefined;
    if (limiter && limiter.nextAt(now, false, waitsSince) > now) return undefined;
    queue.waitsSince = now;
    return ready.take(now);
  }

  private takeSpare(queue: Queue, now: number): Watch | undefined {
    if (!this.parts.isChecking() || spareTurnAt(queue, now) > now) return undefined;
    const [first] = queue.spare;
    queue.spareAt = now + (queue.limiter?.sparePause(now) ?? 0);
    return first;
  }

  private queueOf(watch: Watch): Queue {
    const limiter = this.parts.limiters.of(watch.id);
    const known = this.queues.get(limiter);
    if (known) return known;
    const ready = new ReadyQueue<Watch>(this.parts.urgency);
    const queue: Queue = {
      ...{ limiter, ready, waitsSince: NEVER, spareAt: 0 },
      asked: new Set(),
      spare: new Set(),
    };
    this.queues.set(limiter, queue);
    return queue;
  }
}

function nextIn(queue: Queue, now: number, isChecking: boolean): number {
  const { limiter, asked, ready, waitsSince } = queue;
  if (!limiter) return asked.size > 0 ? now : NEVER;
  const askedAt = asked.size > 0 ? limiter.nextAt(now, true) : NEVER;
  const readyAt = isChecking && ready.size > 0 ? limiter.nextAt(now, false, waitsSince) : NEVER;
  return Math.min(askedAt, readyAt, isChecking ? spareTurnAt(queue, now) : NEVER);
}

/** When one of those that can wait may go; NEVER while something else goes first, or where there is no endpoint. */
function spareTurnAt({ limiter, asked, ready, spare, spareAt }: Queue, now: number): number {
  if (!limiter || spare.size === 0 || asked.size > 0 || ready.size > 0) return NEVER;
  return Math.max(limiter.nextAt(now, false), spareAt);
}
