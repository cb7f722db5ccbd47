import pLimit, { type LimitFunction } from 'p-limit';
import { unlessAborted } from '../endpoints/abort';
import type { Endpoint, Endpoints } from '../endpoints/endpoint';
import { NoVideoError, type VideoContents, type WantedRange } from '../endpoints/videoContents';
import { type FetchableSource, sourceOf } from '../endpoints/videoSource';
import type { SucceededOperation, Video } from '../operations/operation';
import { type Keys, keyFor, withKey } from '../tracking/apiKeyAccess';
import { type FetchTime, fetchVideo, type Progress } from './fetchVideo';
import type { FileWriter } from './files';
import type { VideoUpdates } from './videoUpdates';

/** Concurrent downloads from one origin. */
const MAX_CONCURRENT = 2;

/** A video of an operation; `index` counts from 0. */
export interface VideoTarget {
  readonly operation: SucceededOperation;
  readonly video: Video;
  readonly index: number;
}

/** Why no request for a video was sent. */
type NotRequestedReason =
  /** The operation's endpoint is no longer in the settings. */
  | { readonly kind: 'noEndpoint' }
  /** The video is at another host. It is fetched there only if the person agrees, and without the key. */
  | { readonly kind: 'foreignHost'; readonly host: string }
  /** The video's URI is not one that can be fetched, for example of a bucket. */
  | { readonly kind: 'noAddress' };

/** No request for a video was sent. */
export class NotRequestedError extends Error {
  override readonly name = 'NotRequestedError';

  constructor(readonly reason: NotRequestedReason) {
    super(reason.kind);
  }
}

export interface DownloadOptions {
  /** Whether the person agrees to fetch the video from a foreign host. */
  readonly fromForeignHost?: boolean;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

export interface DownloadParts {
  readonly contents: VideoContents;
  readonly keys: Keys;
  readonly updates: VideoUpdates;
  readonly time: FetchTime;
  readonly endpoints: Endpoints;
}

/** Downloads videos, at most two at once from one origin, and records in the list what it learns about them. */
export class Downloads {
  private readonly limits = new Map<string, LimitFunction>();

  constructor(private readonly parts: DownloadParts) {}

  /**
   * Downloads a video into a file that the caller commits.
   *
   * @returns bytes
   * @throws NotRequestedError, NoVideoError, VideoApiError, SaveError; the reason of `signal` when it was aborted
   */
  async fetch(target: VideoTarget, writer: FileWriter, options: DownloadOptions): Promise<number> {
    const { source, endpoint } = await this.findSource(target, options);
    const { contents, updates, time, keys } = this.parts;
    const { signal, onProgress } = options;
    const open = (wanted: WantedRange) => {
      if (source.kind === 'foreign') return contents.open(source, { ...wanted, key: undefined, signal });
      return withKey({ endpoint, keys, signal }, (key) => contents.open(source, { ...wanted, key, signal }));
    };
    try {
      const size = await this.whenFree(source, signal, () =>
        fetchVideo({ open, writer, time, onProgress, signal }),
      );
      await updates.recordAvailable(target);
      return size;
    } catch (error) {
      // A foreign host, which got no key, cannot say whether a video is gone.
      if (error instanceof NoVideoError && source.kind === 'endpoint') {
        await updates.recordUnavailable(target, error);
      }
      throw error;
    }
  }

  private async findSource(
    { operation, video }: VideoTarget,
    { fromForeignHost, signal }: DownloadOptions,
  ): Promise<{ readonly source: FetchableSource; readonly endpoint: Endpoint }> {
    const endpoint = this.parts.endpoints.byId(operation.endpoint);
    if (!endpoint) throw new NotRequestedError({ kind: 'noEndpoint' });
    const source = sourceOf(endpoint, operation.name, video);
    if (source.kind === 'none') throw new NotRequestedError({ kind: 'noAddress' });
    if (source.kind === 'foreign') {
      if (fromForeignHost) return { source, endpoint };
      throw new NotRequestedError({ kind: 'foreignHost', host: source.host });
    }
    await keyFor({ endpoint, keys: this.parts.keys, signal });
    return { source, endpoint };
  }

  private whenFree<T>({ url }: FetchableSource, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const { origin } = new URL(url);
    const limit = this.limits.get(origin) ?? pLimit(MAX_CONCURRENT);
    this.limits.set(origin, limit);
    let hasStarted = false;
    const result = limit(async () => {
      signal.throwIfAborted();
      hasStarted = true;
      return work();
    });
    // An aborted caller does not wait in the queue. Once the work has started, wait for it: it may still write to the file.
    return unlessAborted(result, signal).catch((error) => {
      if (hasStarted) return result;
      throw error;
    });
  }
}
