import { isStartPrinted, isStartReported } from '../../operations/knownStart';
import type { Operation, Source } from '../../operations/operation';
import { kindOf, priorOf } from './jobKind';

/**
 * A start that is known within this share of what such a job is believed to take counts as known: a vaguer one would teach
 * and plan no better than the age since the capture.
 */
const MAX_UNCERTAIN_SHARE = 1 / 3;

/**
 * From when the age of an operation counts: `started`, its start, where that is known; else the time at which it was
 * tracked, by the way in which that happened, since somebody who pastes names comes later than a program. `tracked`: in a
 * way that is not known.
 */
export type AgeOrigin = 'started' | 'tracked' | Source;

/** From when an operation's age counts. */
export function ageOriginOf(operation: Operation): AgeOrigin {
  const { startedAt, source } = operation;
  if (startedAt !== undefined && isCertainEnough(operation)) return 'started';
  return source === undefined || source === 'started' ? 'tracked' : source;
}

/** A program may have run for long before it printed the name. Then the print is no start, only a kind of tracking. */
function isCertainEnough(operation: Operation): boolean {
  const uncertainty = startUncertainty(operation);
  return uncertainty === 0 || uncertainty <= MAX_UNCERTAIN_SHARE * priorOf(kindOf(operation)).median;
}

/** By how many seconds the start may be earlier than `startedAt`. */
export function startUncertainty(operation: Operation): number {
  return isStartPrinted(operation) ? operation.startedWithin : 0;
}

/**
 * Whether an end before the first answer is learned, too: only where the start was known before. Else what is learned is of
 * jobs that still ran then, and says nothing of quicker ones.
 */
export function isSeenWhole(operation: Operation): boolean {
  return ageOriginOf(operation) === 'started' && !isStartReported(operation);
}

/** The age in seconds from its start at which an operation was first seen; 0 where it was seen whole, or the start is unknown. */
export function ageWhenFirstSeen(operation: Operation): number {
  if (!isStartReported(operation)) return 0;
  return Math.max(Date.parse(operation.trackedAt) - Date.parse(operation.startedAt), 0) / 1000;
}

/**
 * Similarity of two origins, from 0 to 1: the weight that ages of one have for those of the other. How long a job takes
 * shows in all that count from tracking, a person's habit only in those of one way.
 */
export function similarityOfOrigins(a: AgeOrigin, b: AgeOrigin): number {
  if (a === b) return 1;
  return a === 'started' || b === 'started' ? 0 : 0.25;
}
