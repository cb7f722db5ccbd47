import type { Operation } from '../operations/operation';
import type { DownloadOptions, Downloads, VideoTarget } from './downloads';
import type { VideoRef } from './fileName';
import { type Files, sizeOf } from './files';
import { type FileUri, folderOf, inFolder } from './fileUri';
import { nameOnce } from './giveName';
import type { PendingWrites } from './pendingWrites';
import type { SavedVideos } from './savedVideos';
import { endpointFolderName, storageFileName } from './storageFileName';

/** When copies take more, the oldest go. */
const MOST_BYTES = 1024 * 1024 * 1024;

const FOLDER = 'played';

/** What playing works with. */
export interface PlaybackCacheParts {
  readonly files: Files;
  readonly saved: SavedVideos;
  readonly downloads: Downloads;
  readonly underWay: PendingWrites;
  /** Where the copies lie, of all workspaces. */
  readonly storage: FileUri;
  /** What VS Code takes for the end of a command that was cancelled. */
  readonly cancellation: () => Error;
}

interface CopyUnderWay {
  readonly copy: Promise<FileUri>;
  /** Aborted when the operation has gone from the list. */
  readonly removal: AbortController;
}

interface CachedFile {
  readonly place: FileUri;
  /** Bytes. */
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedAt: number;
}

/** Videos that are fetched to be played: copies in the extension's storage, which go with their operations. */
export class PlaybackCache {
  /** By where the copy goes, so that nothing is fetched twice. */
  private readonly fetching = new Map<string, CopyUnderWay>();

  constructor(private readonly parts: PlaybackCacheParts) {}

  /**
   * A file to be played: where the video was saved, or else a copy, which is fetched when there is none.
   *
   * @throws as `Downloads.fetch`
   */
  async copyOf(target: VideoTarget, options: DownloadOptions): Promise<FileUri> {
    const here = (await this.parts.saved.placeOf(target)) ?? (await this.find(target));
    return here ?? this.fetchOnce(target, options);
  }

  /** The copy of a video, if there is one. */
  async find(target: VideoTarget): Promise<FileUri | undefined> {
    const place = await this.placeFor(target);
    // An empty file only reserves the name.
    return (await sizeOf(place, this.parts.files)) ? place : undefined;
  }

  /** An operation has gone from the list, and its copies with it. */
  async forget(operation: Operation): Promise<void> {
    for (const index of operation.videos.keys()) {
      const place = await this.placeFor({ operation, index });
      this.fetching.get(place.toString())?.removal.abort(this.parts.cancellation());
      await this.parts.files.remove(place);
    }
  }

  private async fetchOnce(target: VideoTarget, options: DownloadOptions): Promise<FileUri> {
    const place = await this.placeFor(target);
    const key = place.toString();
    const known = this.fetching.get(key);
    if (known) return known.copy;
    const removal = new AbortController();
    const signal = AbortSignal.any([options.signal, removal.signal]);
    const copy = this.fetch(target, place, { ...options, signal });
    this.fetching.set(key, { copy, removal });
    return copy.finally(() => this.fetching.delete(key));
  }

  private async fetch(target: VideoTarget, place: FileUri, options: DownloadOptions): Promise<FileUri> {
    const { files, downloads, underWay } = this.parts;
    const folder = folderOf(place);
    await files.makeFolder(folder);
    await underWay.write(folder, options.signal, async (file, signal) => {
      await downloads.fetch(target, file, { ...options, signal });
      signal.throwIfAborted();
      await nameOnce(file, place, files);
    });
    await this.trim(place);
    return place;
  }

  /** Where the copy of a video is or would be: of each endpoint in a folder of its own, since two may number alike. */
  private async placeFor({ operation, index }: VideoRef): Promise<FileUri> {
    const { storage } = this.parts;
    const endpoint = endpointFolderName(operation.endpoint);
    return inFolder(storage, FOLDER, endpoint, await storageFileName(operation, index));
  }

  /** Makes room for a copy that has just come. */
  private async trim(newest: FileUri): Promise<void> {
    const { files } = this.parts;
    const others = (await this.copies()).filter(({ place }) => place.toString() !== newest.toString());
    let room = MOST_BYTES - ((await sizeOf(newest, files)) ?? 0);
    for (const { place, size } of others.toSorted((a, b) => b.modifiedAt - a.modifiedAt)) {
      room -= size;
      if (room < 0) await files.remove(place);
    }
  }

  private async copies(): Promise<CachedFile[]> {
    const { files, storage } = this.parts;
    const folders = await files.list(inFolder(storage, FOLDER));
    const places = (await Promise.all(folders.map((folder) => files.list(folder)))).flat();
    const found = places.map(async (place) => ({ place, found: await files.stat(place) }));
    return (await Promise.all(found)).flatMap(({ place, found }) =>
      found.kind === 'file' ? [{ place, size: found.size, modifiedAt: found.modifiedAt }] : [],
    );
  }
}
