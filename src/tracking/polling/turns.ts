import { NEVER } from '../../base/time';
import { DueTimes } from '../dueTimes';
import type { Lane } from '../limits/lane';
import type { Lanes } from '../limits/lanes';
import { ReadyQueue } from './readyQueue';
import type { Watch } from './watch';

export interface TurnsParts {
  readonly lanes: Lanes;
  /** Whether operations are asked about without the person asking. */
  readonly isChecking: () => boolean;
  /** How urgent it is to ask, in seconds of unseen waiting; `now` in ms. Grows by at most a second a second. */
  readonly urgency: (watch: Watch, now: number) => number;
  /** Whether one goes only when nothing else is due, and no faster than the lane spares: there may be very many. */
  readonly canWait: (watch: Watch) => boolean;
}

/** Those that wait for a turn on one lane; without lane for those whose endpoint does not exist. */
interface Queue {
  readonly lane: Lane | undefined;
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
 * Whose turn it is: whom the person waits for, then, of those that are due, the most urgent, as the limits of each lane
 * allow; one of these first where they have waited for too long; last, what can wait. Times in ms of a steady clock. What it costs depends on
 * how many are due, not on how many there are.
 */
export class Turns {
  private readonly due = new DueTimes<Watch>();
  private readonly queues = new Map<Lane | undefined, Queue>();

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

  /** Endpoints have come, gone or moved: every watch goes to the lane it belongs to now. */
  rearrange(watches: Iterable<Watch>): void {
    for (const { lane } of this.queues.values()) lane?.waitedFor(false);
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

  /** When `take` will next find one; NEVER if something else has to happen first. Lanes learn who waits for them. */
  nextAt(now: number): number {
    const isChecking = this.parts.isChecking();
    const times = [...this.queues.values()].map((queue) => nextIn(queue, now, isChecking));
    for (const { lane, asked, ready } of this.queues.values())
      lane?.waitedFor(asked.size > 0 || (isChecking && ready.size > 0));
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
    const { lane, waitsSince } = queue;
    return lane && lane.overdueAt(now, waitsSince) <= now ? this.takeReady(queue, now) : undefined;
  }

  private takeAsked({ asked, lane }: Queue, now: number): Watch | undefined {
    for (const watch of asked) {
      if (!watch.isAsked || watch.isUnderWay) asked.delete(watch);
      // A lane that the server holds back is no reason to wait: the person is told so at once.
      else if (!lane || lane.standing.heldBack(now) || lane.nextAt(now, true) <= now) return watch;
      else return undefined;
    }
    return undefined;
  }

  private takeReady(queue: Queue, now: number): Watch | undefined {
    const { ready, lane, waitsSince } = queue;
    if (!this.parts.isChecking() || ready.size === 0) return undefined;
    if (lane && lane.nextAt(now, false, waitsSince) > now) return undefined;
    queue.waitsSince = now;
    return ready.take(now);
  }

  private takeSpare(queue: Queue, now: number): Watch | undefined {
    if (!this.parts.isChecking() || spareTurnAt(queue, now) > now) return undefined;
    const [first] = queue.spare;
    queue.spareAt = now + (queue.lane?.sparePause(now) ?? 0);
    return first;
  }

  private queueOf(watch: Watch): Queue {
    const lane = this.parts.lanes.of(watch.id);
    const known = this.queues.get(lane);
    if (known) return known;
    const ready = new ReadyQueue<Watch>(this.parts.urgency);
    const queue: Queue = {
      ...{ lane, ready, waitsSince: NEVER, spareAt: 0 },
      asked: new Set(),
      spare: new Set(),
    };
    this.queues.set(lane, queue);
    return queue;
  }
}

function nextIn(queue: Queue, now: number, isChecking: boolean): number {
  const { lane, asked, ready, waitsSince } = queue;
  if (!lane) return asked.size > 0 ? now : NEVER;
  const askedAt = asked.size > 0 ? lane.nextAt(now, true) : NEVER;
  const readyAt = isChecking && ready.size > 0 ? lane.nextAt(now, false, waitsSince) : NEVER;
  return Math.min(askedAt, readyAt, isChecking ? spareTurnAt(queue, now) : NEVER);
}

/** When one of those that can wait may go; NEVER while something else goes first, or where there is no endpoint. */
function spareTurnAt({ lane, asked, ready, spare, spareAt }: Queue, now: number): number {
  if (!lane || spare.size === 0 || asked.size > 0 || ready.size > 0) return NEVER;
  return Math.max(lane.nextAt(now, false), spareAt);
}
