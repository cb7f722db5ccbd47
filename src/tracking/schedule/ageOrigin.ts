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

/**
 * Similarity of two origins, from 0 to 1: the weight that ages of one have for those of the other. How long a job takes
 * shows in all that count from tracking, a person's habit only in those of one way.
 */
export function similarityOfOrigins(a: AgeOrigin, b: AgeOrigin): number {
  if (a === b) return 1;
  return a === 'started' || b === 'started' ? 0 : 0.25;
}
