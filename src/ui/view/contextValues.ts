import type { Operation, Video } from '../../operations/operation';
import { type Availability, availabilitiesOf, availabilityOf } from '../../operations/video';
import { isDoubtful, type KnownDurations } from '../messages/followingWords';

/**
 * The `contextValue` of an operation, as words for the `when` clauses of menus: `operation`, its state, `problem` and its
 * kind, `unfollowed` or `doubtful`, and where its videos are (`saved`, `unsaved`, `expired`).
 */
export function operationContext(operation: Operation, now: number, known: KnownDurations): string {
  const { state, problem } = operation;
  return [
    'operation',
    state,
    ...(problem ? ['problem', problem.kind] : []),
    ...followingContext(operation, now, known),
    ...new Set(availabilitiesOf(operation, now).map(availabilityContext)),
  ].join(' ');
}

/** The same for a video. */
export function videoContext(video: Video, now: number): string {
  return `video ${availabilityContext(availabilityOf(video, now))}`;
}

function followingContext(operation: Operation, now: number, known: KnownDurations): string[] {
  if (operation.state === 'running' && operation.unfollowedAt !== undefined) return ['unfollowed'];
  return isDoubtful(operation, now, known) ? ['doubtful'] : [];
}

/** Menus make no difference between a video that has expired and one that the server has deleted. */
function availabilityContext(availability: Availability): string {
  return availability === 'gone' ? 'expired' : availability;
}
