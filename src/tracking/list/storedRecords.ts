import { isSettled, mayBeReadable } from '../../operations/settledRecord';

export const LIST_KEY = 'veo.operations';
export const UNREADABLE_KEY = 'veo.operations.unreadable';

/** The records in the state, unread. */
interface StoredRecords {
  readonly listed: readonly unknown[];
  /** Those that some release could not read. */
  readonly aside: readonly unknown[];
}

/** Takes both lists from the state. */
export function storedRecords(storage: { get(key: string): unknown }): StoredRecords {
  return { listed: asList(storage.get(LIST_KEY)), aside: asList(storage.get(UNREADABLE_KEY)) };
}

/** Whether none of them has to be read before the person asks for it. @param now ms since the epoch */
export function areSettled({ listed, aside }: StoredRecords, now: number): boolean {
  return listed.every((record) => isSettled(record, now)) && !aside.some(mayBeReadable);
}

/** A stored value that is no list counts as one unreadable record. */
function asList(stored: unknown): readonly unknown[] {
  if (stored === undefined || stored === null) return [];
  return Array.isArray(stored) ? stored : [stored];
}
