import { frozen } from '../../operations/frozen';
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

  /** Adds operations, or takes them over as they are now; returns what each one was before. */
  set(operations: readonly Operation[]): (Operation | undefined)[] {
    this.lists = {};
    const [leaving, coming] = [new Set<Entry>(), new Set<Entry>()];
    const before = operations.map((operation) => {
      const known = this.entries.get(operationKey(operation));
      const was = known?.operation;
      // Other extensions get these very objects.
      const entry = {
        operation: frozen(operation),
        place: placeOf(operation),
        arrival: known?.arrival ?? this.arrivals++,
      };
      if (known && staysInPlace(known, entry)) known.operation = operation;
      else {
        if (known && !coming.delete(known)) leaving.add(known);
        this.entries.set(operationKey(operation), entry);
        coming.add(entry);
      }
      return was;
    });
    this.takeOut([...leaving]);
    this.putIn([...coming]);
    return before;
  }

  delete(ids: readonly OperationId[]): void {
    this.lists = {};
    const leaving = ids.flatMap((id) => this.entries.get(operationKey(id)) ?? []);
    for (const { operation } of leaving) this.entries.delete(operationKey(operation));
    this.takeOut(leaving);
  }

  private putIn(entries: readonly Entry[]): void {
    this.runningOnes.add(entries.filter(({ place }) => !place.hasEnded));
    this.endedOnes.add(entries.filter(({ place }) => place.hasEnded));
    this.unseenOnes.add(entries.filter(({ operation }) => isUnseen(operation)));
  }

  private takeOut(entries: readonly Entry[]): void {
    this.runningOnes.delete(entries);
    this.endedOnes.delete(entries);
    this.unseenOnes.delete(entries);
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
