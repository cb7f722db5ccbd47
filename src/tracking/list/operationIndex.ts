import {
  type EndedOperation,
  isUnseen,
  type Operation,
  type OperationId,
  operationKey,
  type RunningOperation,
} from '../../operations/operation';
import { byRelevance, type Place, placeOf } from '../../operations/order';
import { Ordered } from './ordered';

interface Entry {
  operation: Operation;
  place: Place;
  /** Of two with the same times, the one that came first is listed first. */
  readonly arrival: number;
}

interface Lists {
  all?: readonly Operation[];
  running?: readonly RunningOperation[];
  ended?: readonly EndedOperation[];
  unseen?: readonly EndedOperation[];
}

/**
 * Operations by their ids and in listing order. A change costs no look at the others, and a list is made once after a
 * change, however many ask for it.
 */
export class OperationIndex {
  private readonly entries = new Map<string, Entry>();
  private readonly runningOnes = new Ordered<Entry>(inOrder);
  private readonly endedOnes = new Ordered<Entry>(inOrder);
  private readonly unseenOnes = new Ordered<Entry>(inOrder);
  private arrivals = 0;
  private lists: Lists = {};

  get size(): number {
    return this.entries.size;
  }

  get endedCount(): number {
    return this.endedOnes.length;
  }

  /** In listing order: running first. */
  get all(): readonly Operation[] {
    this.lists.all ??= [...this.running, ...this.ended];
    return this.lists.all;
  }

  /** The newest first. */
  get running(): readonly RunningOperation[] {
    this.lists.running ??= operationsOf<RunningOperation>(this.runningOnes.slice(0));
    return this.lists.running;
  }

  /** The last ended first. */
  get ended(): readonly EndedOperation[] {
    this.lists.ended ??= operationsOf<EndedOperation>(this.endedOnes.slice(0));
    return this.lists.ended;
  }

  /** Ended ones that nobody has looked at, the last ended first. */
  get unseen(): readonly EndedOperation[] {
    this.lists.unseen ??= operationsOf<EndedOperation>(this.unseenOnes.slice(0));
    return this.lists.unseen;
  }

  /** Those of the ended ones that are in these places, as `Array.slice`. */
  endedFrom(from: number, to?: number): EndedOperation[] {
    return operationsOf<EndedOperation>(this.endedOnes.slice(from, to));
  }

  /** How many ended ones come before this one; undefined when it is none of them. */
  endedBefore(id: OperationId): number | undefined {
    const entry = this.entries.get(operationKey(id));
    return entry?.place.hasEnded ? this.endedOnes.placeOf(entry) : undefined;
  }

  get(id: OperationId): Operation | undefined {
    return this.entries.get(operationKey(id))?.operation;
  }

  has(id: OperationId): boolean {
    return this.entries.has(operationKey(id));
  }

  /** Adds an operation, or takes it over as it is now. */
  set(operation: Operation): void {
    const key = operationKey(operation);
    const known = this.entries.get(key);
    const entry = { operation, place: placeOf(operation), arrival: known?.arrival ?? this.arrivals++ };
    this.lists = {};
    if (known && staysInPlace(known, entry)) {
      known.operation = operation;
      return;
    }
    if (known) this.takeOut(known);
    this.entries.set(key, entry);
    this.putIn(entry);
  }

  delete(id: OperationId): void {
    const key = operationKey(id);
    const entry = this.entries.get(key);
    if (!entry) return;
    this.lists = {};
    this.entries.delete(key);
    this.takeOut(entry);
  }

  private putIn(entry: Entry): void {
    (entry.place.hasEnded ? this.endedOnes : this.runningOnes).add(entry);
    if (isUnseen(entry.operation)) this.unseenOnes.add(entry);
  }

  private takeOut(entry: Entry): void {
    (entry.place.hasEnded ? this.endedOnes : this.runningOnes).delete(entry);
    this.unseenOnes.delete(entry);
  }
}

function inOrder(a: Entry, b: Entry): number {
  return byRelevance(a.place, b.place) || a.arrival - b.arrival;
}

function staysInPlace(before: Entry, after: Entry): boolean {
  return (
    byRelevance(before.place, after.place) === 0 && isUnseen(before.operation) === isUnseen(after.operation)
  );
}

/** The entries of each list hold operations of its kind. */
function operationsOf<T extends Operation>(entries: readonly Entry[]): T[] {
  return entries.map(({ operation }) => operation as T);
}
