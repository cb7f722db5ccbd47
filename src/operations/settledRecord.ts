import type { EndedOperation, Video } from './operation';
import { pollingModeOf } from './pollingMode';
import { RECORD_VERSION } from './recordVersion';
import { hasUnsavedOnServer } from './video';

/** In characters; those that we store have 24. */
const LONGEST_TIME = 40;
const ENDED: ReadonlySet<unknown> = new Set(['succeeded', 'filtered', 'failed', 'missing']);

/**
 * Whether a stored record, as a glance shows, is an operation that waits for nothing: its end is final and seen, and each of
 * its videos is saved, kept by us or lost. A start has no time to read records in full (5 ms for twenty). What is not surely so
 * does not count: a record without a form that we know has to be read.
 *
 * @param now ms since the epoch
 */
export function isSettled(record: unknown, now: number): boolean {
  const operation = operationAtAGlance(record);
  if (!operation || typeof operation.seenAt !== 'string') return false;
  return pollingModeOf(operation).kind === 'never' && !hasUnsavedOnServer(operation, now);
}

/** Whether a record that was set aside by another release may be one that this release can read. */
export function mayBeReadable(record: unknown): boolean {
  return isObject(record) && record.version === RECORD_VERSION;
}

/** An ended operation, of which only the fields have been looked at that say whether it waits for something. */
function operationAtAGlance(record: unknown): EndedOperation | undefined {
  if (!isObject(record) || record.version !== RECORD_VERSION || !isObject(record.operation)) return undefined;
  const { state, finishedAt, checkedAt = finishedAt, videos } = record.operation;
  const isEnded = ENDED.has(state) && isTime(finishedAt) && isTime(checkedAt);
  const isWhole = isEnded && Array.isArray(videos) && videos.every(tellsWhereItIs);
  return isWhole ? (record.operation as unknown as EndedOperation) : undefined;
}

/** Release 0.1.0 did not record when videos will be deleted. */
function tellsWhereItIs(video: unknown): video is Video {
  if (!isObject(video)) return false;
  const { file, kept, gone, expiresAt } = video;
  return expiresAt === undefined ? (file ?? kept ?? gone) !== undefined : isTime(expiresAt);
}

/** `Date.parse` throws for some objects. */
function isTime(value: unknown): boolean {
  return typeof value === 'string' && value.length <= LONGEST_TIME && Number.isFinite(Date.parse(value));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
