import type { Operation, Source } from '../../operations/operation';

/**
 * From when the age of an operation counts: `started`, its start, where that is known; else the time at which it was
 * tracked, by the way in which that happened, since somebody who pastes names comes later than a program. `tracked`: in a
 * way that is not known.
 */
export type AgeOrigin = 'started' | 'tracked' | Source;

/** From when an operation's age counts. */
export function ageOriginOf({ startedAt, source }: Operation): AgeOrigin {
  if (startedAt !== undefined) return 'started';
  return source === undefined || source === 'started' ? 'tracked' : source;
}

/**
 * Whether an end before the first answer is learned, too: only where the start was known before. Else what is learned is of
 * jobs that still ran then, and says nothing of quicker ones.
 */
export function isSeenWhole({ startedAt, startTold }: Operation): boolean {
  return startedAt !== undefined && startTold === undefined;
}

/** The age in seconds from its start at which an operation was first seen; 0 where it was seen whole, or the start is unknown. */
export function ageWhenFirstSeen(operation: Operation): number {
  const { startedAt, trackedAt } = operation;
  if (startedAt === undefined || isSeenWhole(operation)) return 0;
  return Math.max(Date.parse(trackedAt) - Date.parse(startedAt), 0) / 1000;
}

/**
 * Similarity of two origins, from 0 to 1: the weight that ages of one have for those of the other. How long a job takes
 * shows in all that count from tracking, a person's habit only in those of one way.
 */
export function similarityOfOrigins(a: AgeOrigin, b: AgeOrigin): number {
  if (a === b) return 1;
  return a === 'started' || b === 'started' ? 0 : 0.25;
}
