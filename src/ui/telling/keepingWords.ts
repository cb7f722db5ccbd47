import type { Operation, Video } from '../../operations/operation';
import { expiryOf, isUnsaved } from '../../operations/video';
import { t } from '../language/t';

const HOUR = 60 * 60 * 1000;
const MINUTE = 60 * 1000;

/** Whether the videos of an operation are safe, and if not, for how long they are there; undefined without videos. */
export function keepingWords(operation: Operation, now: number): string | undefined {
  if (operation.state !== 'succeeded') return undefined;
  const { videos } = operation;
  const expiry = expiryOf(operation);
  if (expiry !== undefined) return timeLeftWords(expiry - now);
  if (videos.every(({ file }) => file !== undefined)) return t('saved');
  return videos.some(({ gone }) => gone) ? t('gone') : undefined;
}

/** The same for one video. */
export function videoKeepingWords(video: Video, now: number): string | undefined {
  if (video.file !== undefined) return t('saved');
  if (video.gone) return t('gone');
  return isUnsaved(video) ? timeLeftWords(Date.parse(video.expiresAt ?? '') - now) : undefined;
}

/** Whole hours, and only the last one in minutes: nobody needs to know more. */
function timeLeftWords(ms: number): string {
  return ms <= 0 ? t('expired') : t('expires in {0}', spanWords(ms));
}

/** A span of time, rounded down. `ms` in milliseconds. */
export function spanWords(ms: number): string {
  return ms >= HOUR ? t('{0} h', Math.floor(ms / HOUR)) : t('{0} min', Math.floor(ms / MINUTE));
}
