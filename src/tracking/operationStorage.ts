import type { Operation } from '../operations/operation';
import { fromRecord, toRecord } from '../operations/record';

/** A key-value store of JSON, such as VS Code's workspace state. */
export interface KeyValueStorage {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const LIST_KEY = 'veo.operations';
const UNREADABLE_KEY = 'veo.operations.unreadable';

/** What was found in storage. `newlyUnreadable`: how many records were set aside now, and so not told of before. */
export interface LoadedOperations {
  readonly operations: readonly Operation[];
  readonly newlyUnreadable: number;
}

/**
 * The stored list. Records that cannot be read are moved, untouched, to a list of their own, from which a release
 * that can read them takes them back.
 */
export class OperationStorage {
  constructor(private readonly storage: KeyValueStorage) {}

  load(): LoadedOperations {
    const stored = this.storage.get(LIST_KEY);
    const aside = asList(this.storage.get(UNREADABLE_KEY));
    const fresh = sort(asList(stored));
    const again = sort(aside);
    const unreadable = [...again.unreadable, ...fresh.unreadable];
    if (unreadable.length !== aside.length || fresh.unreadable.length > 0) this.setAside(unreadable);
    return {
      // Should one be in both lists, the one tracked since counts: it comes last.
      operations: [...again.operations, ...fresh.operations],
      newlyUnreadable: fresh.unreadable.length,
    };
  }

  /** Replaces the stored list. */
  async save(operations: readonly Operation[]): Promise<void> {
    await this.storage.update(LIST_KEY, operations.map(toRecord));
  }

  private setAside(records: readonly unknown[]): void {
    void this.storage.update(UNREADABLE_KEY, records.length > 0 ? records : undefined);
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
