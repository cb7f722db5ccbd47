import type { Disposable } from '../../base/event';
import { hasEnded, type Operation, type OperationId, operationKey } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { PrintedStart } from '../commands/printedOperations';

/** An operation and its start, if it was started with the others. */
export interface PossibleStart {
  readonly id: OperationId;
  readonly given: PrintedStart;
}

/** Operations that a program printed at once. */
interface Batch {
  readonly starts: readonly PossibleStart[];
  /** Keys of those that have not answered yet. */
  readonly waiting: Set<string>;
}

/** Older ones stay without their starts. */
const MAX_BATCHES = 20;

/**
 * Starts of operations that a program printed at once. It may have started them together, as `asyncio.gather` and `Promise.all`
 * do, or have listed what was started before. Of a list some have ended; so the starts are believed once the first answers say
 * that all of them run, and none if any has ended by then.
 */
export class PossibleStarts implements Disposable {
  private readonly batches = new Set<Batch>();
  private readonly listener: Disposable;

  constructor(private readonly store: Pick<OperationStore, 'onDidChange' | 'trackAll' | 'get'>) {
    this.listener = store.onDidChange((changes) => this.note(changes));
  }

  /** Adds the operations of one print, which have just been tracked. */
  add(starts: readonly PossibleStart[]): void {
    if (starts.length === 0) return;
    this.batches.add({ starts, waiting: new Set(starts.map(({ id }) => operationKey(id))) });
    const [oldest] = this.batches;
    if (this.batches.size > MAX_BATCHES && oldest) this.batches.delete(oldest);
    // Some may have answered already.
    this.note(starts.map(({ id }) => ({ before: id, after: this.store.get(id) })));
  }

  dispose(): void {
    this.listener.dispose();
  }

  private note(changes: readonly Answered[]): void {
    for (const batch of this.batches) {
      if (changes.some((change) => isRefuted(batch, change))) this.batches.delete(batch);
      else for (const { after } of changes) if (after?.checkedAt) batch.waiting.delete(operationKey(after));
    }
    for (const batch of this.batches) if (batch.waiting.size === 0) this.believe(batch);
  }

  private believe(batch: Batch): void {
    this.batches.delete(batch);
    // Behind the change that is being told, so that nobody hears of the two in the wrong order.
    queueMicrotask(() => this.store.trackAll(batch.starts.filter(({ id }) => isRunning(this.store.get(id)))));
  }
}

/** An operation before and after a change; without the latter it is not in the list any more. */
interface Answered {
  readonly before?: OperationId;
  readonly after?: Operation | undefined;
}

/** Whether an operation had ended before its first answer, or was removed. */
function isRefuted({ waiting }: Batch, { before, after }: Answered): boolean {
  const id = after ?? before;
  return id !== undefined && waiting.has(operationKey(id)) && !isRunning(after);
}

function isRunning(operation: Operation | undefined): boolean {
  return operation !== undefined && !hasEnded(operation);
}
