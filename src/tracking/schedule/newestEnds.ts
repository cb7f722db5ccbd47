/** An end of a job that had the age 0 at a time, in seconds since the epoch. Ages are in seconds. */
interface End {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/** Jobs that began so many seconds apart are as new as each other. */
const SAME_MOMENT_S = 120;

/**
 * Ends, those of the newest jobs first; of jobs that began together, in a random order that stays the same. By the order of
 * the ends, of a batch of hundreds only its slowest jobs would be left, and all would seem to be so slow.
 */
export function newestFirst<E extends End>(ends: readonly E[]): E[] {
  return ends
    .map((end) => ({ end, began: end.at + SAME_MOMENT_S * shareOf(end) }))
    .sort((a, b) => b.began - a.began)
    .map(({ end }) => end);
}

/** A number from 0 to 1 that looks random, from the ages in tenths, as they are stored. */
function shareOf({ from, to }: End): number {
  const seed = Math.imul(Math.round(10 * from), 0x9e3779b1) ^ Math.imul(Math.round(10 * to), 0x85ebca6b);
  const mixed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 12)) >>> 0) / 2 ** 32;
}
