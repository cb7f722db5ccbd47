import { newOperation, type Operation, type OperationId, operationKey } from '../../operations/operation';
import { byRelevance } from '../../operations/order';
import { withExpiry } from '../../operations/video';
import type { Clock } from '../clock';
import { type Disposable, Emitter } from '../event';
import type { OperationStorage } from './operationStorage';

/** ms between two writes of the list: VS Code writes the whole state each time. */
const WRITE_INTERVAL = 1000;

/** What happened to one operation: `before` is absent when it was added, `after` when it was removed. */
export interface OperationChange {
  readonly before?: Operation;
  readonly after?: Operation;
}

/** The list of tracked operations: one place that changes it, tells of the changes, and writes it down. */
export class OperationStore implements Disposable {
  private readonly operations = new Map<string, Operation>();
  private readonly changes = new Emitter<readonly OperationChange[]>();
  private readonly writeFailures = new Emitter<unknown>();
  private writing: 'idle' | 'written' | 'dirty' = 'idle';
  private writeTimer: unknown;
  private lastWrite: Promise<void> = Promise.resolve();

  readonly onDidChange = this.changes.event;
  /** Fires with the reason when the list could not be written; it is tried again with the next change. */
  readonly onDidFailToWrite = this.writeFailures.event;

  constructor(
    private readonly storage: OperationStorage,
    private readonly clock: Clock,
  ) {}

  /** Reads the stored list; tells how many records had to be set aside now. */
  load(): number {
    const { operations, newlyUnreadable, hasMoved } = this.storage.load();
    for (const operation of operations)
      this.operations.set(operationKey(operation), withKnownExpiry(operation));
    if (hasMoved) this.write();
    return newlyUnreadable;
  }

  /** In listing order: running first. */
  list(): Operation[] {
    return [...this.operations.values()].sort(byRelevance);
  }

  get(id: OperationId): Operation | undefined {
    return this.operations.get(operationKey(id));
  }

  /** Adds an operation, or returns the one that is there already; a label given now is kept in either case. */
  track(id: OperationId, label?: string): Operation {
    const known = this.get(id);
    if (known && (label === undefined || label === known.label)) return known;
    const operation = known
      ? { ...known, ...(label !== undefined && { label }) }
      : newOperation(id, label, this.clock.now());
    this.put([operation]);
    return operation;
  }

  /** Replaces operations that are in the list; others are left out, for they were removed meanwhile. */
  update(operations: readonly Operation[]): void {
    this.put(operations.filter((operation) => this.operations.has(operationKey(operation))));
  }

  /** Takes operations out of the list and returns them, for `restore`. */
  remove(ids: readonly OperationId[]): Operation[] {
    const removed = ids.flatMap((id) => this.get(id) ?? []);
    for (const operation of removed) this.operations.delete(operationKey(operation));
    this.commit(removed.map((before) => ({ before })));
    return removed;
  }

  /** Undoes a removal. What has been tracked again meanwhile stays as it is. */
  restore(operations: readonly Operation[]): void {
    this.put(operations.filter((operation) => !this.operations.has(operationKey(operation))));
  }

  /** Resolves when all changes so far are handed to the storage. */
  async flush(): Promise<void> {
    if (this.writing === 'dirty') this.write();
    await this.lastWrite;
  }

  dispose(): void {
    this.clock.clearTimeout(this.writeTimer);
    this.changes.dispose();
    this.writeFailures.dispose();
  }

  private put(operations: readonly Operation[]): void {
    const changes: OperationChange[] = [];
    for (const after of operations) {
      const key = operationKey(after);
      const before = this.operations.get(key);
      if (before === after) continue;
      // Other extensions get these very objects.
      this.operations.set(key, Object.freeze(after));
      changes.push(before ? { before, after } : { after });
    }
    this.commit(changes);
  }

  private commit(changes: readonly OperationChange[]): void {
    if (changes.length === 0) return;
    if (changes.some(isWorthWriting)) this.writeSoon();
    this.changes.fire(changes);
  }

  /** At once, or with all that comes within the interval after the last write. */
  private writeSoon(): void {
    if (this.writing === 'idle') this.write();
    else this.writing = 'dirty';
  }

  private write(): void {
    this.clock.clearTimeout(this.writeTimer);
    this.writing = 'written';
    this.writeTimer = this.clock.setTimeout(() => this.intervalPassed(), WRITE_INTERVAL);
    this.lastWrite = this.storage
      .save([...this.operations.values()])
      .catch((reason) => this.writeFailures.fire(reason));
  }

  private intervalPassed(): void {
    if (this.writing === 'dirty') this.write();
    else this.writing = 'idle';
  }
}

/** Release 0.1.0 did not note when videos will be deleted. */
function withKnownExpiry(operation: Operation): Operation {
  if (operation.state !== 'succeeded') return operation;
  return { ...operation, videos: withExpiry(operation.videos, operation.finishedAt) };
}

/** That it was asked once more is nothing a person would miss after a restart. */
function isWorthWriting({ before, after }: OperationChange): boolean {
  if (!before || !after) return true;
  return JSON.stringify({ ...before, checkedAt: '' }) !== JSON.stringify({ ...after, checkedAt: '' });
}
