import pLimit from 'p-limit';
import type { DownloadOptions } from './downloads';
import type { Progress } from './fetchVideo';
import type { Destination, SavedVideo, VideoSaver } from './videoSaver';

/** Videos at once. Each has a file open, and waits until `Downloads` lets it start. */
const MAX_CONCURRENT = 8;

export interface Failure {
  readonly kind: 'failed';
  readonly destination: Destination;
  readonly error: unknown;
}

/** The outcome for one video. */
export type Result =
  | { readonly kind: 'saved'; readonly saved: SavedVideo }
  | Failure
  /** The person cancelled before it was complete. */
  | { readonly kind: 'cancelled' };

/** The progress of each video, in the order of their destinations, and how many have been saved or have failed. */
export interface BatchProgress {
  readonly videos: readonly Progress[];
  readonly finished: number;
}

interface BatchOptions extends Omit<DownloadOptions, 'onProgress'> {
  readonly onProgress: (progress: BatchProgress) => void;
}

/** Saves several videos. If one fails, the others go on; files that are complete stay when the person cancels. */
export async function saveAll(
  destinations: readonly Destination[],
  saver: Pick<VideoSaver, 'save'>,
  { onProgress, ...options }: BatchOptions,
): Promise<Result[]> {
  const limit = pLimit(MAX_CONCURRENT);
  const videos: Progress[] = destinations.map(() => ({ received: 0, size: undefined }));
  let finished = 0;
  const saveWhenFree = async (destination: Destination, index: number): Promise<Result> => {
    const onVideoProgress = (latest: Progress) => {
      videos[index] = { ...latest };
      onProgress({ videos, finished });
    };
    const result = await saveOne(destination, saver, { ...options, onProgress: onVideoProgress });
    if (result.kind !== 'cancelled') finished++;
    onProgress({ videos, finished });
    return result;
  };
  return Promise.all(destinations.map((one, index) => limit(saveWhenFree, one, index)));
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
