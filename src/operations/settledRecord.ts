import type { EndedOperation, Video } from './operation';
import { pollingModeOf } from './pollingMode';
import { RECORD_VERSION } from './recordVersion';
import { hasUnsaved } from './video';

const ENDED: ReadonlySet<unknown> = new Set(['succeeded', 'filtered', 'failed', 'missing']);

/**
 * Whether a stored record, as a glance shows, is an operation that waits for nothing: its end is final and seen, and each of
 * its videos is saved or lost. It costs a start a hundredth of reading the record in full. What is not surely so does not
 * count: a record without a form that we know has to be read.
 *
 * @param now ms since the epoch
 */
export function isSettled(record: unknown, now: number): boolean {
  const operation = operationAtAGlance(record);
  if (!operation || typeof operation.seenAt !== 'string') return false;
  return pollingModeOf(operation).kind === 'never' && !hasUnsaved(operation, now);
}

/** Whether a record that was set aside by another release may be one that this release can read. */
export function mayBeReadable(record: unknown): boolean {
  return isObject(record) && record.version === RECORD_VERSION;
}

/** An ended operation, of which only the fields have been looked at that say whether it waits for something. */
function operationAtAGlance(record: unknown): EndedOperation | undefined {
  if (!isObject(record) || record.version !== RECORD_VERSION || !isObject(record.operation)) return undefined;
  const { state, finishedAt, videos } = record.operation;
  const isEnded = ENDED.has(state) && Number.isFinite(Date.parse(String(finishedAt)));
  const isWhole = isEnded && Array.isArray(videos) && videos.every(tellsWhereItIs);
  return isWhole ? (record.operation as unknown as EndedOperation) : undefined;
}

/** Release 0.1.0 did not record when videos will be deleted. */
function tellsWhereItIs(video: unknown): video is Video {
  return isObject(video) && [video.file, video.gone, video.expiresAt].some((known) => known !== undefined);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
