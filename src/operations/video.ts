import type { FilteredOperation, Operation, SucceededOperation, Video } from './operation';

/** ms that a server keeps a video (ai.google.dev/gemini-api/docs/video: 2 days). */
const LIFETIME = 48 * 60 * 60 * 1000;
/** ms before the server deletes a video that nobody saved: from then on the person is warned. */
const WARNING_TIME = 6 * 60 * 60 * 1000;

/** What becomes known of a video after its operation has ended; what is undefined holds no longer. */
export interface VideoNews {
  readonly file?: string | undefined;
  /** Of the file: it goes with it. */
  readonly sha256?: string | undefined;
  readonly expiresAt?: string;
  /** ISO 8601 UTC: when the API said that it no longer has the video. */
  readonly goneAt?: string | undefined;
}

/** From when a server counts the time that it keeps a video (ISO 8601 UTC), and whether the API told that. */
export interface KnownEnd {
  readonly at: string;
  readonly isTold: boolean;
}

type Videos = readonly [Video, ...Video[]];

/**
 * Videos with the time at which the server will delete them: as it told, or as follows from their end; of two deadlines
 * that were told the earlier. One in a bucket of somebody's own, or saved already, is not deleted.
 */
export function withExpiry(videos: Videos, end: KnownEnd): Videos {
  const counted = new Date(Date.parse(end.at) + LIFETIME).toISOString();
  return eachOf(videos, (video) => {
    const { expiresAt: told } = video;
    if (told === undefined) return /^https?:/.test(video.uri) ? { ...video, expiresAt: counted } : video;
    return end.isTold && counted < told ? { ...video, expiresAt: counted } : video;
  });
}

/** The operation with what is now known of one of its videos; `index` counts from 0. */
export function withNews(operation: SucceededOperation, index: number, news: VideoNews): SucceededOperation {
  const videos = eachOf(operation.videos, (video, at) => (at === index ? informed(video, news) : video));
  return { ...operation, videos };
}

function informed(video: Video, news: VideoNews): Video {
  const { gone, goneAt, ...known } = video;
  const noFile = 'file' in news ? { sha256: undefined } : {};
  const { file, sha256, goneAt: newlyGoneAt, ...rest } = { ...known, goneAt, ...noFile, ...news };
  const isGone = 'goneAt' in news ? newlyGoneAt !== undefined : gone;
  return {
    ...rest,
    ...(file !== undefined && { file }),
    ...(sha256 !== undefined && { sha256 }),
    ...(isGone && { gone }),
    ...(newlyGoneAt !== undefined && { gone: true, goneAt: newlyGoneAt }),
  };
}

/** Whether a video counts as gone on the word of a release that believed anybody: it is to be looked for once more. */
export function isGoneUnproved({ gone, goneAt }: Video): boolean {
  return gone === true && goneAt === undefined;
}

/** Whether a video is to be saved: it is only on the server, or may be there still although an earlier release gave it up. */
export function isToBeSaved(video: Video): boolean {
  return isUnsaved(video) || (video.file === undefined && isGoneUnproved(video));
}

/**
 * An operation whose video turned out not to exist: a gateway calls it completed, and only the request for its content
 * tells that the safety filter kept the video back.
 */
export function withheld(operation: SucceededOperation): FilteredOperation {
  const { state: _, videos: __, warnedAt: ___, ...ended } = operation;
  return { ...ended, state: 'filtered', videos: [] };
}

/** Whether a video is only on the server, which will delete it; `now` in ms since the epoch. */
export function isUnsaved(video: Video): boolean {
  return video.file === undefined && !video.gone && video.expiresAt !== undefined;
}

/** When the first video that nobody saved is deleted, in ms since the epoch; undefined when all are saved or gone. */
export function expiryOf(operation: Operation): number | undefined {
  const times = operation.videos.filter(isUnsaved).map(({ expiresAt = '' }) => Date.parse(expiresAt));
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** Whether an unsaved video will soon be deleted. `now` in ms since the epoch. */
export function expiresSoon(operation: Operation, now: number): boolean {
  const expiry = expiryOf(operation);
  return expiry !== undefined && now < expiry && expiry - now <= WARNING_TIME;
}

/** When `expiresSoon` begins to hold or to fail, in ms since the epoch; undefined when it will not change any more. */
export function nextExpiryStep(operation: Operation, now: number): number | undefined {
  const expiry = expiryOf(operation);
  if (expiry === undefined) return undefined;
  return [expiry - WARNING_TIME, expiry].find((at) => at > now);
}

function eachOf(videos: Videos, change: (video: Video, index: number) => Video): Videos {
  const [first, ...others] = videos;
  return [change(first, 0), ...others.map((video, index) => change(video, index + 1))];
}
