import pLimit from 'p-limit';
import type { DownloadOptions } from './downloads';
import type { Progress } from './fetchVideo';
import type { Destination, SavedVideo, VideoSaver } from './videoSaver';

/** Videos that are worked on at once; each has a file open, and waits for the turn that its endpoint gives it. */
const MOST_AT_ONCE = 8;

export interface Failure {
  readonly kind: 'failed';
  readonly destination: Destination;
  readonly error: unknown;
}

/** What came of one video. */
export type Result =
  | { readonly kind: 'saved'; readonly saved: SavedVideo }
  | Failure
  /** The person cancelled before it was whole. */
  | { readonly kind: 'cancelled' };

/** How far each video of a batch is, in the order of their destinations, and how many have ended. */
export interface BatchProgress {
  readonly videos: readonly Progress[];
  readonly ended: number;
}

/** Saves videos, each on its own: one that fails leaves the others alone, and what is whole outlives a Cancel. */
export async function saveAll(
  destinations: readonly Destination[],
  saver: Pick<VideoSaver, 'save'>,
  options: Omit<DownloadOptions, 'onProgress'>,
  onProgress: (progress: BatchProgress) => void,
): Promise<Result[]> {
  const limit = pLimit(MOST_AT_ONCE);
  const videos: Progress[] = destinations.map(() => ({ received: 0, size: undefined }));
  let ended = 0;
  const saveInTurn = async (destination: Destination, index: number): Promise<Result> => {
    const noteProgress = (latest: Progress) => {
      videos[index] = { ...latest };
      onProgress({ videos, ended });
    };
    const result = await saveOne(destination, saver, { ...options, onProgress: noteProgress });
    if (result.kind !== 'cancelled') ended++;
    onProgress({ videos, ended });
    return result;
  };
  return Promise.all(destinations.map((one, index) => limit(saveInTurn, one, index)));
}

async function saveOne(
  destination: Destination,
  saver: Pick<VideoSaver, 'save'>,
  options: DownloadOptions,
): Promise<Result> {
  if (options.signal.aborted) return { kind: 'cancelled' };
  try {
    return { kind: 'saved', saved: await saver.save(destination, options) };
  } catch (error) {
    return options.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', destination, error };
  }
}
