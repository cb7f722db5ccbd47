import type { DurationDistribution } from './durationDistribution';

/** A job is overdue at this many times the median duration. */
const TIMES_MEDIAN = 10;
/** No job is overdue before. */
const EARLIEST_OVERDUE_S = 30 * 60;
/** The pause between two polls of an overdue job, as a share of its age: 10 min after an hour, 4 h after a day. */
const PAUSE_SHARE = 1 / 6;

/** The age in seconds from which on a job is overdue, so long that it may never end. */
export function overdueAfter(durations: DurationDistribution): number {
  return Math.max(TIMES_MEDIAN * durations.quantile(0.5), EARLIEST_OVERDUE_S);
}

/**
 * Seconds from one poll to the next: an overdue job is polled ever more rarely, whatever its last poll brought.
 *
 * @param age of the job at that poll, in seconds
 * @param overdue the age from which on it is overdue, in seconds
 */
export function pauseAt(age: number, overdue: number): number {
  return age < overdue ? 0 : age * PAUSE_SHARE;
}
