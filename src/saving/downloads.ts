import pLimit, { type LimitFunction } from 'p-limit';
import type { Endpoint, Endpoints } from '../endpoints/endpoint';
import { unlessAborted } from '../endpoints/http/abort';
import type { VideoApi } from '../endpoints/videoApi';
import { NoVideoError, type VideoContents } from '../endpoints/videoContents';
import { type FetchableSource, sourceOf } from '../endpoints/videoSource';
import type { SucceededOperation, Video } from '../operations/operation';
import { type Keys, keyFor, withKey } from '../tracking/apiKeyAccess';
import { type FetchTime, fetchVideo, type Progress } from './fetchVideo';
import type { FileWriter } from './files';
import { freshAddress, type OpenVideo, renewing } from './renewedAddress';
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

/** Where a video is fetched, and whose key goes there. */
interface FoundSource {
  readonly endpoint: Endpoint;
  readonly source: FetchableSource;
}

export interface DownloadParts {
  readonly contents: VideoContents;
  /** Asked where a video is whose address has expired. */
  readonly api: VideoApi;
  readonly keys: Keys;
  readonly updates: VideoUpdates;
  readonly time: FetchTime;
  readonly endpoints: Endpoints;
  /** Whether the person always agrees to fetch videos of an endpoint from a foreign host. */
  readonly isAllowedHost: (endpoint: Endpoint, host: string) => boolean;
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
    const found = await this.findSource(target, options);
    const { source } = found;
    const { updates, time } = this.parts;
    const { signal, onProgress } = options;
    const open = this.opener(target, found, options);
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

  /** Fails before anything is written where the key is missing. */
  private async findSource(target: VideoTarget, options: DownloadOptions): Promise<FoundSource> {
    const endpoint = this.parts.endpoints.byId(target.operation.endpoint);
    if (!endpoint) throw new NotRequestedError({ kind: 'noEndpoint' });
    const found = { endpoint, source: this.sourceAt(endpoint, target, options) };
    const { signal } = options;
    if (found.source.kind === 'endpoint') await keyFor({ endpoint, keys: this.parts.keys, signal });
    return found;
  }

  /** @throws NotRequestedError where no request may be sent */
  private sourceAt(
    endpoint: Endpoint,
    { operation, video }: VideoTarget,
    { fromForeignHost }: DownloadOptions,
  ): FetchableSource {
    const source = sourceOf(endpoint, operation.name, video);
    if (source.kind === 'none') throw new NotRequestedError({ kind: 'noAddress' });
    const isForeign = source.kind === 'foreign' && !fromForeignHost;
    if (isForeign && !this.parts.isAllowedHost(endpoint, source.host)) {
      throw new NotRequestedError({ kind: 'foreignHost', host: source.host });
    }
    return source;
  }

  /** Opens a video where it is, and where the API says that it is now once that address has expired. */
  private opener(target: VideoTarget, found: FoundSource, options: DownloadOptions): OpenVideo {
    const { api, keys, updates } = this.parts;
    const { signal } = options;
    const { endpoint, source } = found;
    return renewing(this.openerAt(found, signal), async () => {
      const video = await withKey({ endpoint, keys, signal }, (key) =>
        freshAddress(target, { endpoint, key, signal }, api),
      );
      if (!video) return undefined;
      await updates.recordAddress(target, video);
      // The person agreed to that host only.
      const fromForeignHost = source.kind === 'foreign' && source.host === new URL(video.uri).host;
      const fresh = this.sourceAt(endpoint, { ...target, video }, { ...options, fromForeignHost });
      return this.openerAt({ endpoint, source: fresh }, signal);
    });
  }

  /** Opens a video at one address; at another host without the key. */
  private openerAt({ endpoint, source }: FoundSource, signal: AbortSignal): OpenVideo {
    const { contents, keys } = this.parts;
    if (source.kind === 'foreign')
      return (wanted) => contents.open(source, { ...wanted, key: undefined, signal });
    return (wanted) =>
      withKey({ endpoint, keys, signal }, (key) => contents.open(source, { ...wanted, key, signal }));
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
