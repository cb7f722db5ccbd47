import {
  type Operation,
  type OperationId,
  operationKey,
  type SucceededOperation,
} from '../../operations/operation';
import { expiresSoon, nextExpiryStep } from '../../operations/video';
import type { Clock } from '../clock';
import { type Disposable, Emitter } from '../event';
import type { OperationChange, OperationStore } from '../list/operationStore';
import { Ordered } from '../list/ordered';

/** ms; what a timer of Node can wait for, and often enough to notice a clock that was set. */
const LONGEST_WAIT = 60 * 60 * 1000;

/** When an operation is to be looked at. */
interface Step {
  readonly id: OperationId;
  /** ms since the epoch */
  readonly at: number;
  readonly arrival: number;
}

/**
 * Notices when a video that nobody saved will soon be deleted. One timer, and none when there is no such video; a change
 * costs no look at the other operations.
 */
export class ExpiryWatch implements Disposable {
  private readonly reached = new Emitter<readonly SucceededOperation[]>();
  private readonly listeners: readonly Disposable[];
  private readonly steps = new Map<string, Step>();
  private readonly queue = new Ordered<Step>((a, b) => a.at - b.at || a.arrival - b.arrival);
  private arrivals = 0;
  private timer: unknown;

  /** Fires once for each operation of which a video will soon be deleted, also over restarts. */
  readonly onWillExpire = this.reached.event;

  constructor(
    private readonly store: OperationStore,
    private readonly clock: Clock,
  ) {
    this.listeners = [
      store.onDidChange((changes) => this.storeChanged(changes)),
      store.onDidArchive((operations) => this.forget(operations)),
    ];
  }

  /** Begins to look. */
  start(): void {
    this.look(this.store.ended);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.reached.dispose();
    this.clock.clearTimeout(this.timer);
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    this.forget(changes.flatMap(({ before, after }) => (before && !after ? [before] : [])));
    this.look(changes.flatMap(({ after }) => after ?? []));
  }

  /** Tells of those of which it is time, and notes when it will be of the others. */
  private look(operations: readonly Operation[]): void {
    const now = this.clock.now();
    this.forget(operations);
    const unwarned = operations.filter(isUnwarned);
    const due = unwarned.filter((operation) => expiresSoon(operation, now));
    this.wait(
      unwarned.filter((operation) => !expiresSoon(operation, now)),
      now,
    );
    this.arm(now);
    if (due.length === 0) return;
    const warnedAt = new Date(now).toISOString();
    const warned = due.map((operation) => ({ ...operation, warnedAt }));
    // Noted before it is told: the change calls us again.
    this.store.update(warned);
    this.reached.fire(warned);
  }

  private wait(operations: readonly Operation[], now: number): void {
    const steps = operations.flatMap((id) => {
      const at = nextExpiryStep(id, now);
      return at === undefined ? [] : { id, at, arrival: this.arrivals++ };
    });
    for (const step of steps) this.steps.set(operationKey(step.id), step);
    this.queue.add(steps);
  }

  private forget(ids: readonly OperationId[]): void {
    const keys = ids.map(operationKey);
    this.queue.delete(keys.flatMap((key) => this.steps.get(key) ?? []));
    for (const key of keys) this.steps.delete(key);
  }

  private arm(now: number): void {
    this.clock.clearTimeout(this.timer);
    const [next] = this.queue.slice(0, 1);
    if (!next) return;
    const delay = Math.min(next.at - now, LONGEST_WAIT);
    this.timer = this.clock.setTimeout(() => this.timePassed(), delay);
  }

  private timePassed(): void {
    const now = this.clock.now();
    const reached = this.queue.slice(
      0,
      this.queue.countWhile(({ at }) => at <= now),
    );
    this.look(reached.flatMap(({ id }) => this.store.get(id) ?? []));
  }
}

function isUnwarned(operation: Operation): operation is SucceededOperation {
  return operation.state === 'succeeded' && operation.warnedAt === undefined;
}
