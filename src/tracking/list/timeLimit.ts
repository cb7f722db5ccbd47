/**
 * Does a work that waits for nothing, and ends it when it takes longer than so many milliseconds of its thread. Nothing
 * of it is undone then, so it must not change anything that others see.
 *
 * @returns undefined when it was ended
 */
export type TimeLimit = <T>(ms: number, work: () => T) => T | undefined;

/** Where the host cannot end a work: it takes the time that it takes. */
export const unlimited: TimeLimit = (_ms, work) => work();

/** ms in which a whole list is read; the longest takes some 50 ms, and a slow computer has little time at a start. */
const LIST_MS = 2000;
/** ms in which one record is read; the largest takes some 5 ms. */
const RECORD_MS = 250;

/**
 * Reads records, none of which can hold the start up: one that takes too long is as one that cannot be read. All are read
 * at once, for to watch over the time takes longer than to read one; only where they take too long, each by itself.
 *
 * @param read changes nothing
 * @returns for each record what `read` returns, or undefined
 */
export function readEach<T>(
  records: readonly unknown[],
  read: (record: unknown) => T | undefined,
  within: TimeLimit,
): readonly (T | undefined)[] {
  if (records.length === 0) return [];
  const all = within(LIST_MS, () => records.map((record) => read(record)));
  return all ?? records.map((record) => within(RECORD_MS, () => read(record)));
}
