import { type Disposable, Emitter } from '../../base/event';
import { NEVER, type Time } from '../../base/time';
import {
  type Operation,
  type OperationId,
  operationKey,
  type SucceededOperation,
} from '../../operations/operation';
import { expiresSoon, nextExpiryStep } from '../../operations/video';
import { DueTimes } from '../dueTimes';
import type { OperationChange, OperationStore } from '../list/operationStore';

/** ms; what a timer of Node can wait for, and often enough to notice a clock that was set. */
const LONGEST_WAIT = 60 * 60 * 1000;

/**
 * Notices when a video that nobody saved will soon be deleted. One timer, and none when there is no such video; a change
 * costs no look at the other operations.
 */
export class ExpiryWatch implements Disposable {
  private readonly reached = new Emitter<readonly SucceededOperation[]>();
  private readonly listeners: readonly Disposable[];
  /** What is to be looked at, by key, and when. */
  private readonly ids = new Map<string, OperationId>();
  private readonly due = new DueTimes<string>();
  private timer: unknown;

  /** Fires once for each operation of which a video will soon be deleted, also over restarts. */
  readonly onWillExpire = this.reached.event;

  constructor(
    private readonly store: OperationStore,
    private readonly clock: Time,
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

  private forget(ids: readonly OperationId[]): void {
    for (const id of ids) this.plan(id, NEVER);
  }

  /** Tells of those of which it is time, and notes when it will be of the others. */
  private look(operations: readonly Operation[]): void {
    const now = this.clock.now();
    for (const one of operations) this.plan(one, (isUnwarned(one) && nextExpiryStep(one, now)) || NEVER);
    this.arm(now);
    const due = operations.filter(isUnwarned).filter((operation) => expiresSoon(operation, now));
    if (due.length === 0) return;
    const warnedAt = new Date(now).toISOString();
    const warned = due.map((operation) => ({ ...operation, warnedAt }));
    // Noted before it is told: the change calls us again.
    this.store.update(warned);
    this.reached.fire(warned);
  }

  private plan(id: OperationId, at: number): void {
    const key = operationKey(id);
    if (at === NEVER) this.ids.delete(key);
    else this.ids.set(key, id);
    this.due.set(key, at);
  }

  private arm(now: number): void {
    this.clock.clearTimeout(this.timer);
    const next = this.due.next();
    if (next === NEVER) return;
    this.timer = this.clock.setTimeout(() => this.timePassed(), Math.min(next - now, LONGEST_WAIT));
  }

  private timePassed(): void {
    const reached = this.due.takeDue(this.clock.now());
    this.look(reached.flatMap((key) => this.ids.get(key) ?? []).flatMap((id) => this.store.get(id) ?? []));
  }
}

function isUnwarned(operation: Operation): operation is SucceededOperation {
  return operation.state === 'succeeded' && operation.warnedAt === undefined;
}
