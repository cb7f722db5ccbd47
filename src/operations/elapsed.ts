import { hasEnded, type Operation } from './operation';

/** Seconds; the schedule leaves only what is long overdue unasked for longer. */
const WATCHED = 600;

/**
 * How many ms an operation has run by now, or ran as far as anyone saw: at most. From its tracking, where nobody told
 * the start. Undefined for one that had ended before it was tracked, or while nobody asked: it may have taken any time.
 *
 * @param now ms since the epoch
 */
export function elapsedOf(operation: Operation, now: number): number | undefined {
  const { trackedAt, startedAt = trackedAt } = operation;
  if (!hasEnded(operation)) return now - Date.parse(startedAt);
  const { endedWithin = Number.POSITIVE_INFINITY, finishedAt } = operation;
  return endedWithin <= WATCHED ? Date.parse(finishedAt) - Date.parse(startedAt) : undefined;
}
