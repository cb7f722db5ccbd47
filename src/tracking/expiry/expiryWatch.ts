import type { Operation, SucceededOperation } from '../../operations/operation';
import { expiresSoon, nextExpiryStep } from '../../operations/video';
import type { Clock } from '../clock';
import { type Disposable, Emitter } from '../event';
import type { OperationStore } from '../list/operationStore';

/** ms; what a timer of Node can wait for, and often enough to notice a clock that was set. */
const LONGEST_WAIT = 60 * 60 * 1000;

/** Notices when a video that nobody saved will soon be deleted. One timer, and none when there is no such video. */
export class ExpiryWatch implements Disposable {
  private readonly reached = new Emitter<readonly SucceededOperation[]>();
  private readonly listener: Disposable;
  private timer: unknown;

  /** Fires once for each operation of which a video will soon be deleted, also over restarts. */
  readonly onWillExpire = this.reached.event;

  constructor(
    private readonly store: OperationStore,
    private readonly clock: Clock,
  ) {
    this.listener = store.onDidChange(() => this.look());
  }

  /** Begins to look. */
  start(): void {
    this.look();
  }

  dispose(): void {
    this.listener.dispose();
    this.reached.dispose();
    this.clock.clearTimeout(this.timer);
  }

  private look(): void {
    const now = this.clock.now();
    const operations = this.store.list();
    this.arm(operations, now);
    const due = operations.filter(isUnwarned).filter((operation) => expiresSoon(operation, now));
    if (due.length === 0) return;
    const warnedAt = new Date(now).toISOString();
    const warned = due.map((operation) => ({ ...operation, warnedAt }));
    // Noted before it is told: the change calls us again.
    this.store.update(warned);
    this.reached.fire(warned);
  }

  private arm(operations: readonly Operation[], now: number): void {
    this.clock.clearTimeout(this.timer);
    const steps = operations.flatMap((operation) => nextExpiryStep(operation, now) ?? []);
    if (steps.length === 0) return;
    const delay = Math.min(Math.min(...steps) - now, LONGEST_WAIT);
    this.timer = this.clock.setTimeout(() => this.look(), delay);
  }
}

function isUnwarned(operation: Operation): operation is SucceededOperation {
  return operation.state === 'succeeded' && operation.warnedAt === undefined;
}
