import type { Operation, Video } from './operation';
import { isGoneUnproved } from './video';

/** Where a video is by now: in a file, only on the server, or nowhere any more, by the clock or by the API's word. */
export type Keeping = 'saved' | 'unsaved' | 'expired' | 'gone';

/** In the order in which they matter to a person who looks at several videos at once. */
const BY_WEIGHT = ['unsaved', 'gone', 'expired', 'saved'] as const satisfies readonly Keeping[];

/** Where a video is by now. @param now ms since the epoch */
export function keepingOf({ file, gone, expiresAt }: Video, now: number): Keeping {
  if (file !== undefined) return 'saved';
  if (gone) return 'gone';
  return expiresAt !== undefined && Date.parse(expiresAt) <= now ? 'expired' : 'unsaved';
}

/** Where the videos of an operation are, each answer once, what matters most first; empty without videos. */
export function keepingsOf({ videos }: Operation, now: number): readonly Keeping[] {
  const found = new Set(videos.map((video) => keepingOf(video, now)));
  return BY_WEIGHT.filter((keeping) => found.has(keeping));
}

/** Whether there is nothing to fetch any more: the server has deleted the video, as it said or as it must have by now. */
export function isOver(video: Video, now: number): boolean {
  const { file, gone, expiresAt } = video;
  const isPast = expiresAt !== undefined && Date.parse(expiresAt) <= now;
  return file === undefined && (isPast || (gone === true && !isGoneUnproved(video)));
}
