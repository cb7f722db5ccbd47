import { deepFreeze } from '../../base/deepFreeze';
import { byRelevance, type ListPosition, listPositionOf } from '../../operations/listOrder';
import {
  type EndedOperation,
  isUnseen,
  type Operation,
  type OperationId,
  operationKey,
  type RunningOperation,
} from '../../operations/operation';

/** An operation, with what its place in the lists depends on. */
interface Entry {
  readonly operation: Operation;
  readonly place: ListPosition;
  readonly isUnseen: boolean;
}

interface Lists {
  readonly all: readonly Operation[];
  readonly running: readonly RunningOperation[];
  readonly ended: readonly EndedOperation[];
  readonly unseen: readonly EndedOperation[];
}

/**
 * Operations by their ids and in listing order. The lists are built anew when somebody reads them after a change: that
 * takes a millisecond at 10,000 operations.
 */
export class OperationIndex {
  /** In the order in which they came: of two operations with the same times, the first to come is listed first. */
  private readonly entries = new Map<string, Entry>();
  private lists: Lists | undefined;

  get size(): number {
    return this.entries.size;
  }

  /** In listing order: running first. */
  list(): readonly Operation[] {
    return this.upToDate().all;
  }

  /** The newest first. */
  get running(): readonly RunningOperation[] {
    return this.upToDate().running;
  }

  /** The last ended first. */
  get ended(): readonly EndedOperation[] {
    return this.upToDate().ended;
  }

  /** Ended ones that the person has not seen, the last ended first. */
  get unseen(): readonly EndedOperation[] {
    return this.upToDate().unseen;
  }

  /** How many have ended after this one; undefined when it is none that has ended. */
  endedAfter(id: OperationId): number | undefined {
    const place = this.ended.indexOf(this.get(id) as EndedOperation);
    return place < 0 ? undefined : place;
  }

  get(id: OperationId): Operation | undefined {
    return this.entries.get(operationKey(id))?.operation;
  }

  /** Adds operations, or replaces them; returns what each one was before. */
  protected set(operations: readonly Operation[]): (Operation | undefined)[] {
    this.lists = undefined;
    return operations.map((operation) => {
      const before = this.get(operation);
      this.entries.set(operationKey(operation), {
        // Other extensions get these very objects.
        operation: deepFreeze(operation),
        place: listPositionOf(operation),
        isUnseen: isUnseen(operation),
      });
      return before;
    });
  }

  protected delete(ids: readonly OperationId[]): void {
    this.lists = undefined;
    for (const id of ids) this.entries.delete(operationKey(id));
  }

  private upToDate(): Lists {
    this.lists ??= listsOf([...this.entries.values()].sort((a, b) => byRelevance(a.place, b.place)));
    return this.lists;
  }
}

/** @param entries in listing order */
function listsOf(entries: readonly Entry[]): Lists {
  const all = entries.map(({ operation }) => operation);
  const firstEnded = entries.findIndex(({ place }) => place.hasEnded);
  const runningCount = firstEnded < 0 ? entries.length : firstEnded;
  return {
    all,
    running: all.slice(0, runningCount) as RunningOperation[],
    ended: all.slice(runningCount) as EndedOperation[],
    unseen: entries.filter((entry) => entry.isUnseen).map(({ operation }) => operation as EndedOperation),
  };
}
