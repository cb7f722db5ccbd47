import type { Operation } from '../../operations/operation';
import { fromRecord, toRecord } from '../../operations/record';

/** A key-value store of JSON, such as VS Code's workspace state. */
export interface KeyValueStorage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const LIST_KEY = 'veo.operations';
const UNREADABLE_KEY = 'veo.operations.unreadable';

/** What was found in storage. */
export interface LoadedOperations {
  readonly operations: readonly Operation[];
  /** How many records are to be set aside now, and so were not told of before. */
  readonly newlyUnreadable: number;
  /** Whether records go from one list to the other, so that both must be saved. */
  readonly hasMoved: boolean;
}

/**
 * The stored list. Records that cannot be read are moved, untouched, to a list of their own, from which a release
 * that can read them takes them back.
 */
export class OperationStorage {
  /** The records set aside, as long as they are not yet stored as such. */
  private unsavedAside: readonly unknown[] | undefined;

  constructor(private readonly storage: KeyValueStorage) {}

  load(): LoadedOperations {
    const stored = this.storage.get(LIST_KEY);
    const aside = asList(this.storage.get(UNREADABLE_KEY));
    const fresh = sort(asList(stored));
    const again = sort(aside);
    const unreadable = [...again.unreadable, ...fresh.unreadable];
    const hasMoved = again.operations.length > 0 || fresh.unreadable.length > 0;
    if (hasMoved) this.unsavedAside = unreadable;
    return {
      // Should one be in both lists, the one tracked since counts: it comes last.
      operations: [...again.operations, ...fresh.operations],
      newlyUnreadable: fresh.unreadable.length,
      hasMoved,
    };
  }

  /** Whether there are records that nobody here can read, set aside now or long ago. */
  get hasUnreadable(): boolean {
    return (this.unsavedAside ?? asList(this.storage.get(UNREADABLE_KEY))).length > 0;
  }

  /** Replaces the stored list. Both lists are handed over at once, so that no record is ever in neither. */
  async save(operations: readonly Operation[]): Promise<void> {
    await Promise.all([this.saveAside(), this.storage.update(LIST_KEY, operations.map(toRecord))]);
  }

  private async saveAside(): Promise<void> {
    if (!this.unsavedAside) return;
    await this.storage.update(UNREADABLE_KEY, this.unsavedAside.length > 0 ? this.unsavedAside : undefined);
    this.unsavedAside = undefined;
  }
}

/** A stored value that is no list is one record nobody can read. */
function asList(stored: unknown): readonly unknown[] {
  if (stored === undefined || stored === null) return [];
  return Array.isArray(stored) ? stored : [stored];
}

function sort(records: readonly unknown[]): { operations: Operation[]; unreadable: unknown[] } {
  const operations: Operation[] = [];
  const unreadable: unknown[] = [];
  for (const record of records) {
    const operation = fromRecord(record);
    if (operation) operations.push(operation);
    else unreadable.push(record);
  }
  return { operations, unreadable };
}
