/**
 * Port: calls a synchronous function, and stops it after so many ms. Nothing of it is undone then, so it must not change
 * anything that others see.
 *
 * @returns what the function returns; undefined when it was stopped
 */
export type TimeLimit = <T>(ms: number, work: () => T) => T | undefined;

/** For a host that cannot stop a function. */
export const unlimited: TimeLimit = (_ms, work) => work();

/** For a whole list: the longest takes some 50 ms, more on a slow computer during a start. */
const LIST_LIMIT_MS = 2000;
/** For one record: the largest takes some 5 ms. */
const RECORD_LIMIT_MS = 250;

/**
 * Reads records; one that takes too long counts as unreadable. All are read under one limit, since the limit itself takes
 * longer than a record, and only if they exceed it, each under a limit of its own.
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
  const all = within(LIST_LIMIT_MS, () => records.map((record) => read(record)));
  return all ?? records.map((record) => within(RECORD_LIMIT_MS, () => read(record)));
}
