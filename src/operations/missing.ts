import type { MissingOperation } from './operation';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long after its end a missing operation is polled again: that it is missing is only our conclusion, and a gateway
 * that has lost its database for an afternoon knows it again in the evening.
 */
const LOOKS_MS = [10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS];

/** When a missing operation is to be polled again, in ms since the epoch; undefined once a day of looks is over. */
export function nextLookAt({ finishedAt, checkedAt = finishedAt }: MissingOperation): number | undefined {
  const since = Date.parse(finishedAt);
  return LOOKS_MS.map((after) => since + after).find((at) => at > Date.parse(checkedAt));
}
