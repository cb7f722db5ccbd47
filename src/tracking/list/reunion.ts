import { givenOf, withGiven } from '../../operations/given';
import { isFinal, type Operation } from '../../operations/operation';

/**
 * An operation that was tracked anew, and what the archive knows of it from before: an end by the API's word is final,
 * and it was tracked when it was tracked first. What the person told now counts: a label, a start.
 */
export function reunited(tracked: Operation, archived: Operation): Operation {
  const known = isFinal(archived)
    ? archived
    : withGiven({ ...tracked, trackedAt: archived.trackedAt }, givenOf(archived));
  return withGiven(known, givenOf(tracked));
}
