import { defined } from '../base/defined';
import { HOUR_MS } from '../base/time';
import type { FilteredOperation, Operation, SucceededOperation, Video } from './operation';

/** How long a server keeps a video, unless more is known of it (ai.google.dev/gemini-api/docs/video: 2 days). */
const LIFETIME_MS = 48 * HOUR_MS;
/** How long before the deletion of an unsaved video the person is warned. */
const WARNING_TIME_MS = 6 * HOUR_MS;

/** Where a video can be had: in a file, only on the server or in the extension's storage, or nowhere, by the clock or because the API said so. */
export type Availability = 'saved' | 'unsaved' | 'expired' | 'gone';

/** In the order in which they matter to a person who sees several videos as one. */
const BY_IMPORTANCE = ['unsaved', 'gone', 'expired', 'saved'] as const satisfies readonly Availability[];

/** What becomes known of a video after the end of its operation. A property that is undefined removes what was known. */
export interface VideoChange {
  /** Another address of the same video, such as one that is signed anew. */
  readonly uri?: string;
  readonly file?: string | undefined;
  /** Of the file: it is removed together with it. */
  readonly sha256?: string | undefined;
  readonly expiresAt?: string;
  /** ISO 8601 UTC: when the API said that it no longer has the video. */
  readonly goneAt?: string | undefined;
}

/** From when a server counts the lifetime of a video (ISO 8601 UTC), and whether the API reported that time. */
interface KnownEnd {
  readonly at: string;
  readonly isReported: boolean;
}

type Videos = readonly [Video, ...Video[]];

/**
 * Videos with the times at which the server deletes them: as it reported, or as estimated from their end; the earlier if the
 * API reported both. `lifetime`: how long it keeps them, in ms. It does not delete a video in somebody's own bucket, nor one that came inside an answer.
 */
export function withExpiry(videos: Videos, end: KnownEnd, lifetime = LIFETIME_MS): Videos {
  const estimated = new Date(Date.parse(end.at) + lifetime).toISOString();
  return mapVideos(videos, (video) => {
    const { expiresAt: reported } = video;
    if (reported === undefined)
      return /^https?:/.test(video.uri) ? { ...video, expiresAt: estimated } : video;
    return end.isReported && estimated < reported ? { ...video, expiresAt: estimated } : video;
  });
}

/** The operation with a change of one of its videos; `index` counts from 0. */
export function withVideoChange(
  operation: SucceededOperation,
  index: number,
  change: VideoChange,
): SucceededOperation {
  const videos = mapVideos(operation.videos, (video, at) => (at === index ? changed(video, change) : video));
  return { ...operation, videos };
}

function changed({ gone: before, ...video }: Video, change: VideoChange): Video {
  const merged = { ...video, ...('file' in change && { sha256: undefined }), ...change };
  const isGone = merged.goneAt !== undefined || (before && !('goneAt' in change));
  return defined({ ...merged, gone: isGone ? (true as const) : undefined });
}

/** Whether only a release that believed any answer noted the video as gone. The next start of VS Code asks for it once more. */
export function isGoneUnconfirmed({ gone, goneAt }: Video): boolean {
  return gone === true && goneAt === undefined;
}

/**
 * Whether to save a video: it is in no folder of the person, and the server has it, or may have it although an earlier release
 * gave it up, or we do.
 */
export function needsSaving(video: Video): boolean {
  return isOnServer(video) || isOnlyKept(video);
}

/** Whether the only copy of a video is the one in the extension's storage: it came inside an answer. It does not expire. */
export function isOnlyKept({ kept, file, gone }: Video): boolean {
  return kept !== undefined && file === undefined && !gone;
}

function isOnServer(video: Video): boolean {
  return isUnsaved(video) || (video.file === undefined && isGoneUnconfirmed(video));
}

/**
 * A succeeded operation whose video does not exist: a gateway calls it completed, and only the request for the content
 * tells that the safety filter kept the video back.
 */
export function asFiltered(operation: SucceededOperation): FilteredOperation {
  const { state: _, videos: __, warnedAt: ___, ...ended } = operation;
  return { ...ended, state: 'filtered', videos: [] };
}

/** Whether a video is only on the server, which will delete it. */
export function isUnsaved(video: Video): boolean {
  return video.file === undefined && !video.gone && video.expiresAt !== undefined;
}

/** Whether nobody can fetch the video any more: the server deleted it, as the API said or as the time tells. */
export function isLost(video: Video, now: number): boolean {
  if (video.file !== undefined) return false;
  return isPastExpiry(video, now) || (video.gone === true && !isGoneUnconfirmed(video));
}

/** Whether a video of an operation is still to be saved, and can be. @param now ms since the epoch */
export function hasUnsaved({ videos }: Operation, now: number): boolean {
  return videos.some((video) => needsSaving(video) && !isLost(video, now));
}

/** Whether a video of an operation is still to be saved before the server deletes it. @param now ms since the epoch */
export function hasUnsavedOnServer({ videos }: Operation, now: number): boolean {
  return videos.some((video) => isOnServer(video) && !isLost(video, now));
}

/** Where a video can be had. @param now ms since the epoch */
export function availabilityOf(video: Video, now: number): Availability {
  if (video.file !== undefined) return 'saved';
  if (video.gone) return 'gone';
  return isPastExpiry(video, now) ? 'expired' : 'unsaved';
}

/** Where the videos of an operation can be had: each answer once, the most important first; empty without videos. */
export function availabilitiesOf({ videos }: Operation, now: number): readonly Availability[] {
  const found = new Set(videos.map((video) => availabilityOf(video, now)));
  return BY_IMPORTANCE.filter((availability) => found.has(availability));
}

/** When the server deletes the first unsaved video, in ms since the epoch; undefined if all are saved or gone. */
export function expiryOf(operation: Operation): number | undefined {
  const times = operation.videos.filter(isUnsaved).map(({ expiresAt = '' }) => Date.parse(expiresAt));
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** Whether the server will soon delete an unsaved video. @param now ms since the epoch */
export function expiresSoon(operation: Operation, now: number): boolean {
  const expiry = expiryOf(operation);
  return expiry !== undefined && now < expiry && expiry - now <= WARNING_TIME_MS;
}

/** When the result of `expiresSoon` changes next, in ms since the epoch; undefined if it stays. */
export function nextExpiryChange(operation: Operation, now: number): number | undefined {
  const expiry = expiryOf(operation);
  if (expiry === undefined) return undefined;
  return [expiry - WARNING_TIME_MS, expiry].find((at) => at > now);
}

function isPastExpiry({ expiresAt }: Video, now: number): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now;
}

/** `map` for a list that is never empty. */
function mapVideos([first, ...others]: Videos, change: (video: Video, index: number) => Video): Videos {
  return [change(first, 0), ...others.map((video, index) => change(video, index + 1))];
}
