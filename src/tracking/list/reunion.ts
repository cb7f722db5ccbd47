import { isFinal, type Operation } from '../../operations/operation';
import { withGivenStart } from '../../operations/start';

/**
 * An operation that was tracked anew, and what the archive knows of it from before: an end by the API's word is final,
 * and it was tracked when it was tracked first. What the person told now counts: a label, a start.
 */
export function reunited(tracked: Operation, archived: Operation): Operation {
  const label = tracked.label ?? archived.label;
  const known = isFinal(archived) ? archived : { ...tracked, trackedAt: archived.trackedAt };
  const named: Operation = { ...known, ...(label !== undefined && { label }) };
  return withGivenStart(named, tracked.startTold ? undefined : tracked.startedAt);
}
