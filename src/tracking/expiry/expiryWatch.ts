import { DisposableStore } from '../../base/disposableStore';
import { Emitter } from '../../base/event';
import { HOUR_MS, NEVER, type Time } from '../../base/time';
import { Timer } from '../../base/timer';
import {
  type Operation,
  type OperationId,
  operationKey,
  type SucceededOperation,
} from '../../operations/operation';
import { expiresSoon, nextExpiryChange } from '../../operations/video';
import type { OperationChange, OperationStore } from '../list/operationStore';

/** Expiry is a matter of the wall clock, which may be set at any time: this often is enough to notice that. */
const LONGEST_WAIT_MS = HOUR_MS;

/** When an operation is to be checked again. */
interface Step {
  readonly id: OperationId;
  /** ms since the epoch */
  readonly dueAt: number;
}

/**
 * Notices when a video that nobody saved will soon be deleted. One timer runs, and none when there is no such video. A
 * change looks at the planned times of the others, not at their videos.
 */
export class ExpiryWatch extends DisposableStore {
  private readonly warnings = this.add(new Emitter<readonly SucceededOperation[]>());
  /** By key; at most as many as the list holds. */
  private readonly steps = new Map<string, Step>();
  private readonly timer: Timer;

  /** Fires once for each operation of which a video will soon be deleted, also over restarts. */
  readonly onWillExpire = this.warnings.event;

  constructor(
    private readonly store: OperationStore,
    private readonly time: Time,
  ) {
    super();
    this.timer = this.add(new Timer(time, () => this.checkDue()));
    this.add(store.onDidChange((changes) => this.storeChanged(changes)));
    this.add(store.onDidArchive((operations) => this.drop(operations)));
  }

  /** Begins to watch what is in the list. */
  start(): void {
    this.check(this.store.ended);
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    this.drop(changes.flatMap(({ before, after }) => (before && !after ? [before] : [])));
    this.check(changes.flatMap(({ after }) => after ?? []));
  }

  private drop(ids: readonly OperationId[]): void {
    for (const id of ids) this.steps.delete(operationKey(id));
  }

  /** Warns of those that expire soon, and schedules the next step of the others. */
  private check(operations: readonly Operation[]): void {
    const now = this.time.now();
    this.drop(operations);
    const unwarned = operations.filter(isUnwarned);
    for (const one of unwarned) {
      const dueAt = nextExpiryChange(one, now);
      if (dueAt) this.steps.set(operationKey(one), { id: one, dueAt });
    }
    this.setTimer(now);
    const expiring = unwarned.filter((operation) => expiresSoon(operation, now));
    if (expiring.length > 0) this.warn(expiring, now);
  }

  private warn(operations: readonly SucceededOperation[], now: number): void {
    const warnedAt = new Date(now).toISOString();
    const warned = operations.map((operation) => ({ ...operation, warnedAt }));
    // The change calls `check` again, which must find them warned.
    this.store.update(warned);
    this.warnings.fire(warned);
  }

  private setTimer(now: number): void {
    let next = NEVER;
    for (const { dueAt } of this.steps.values()) next = Math.min(next, dueAt);
    this.timer.setIn(next === NEVER ? NEVER : Math.min(next - now, LONGEST_WAIT_MS));
  }

  private checkDue(): void {
    const now = this.time.now();
    const due = [...this.steps.values()].filter(({ dueAt }) => dueAt <= now).map(({ id }) => id);
    this.drop(due);
    this.check(due.flatMap((id) => this.store.get(id) ?? []));
  }
}

function isUnwarned(operation: Operation): operation is SucceededOperation {
  return operation.state === 'succeeded' && operation.warnedAt === undefined;
}
