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

interface Entry {
  operation: Operation;
  place: ListPosition;
  isUnseen: boolean;
  /** Of two operations with the same times, the one that came first is listed first. */
  readonly arrival: number;
}

/** The lists as somebody last asked for them; those that a change has touched are missing. */
interface Lists {
  all?: readonly Operation[];
  running?: readonly RunningOperation[];
  ended?: readonly EndedOperation[];
  unseen?: readonly EndedOperation[];
}

/**
 * Operations by their ids and in listing order. All is sorted anew after a change, once, when somebody asks: that takes
 * less than a millisecond at 10,000 operations, since all but the changed ones are in order already.
 */
export class OperationIndex {
  private readonly entries = new Map<string, Entry>();
  private sorted: Entry[] = [];
  private isSorted = true;
  private arrivals = 0;
  private lists: Lists = {};

  get size(): number {
    return this.entries.size;
  }

  /** In listing order: running first. */
  get all(): readonly Operation[] {
    this.lists.all ??= this.inOrder().map(({ operation }) => operation);
    return this.lists.all;
  }

  /** The newest first. */
  get running(): readonly RunningOperation[] {
    this.lists.running ??= this.all.slice(0, this.runningCount) as RunningOperation[];
    return this.lists.running;
  }

  /** The last ended first. */
  get ended(): readonly EndedOperation[] {
    this.lists.ended ??= this.all.slice(this.runningCount) as EndedOperation[];
    return this.lists.ended;
  }

  /** Ended ones that nobody has looked at, the last ended first. */
  get unseen(): readonly EndedOperation[] {
    const entries = () => this.inOrder().filter((entry) => entry.isUnseen);
    this.lists.unseen ??= entries().map(({ operation }) => operation as EndedOperation);
    return this.lists.unseen;
  }

  /** How many ended ones come before this one; undefined when it is none of them. */
  endedBefore(id: OperationId): number | undefined {
    const entry = this.entries.get(operationKey(id));
    return entry?.place.hasEnded ? this.inOrder().indexOf(entry) - this.runningCount : undefined;
  }

  get(id: OperationId): Operation | undefined {
    return this.entries.get(operationKey(id))?.operation;
  }

  has(id: OperationId): boolean {
    return this.entries.has(operationKey(id));
  }

  /** Adds operations, or replaces them; returns what each one was before. */
  set(operations: readonly Operation[]): (Operation | undefined)[] {
    this.lists = {};
    return operations.map((operation) => {
      const entry = this.entries.get(operationKey(operation));
      const before = entry?.operation;
      if (entry) this.replace(entry, operation);
      else this.add(operation);
      return before;
    });
  }

  delete(ids: readonly OperationId[]): void {
    this.lists = {};
    const leaving = new Set<Entry>();
    for (const id of ids) {
      const entry = this.entries.get(operationKey(id));
      if (entry) leaving.add(entry);
      this.entries.delete(operationKey(id));
    }
    this.sorted = this.sorted.filter((entry) => !leaving.has(entry));
  }

  private add(operation: Operation): void {
    const entry = {
      // Other extensions get these very objects.
      operation: deepFreeze(operation),
      place: listPositionOf(operation),
      isUnseen: isUnseen(operation),
      arrival: this.arrivals++,
    };
    this.entries.set(operationKey(operation), entry);
    this.sorted.push(entry);
    this.isSorted = false;
  }

  private replace(entry: Entry, operation: Operation): void {
    const place = listPositionOf(operation);
    if (byRelevance(entry.place, place) !== 0) this.isSorted = false;
    entry.operation = deepFreeze(operation);
    entry.place = place;
    entry.isUnseen = isUnseen(operation);
  }

  /** Those that run come first. */
  private get runningCount(): number {
    const count = this.inOrder().findIndex(({ place }) => place.hasEnded);
    return count < 0 ? this.size : count;
  }

  private inOrder(): readonly Entry[] {
    if (!this.isSorted) this.sorted.sort((a, b) => byRelevance(a.place, b.place) || a.arrival - b.arrival);
    this.isSorted = true;
    return this.sorted;
  }
}
