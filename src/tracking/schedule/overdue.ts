import type { Durations } from './durations';

/** Beyond so many times what is usual, a job is overdue. */
const TIMES_USUAL = 10;
/** Seconds; no job is overdue before. */
const SHORTEST_OVERDUE = 30 * 60;
/** Of its age: the pause between two requests about an overdue job. After an hour that is 10 min, after a day 4 h. */
const SHARE_OF_AGE = 1 / 6;

/** The age in seconds from which on a job is overdue, so long that it may never end. */
export function overdueAfter(durations: Durations): number {
  return Math.max(TIMES_USUAL * durations.quantile(0.5), SHORTEST_OVERDUE);
}

/**
 * Seconds after a request until the next: an overdue job is polled ever more rarely, whatever came of the last request.
 *
 * @param age of the job at that request, in seconds
 * @param overdue the age from which on it is overdue, in seconds
 */
export function pauseAt(age: number, overdue: number): number {
  return age < overdue ? 0 : age * SHARE_OF_AGE;
}
