import type { Operation, Video } from '../../operations/operation';
import { type Availability, availabilitiesOf, availabilityOf } from '../../operations/video';
import { t } from '../language/t';

const HOUR = 60 * 60 * 1000;
const MINUTE = 60 * 1000;

/** Whether the videos of an operation are safe, and if not, for how long they are there; undefined without videos. */
export function keepingWords(operation: Operation, now: number): string | undefined {
  const [weightiest] = availabilitiesOf(operation, now);
  return weightiest && wordsOf(weightiest, deadlineOf(operation.videos, now), now);
}

/** The same for one video. */
export function videoKeepingWords(video: Video, now: number): string | undefined {
  return wordsOf(availabilityOf(video, now), deadlineOf([video], now), now);
}

/** When the server deletes the first video that nobody has saved, in ms since the epoch; undefined when it deletes none. */
export function deadlineOf(videos: readonly Video[], now: number): number | undefined {
  const deadlines = videos
    .filter((video) => video.expiresAt !== undefined && availabilityOf(video, now) === 'unsaved')
    .map(({ expiresAt = '' }) => Date.parse(expiresAt));
  return deadlines.length > 0 ? Math.min(...deadlines) : undefined;
}

/** A video in a bucket of somebody stays there: nothing is to be said. */
function wordsOf(keeping: Availability, deadline: number | undefined, now: number): string | undefined {
  switch (keeping) {
    case 'saved':
      return t('saved');
    case 'gone':
      return t('gone');
    case 'expired':
      return t('expired');
    case 'unsaved':
      return deadline === undefined ? undefined : t('{0} left', spanWords(deadline - now));
  }
}

/** Whole hours, and only the last one in minutes, rounded down: nobody needs to know more. `ms` in milliseconds. */
export function spanWords(ms: number): string {
  return ms >= HOUR ? t('{0} h', Math.floor(ms / HOUR)) : t('{0} min', Math.floor(ms / MINUTE));
}
