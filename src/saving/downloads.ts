import pLimit, { type LimitFunction } from 'p-limit';
import type { WallClock } from '../base/time';
import { unlessAborted } from '../endpoints/abort';
import type { Endpoints } from '../endpoints/endpoint';
import { VideoApiError } from '../endpoints/videoApi';
import { NoVideoError, type VideoContents, type WantedRange } from '../endpoints/videoContents';
import { sourceOf, type VideoSource } from '../endpoints/videoSource';
import type { SucceededOperation, Video } from '../operations/operation';
import { accessTo, type Keys } from '../tracking/keys';
import { fetchVideo, type Progress } from './fetchVideo';
import type { FileWriter } from './saveError';
import type { VideoUpdates } from './videoUpdates';

/** Videos fetched at once from one origin. */
const MOST_AT_ONCE = 2;

/** A video of an operation; `index` counts from 0. */
export interface VideoTarget {
  readonly operation: SucceededOperation;
  readonly video: Video;
  readonly index: number;
}

/** Why a video was not even asked for. */
export type NotRequestedReason =
  /** No endpoint has the operation's. */
  | { readonly kind: 'noEndpoint' }
  /** It is at a host that is none of ours; fetched without the key, and only if the person wants it. */
  | { readonly kind: 'foreignHost'; readonly host: string }
  /** Its address is none that we could fetch, such as that of a bucket. */
  | { readonly kind: 'noAddress' };

/** A video that was not even asked for. */
export class NotRequestedError extends Error {
  override readonly name = 'NotRequestedError';

  constructor(readonly hindrance: NotRequestedReason) {
    super(hindrance.kind);
  }
}

/** How a download is to be done. */
export interface DownloadOptions {
  /** Whether the person wants it from a host that is none of ours. */
  readonly fromForeignHost?: boolean;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

export interface DownloadParts {
  readonly contents: VideoContents;
  readonly keys: Keys;
  readonly notes: VideoUpdates;
  readonly clock: WallClock;
  readonly endpoints: Endpoints;
}

type FetchableSource = Exclude<VideoSource, { kind: 'none' }>;

/** Fetches videos into files, at most two at once from one origin, and notes in the list what it learns of them. */
export class Downloads {
  private readonly limits = new Map<string, LimitFunction>();

  constructor(private readonly parts: DownloadParts) {}

  /**
   * Fetches a video into a file that has no name yet.
   *
   * @returns bytes
   * @throws NotRequestedError, NoVideoError, VideoApiError, SaveError; the reason of `signal` when it was aborted.
   */
  async fetch(target: VideoTarget, file: FileWriter, options: DownloadOptions): Promise<number> {
    const { source, key } = await this.locate(target, options);
    const { contents, notes, clock } = this.parts;
    const { signal, onProgress } = options;
    const open = (wanted: WantedRange) => contents.open(source, { ...wanted, key, signal });
    try {
      const size = await this.whenFree(source, signal, () =>
        fetchVideo({ open, file, clock, onProgress, signal }),
      );
      await notes.there(target);
      return size;
    } catch (error) {
      // What a host says that was asked without the key is nothing to go by.
      if (error instanceof NoVideoError && source.kind === 'endpoint') await notes.absent(target, error);
      throw error;
    }
  }

  private async locate(
    { operation, video }: VideoTarget,
    { fromForeignHost, signal }: DownloadOptions,
  ): Promise<{ readonly source: FetchableSource; readonly key: string | undefined }> {
    const endpoint = this.parts.endpoints.byId(operation.endpoint);
    if (!endpoint) throw new NotRequestedError({ kind: 'noEndpoint' });
    const source = sourceOf(endpoint, operation.name, video);
    if (source.kind === 'none') throw new NotRequestedError({ kind: 'noAddress' });
    if (source.kind === 'foreign') {
      if (fromForeignHost) return { source, key: undefined };
      throw new NotRequestedError({ kind: 'foreignHost', host: source.host });
    }
    const access = await accessTo(endpoint, this.parts.keys, signal);
    if (!access) throw new VideoApiError('noKey', { kind: 'noKey' });
    return { source, ...access };
  }

  private whenFree<T>({ url }: FetchableSource, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const { origin } = new URL(url);
    const limit = this.limits.get(origin) ?? pLimit(MOST_AT_ONCE);
    this.limits.set(origin, limit);
    let begun = false;
    const turn = limit(async () => {
      signal.throwIfAborted();
      begun = true;
      return work();
    });
    // Who gives up does not wait for a turn; what has begun ends by itself, and then nothing writes to the file any more.
    return unlessAborted(turn, signal).catch((error) => {
      if (begun) return turn;
      throw error;
    });
  }
}
