import type { Operation, Video } from '../../operations/operation';
import { type Availability, availabilitiesOf, availabilityOf } from '../../operations/video';
import { isDoubtful, type KnownDurations } from '../messages/followingWords';

/**
 * The words that menus look for in an operation: `operation`, its state, `problem` and its kind, how it is followed
 * where that is out of the ordinary (`unfollowed`, `doubtful`), and where its videos are (`saved`, `unsaved`, `expired`).
 */
export function operationWords(operation: Operation, now: number, known: KnownDurations): string {
  const { state, problem } = operation;
  return [
    'operation',
    state,
    ...(problem ? ['problem', problem.kind] : []),
    ...followingWord(operation, now, known),
    ...new Set(availabilitiesOf(operation, now).map(wordOf)),
  ].join(' ');
}

/** The words that menus look for in a video. */
export function videoWords(video: Video, now: number): string {
  return `video ${wordOf(availabilityOf(video, now))}`;
}

function followingWord(operation: Operation, now: number, known: KnownDurations): string[] {
  if (operation.state === 'running' && operation.unfollowedAt !== undefined) return ['unfollowed'];
  return isDoubtful(operation, now, known) ? ['doubtful'] : [];
}

/** For a menu it does not matter who says that a video is not there any more. */
function wordOf(keeping: Availability): string {
  return keeping === 'gone' ? 'expired' : keeping;
}
