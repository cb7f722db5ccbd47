import { type Disposable, Emitter } from '../../base/event';
import { NEVER, type Time } from '../../base/time';
import {
  type Operation,
  type OperationId,
  operationKey,
  type SucceededOperation,
} from '../../operations/operation';
import { expiresSoon, nextExpiryChange } from '../../operations/video';
import type { OperationChange, OperationStore } from '../list/operationStore';

/** Often enough to notice that the wall clock was set. */
const LONGEST_WAIT_MS = 60 * 60 * 1000;

/** An operation whose videos must be looked at. */
interface Step {
  readonly id: OperationId;
  /** ms since the epoch */
  readonly dueAt: number;
}

/**
 * Notices when a video that nobody saved will soon be deleted. It runs one timer, and none when there is no such video; a
 * change costs no look at the other operations.
 */
export class ExpiryWatch implements Disposable {
  private readonly warnings = new Emitter<readonly SucceededOperation[]>();
  private readonly listeners: readonly Disposable[];
  /** By key; at most as many as the list holds, so all of them are gone through. */
  private readonly steps = new Map<string, Step>();
  private timer: unknown;

  /** Fires once for each operation of which a video will soon be deleted, also over restarts. */
  readonly onWillExpire = this.warnings.event;

  constructor(
    private readonly store: OperationStore,
    private readonly clock: Time,
  ) {
    this.listeners = [
      store.onDidChange((changes) => this.storeChanged(changes)),
      store.onDidArchive((operations) => this.drop(operations)),
    ];
  }

  /** Begins to watch what is in the list. */
  start(): void {
    this.check(this.store.ended);
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.warnings.dispose();
    this.clock.clearTimeout(this.timer);
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
    const now = this.clock.now();
    this.drop(operations);
    const unwarned = operations.filter(isUnwarned);
    for (const one of unwarned) {
      const dueAt = nextExpiryChange(one, now);
      if (dueAt) this.steps.set(operationKey(one), { id: one, dueAt });
    }
    this.setTimer(now);
    this.warn(
      unwarned.filter((operation) => expiresSoon(operation, now)),
      now,
    );
  }

  private warn(operations: readonly SucceededOperation[], now: number): void {
    if (operations.length === 0) return;
    const warnedAt = new Date(now).toISOString();
    const warned = operations.map((operation) => ({ ...operation, warnedAt }));
    // The change calls `check` again, which must find them warned.
    this.store.update(warned);
    this.warnings.fire(warned);
  }

  private setTimer(now: number): void {
    this.clock.clearTimeout(this.timer);
    let next = NEVER;
    for (const { dueAt } of this.steps.values()) next = Math.min(next, dueAt);
    if (next === NEVER) return;
    this.timer = this.clock.setTimeout(() => this.checkDue(), Math.min(next - now, LONGEST_WAIT_MS));
  }

  private checkDue(): void {
    const now = this.clock.now();
    const due = [...this.steps.values()].filter(({ dueAt }) => dueAt <= now).map(({ id }) => id);
    this.drop(due);
    this.check(due.flatMap((id) => this.store.get(id) ?? []));
  }
}

function isUnwarned(operation: Operation): operation is SucceededOperation {
  return operation.state === 'succeeded' && operation.warnedAt === undefined;
}
