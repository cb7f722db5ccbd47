import pLimit from 'p-limit';
import type * as vscode from 'vscode';
import type { DownloadOptions, VideoTarget } from '../../saving/downloads';
import type { Progress } from '../../saving/fetchVideo';
import { t } from '../language/t';
import type { Step } from '../messages/progress';
import { sizeWords, stepOf } from '../messages/savingWords';
import type { Conflict, SavedVideo, VideoSaver } from './videoSaver';

/** Videos that are worked on at once; each has a file open, and waits for the turn that its endpoint gives it. */
const MOST_AT_ONCE = 8;

/** Where a video is to go. */
export interface Destination {
  readonly target: VideoTarget;
  readonly uri: vscode.Uri;
  readonly conflict: Conflict;
}

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

/** Saves videos, each on its own: one that fails leaves the others alone, and what is whole outlives a Cancel. */
export async function saveAll(
  destinations: readonly Destination[],
  saver: VideoSaver,
  options: Omit<DownloadOptions, 'onProgress'>,
  report: (step: Step) => void,
): Promise<Result[]> {
  const limit = pLimit(MOST_AT_ONCE);
  const progress: Progress[] = destinations.map(() => ({ received: 0, size: undefined }));
  let ended = 0;
  const tell = () => report(batchStep(progress, ended));
  const saveInTurn = async (destination: Destination, index: number): Promise<Result> => {
    const onProgress = (latest: Progress) => {
      progress[index] = { ...latest };
      tell();
    };
    const result = await saveOne(destination, saver, { ...options, onProgress });
    if (result.kind !== 'cancelled') ended++;
    tell();
    return result;
  };
  return Promise.all(destinations.map((one, index) => limit(saveInTurn, one, index)));
}

async function saveOne(
  destination: Destination,
  saver: VideoSaver,
  options: DownloadOptions,
): Promise<Result> {
  const { target, uri, conflict } = destination;
  if (options.signal.aborted) return { kind: 'cancelled' };
  try {
    return { kind: 'saved', saved: await saver.save(target, uri, conflict, options) };
  } catch (error) {
    return options.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', destination, error };
  }
}

/** How far a batch is, of which so many have ended. */
function batchStep(all: readonly Progress[], ended: number): Step {
  if (all.length === 1) return stepOf(all);
  const received = all.reduce((sum, one) => sum + one.received, 0);
  const parts = all.reduce((sum, one) => sum + (one.size ? one.received / one.size : 0), 0);
  return {
    text: t('{0} of {1} · {2}', ended, all.length, sizeWords(received)),
    part: Math.max(parts, ended) / all.length,
  };
}
