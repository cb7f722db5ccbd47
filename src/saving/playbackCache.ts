import type { Operation } from '../operations/operation';
import type { DownloadOptions, Downloads, VideoTarget } from './downloads';
import type { VideoRef } from './fileName';
import { commitOnce, type Files, filesInSubfolders, sizeOf } from './files';
import { type FileUri, folderOf, inFolder } from './fileUri';
import type { PendingWrites } from './pendingWrites';
import type { SavedVideos } from './savedVideos';
import { endpointFolderName, storageFileName } from './storageFileName';

const MAX_CACHE_BYTES = 1024 ** 3;

const FOLDER = 'played';

interface PlaybackCacheParts {
  readonly files: Files;
  readonly saved: SavedVideos;
  readonly downloads: Downloads;
  readonly pendingWrites: PendingWrites;
  /** The cache is in this folder, for all workspaces. */
  readonly storage: FileUri;
}

interface PendingFetch {
  readonly file: Promise<FileUri>;
  /** Aborted when the operation is removed from the list. */
  readonly removal: AbortController;
}

interface CachedFile {
  readonly uri: FileUri;
  /** Bytes. */
  readonly size: number;
  /** ms since the epoch. */
  readonly modifiedAt: number;
}

/** Videos that were fetched to be played, in the extension's storage. They are removed with their operations. */
export class PlaybackCache {
  /** By the URI of the cached file. */
  private readonly fetching = new Map<string, PendingFetch>();

  constructor(private readonly parts: PlaybackCacheParts) {}

  /**
   * A file to play: where the video was saved, or else a cached one, fetched when there is none.
   *
   * @throws as `Downloads.fetch`
   */
  async fileToPlay(target: VideoTarget, options: DownloadOptions): Promise<FileUri> {
    const existing = (await this.parts.saved.locate(target)) ?? (await this.find(target));
    return existing ?? this.fetchOnce(target, options);
  }

  /** The cached file of a video, if there is one. */
  async find(target: VideoTarget): Promise<FileUri | undefined> {
    const uri = await this.uriFor(target);
    // An empty file only reserves the name.
    return (await sizeOf(uri, this.parts.files)) ? uri : undefined;
  }

  /** Removes the files of an operation that has left the list, and aborts their downloads with this reason. */
  async discard(operation: Operation, reason: Error): Promise<void> {
    for (const index of operation.videos.keys()) {
      const uri = await this.uriFor({ operation, index });
      this.fetching.get(uri.toString())?.removal.abort(reason);
      await this.parts.files.remove(uri);
    }
  }

  /** Callers that ask for a video at once share one download. */
  private async fetchOnce(target: VideoTarget, options: DownloadOptions): Promise<FileUri> {
    const uri = await this.uriFor(target);
    const key = uri.toString();
    const pending = this.fetching.get(key);
    if (pending) return pending.file;
    const removal = new AbortController();
    const signal = AbortSignal.any([options.signal, removal.signal]);
    const file = this.fetch(target, uri, { ...options, signal });
    this.fetching.set(key, { file, removal });
    return file.finally(() => this.fetching.delete(key));
  }

  private async fetch(target: VideoTarget, uri: FileUri, options: DownloadOptions): Promise<FileUri> {
    const { files, downloads, pendingWrites } = this.parts;
    const folder = folderOf(uri);
    await files.makeFolder(folder);
    await pendingWrites.run(folder, options.signal, async (writer, signal) => {
      await downloads.fetch(target, writer, { ...options, signal });
      signal.throwIfAborted();
      await commitOnce(writer, uri, files);
    });
    await this.removeOldest(uri);
    return uri;
  }

  /** Each endpoint has a folder of its own, because operations of two endpoints can have the same name. */
  private async uriFor({ operation, index }: VideoRef): Promise<FileUri> {
    const endpoint = endpointFolderName(operation.endpoint);
    return inFolder(this.parts.storage, FOLDER, endpoint, await storageFileName(operation, index));
  }

  /** Keeps the cache within its size. Never removes the newest file, which is about to be played. */
  private async removeOldest(newest: FileUri): Promise<void> {
    const { files } = this.parts;
    const others = (await this.cachedFiles()).filter(({ uri }) => uri.toString() !== newest.toString());
    let room = MAX_CACHE_BYTES - ((await sizeOf(newest, files)) ?? 0);
    for (const { uri, size } of others.toSorted((a, b) => b.modifiedAt - a.modifiedAt)) {
      room -= size;
      if (room < 0) await files.remove(uri);
    }
  }

  private async cachedFiles(): Promise<CachedFile[]> {
    const { files, storage } = this.parts;
    const uris = await filesInSubfolders(inFolder(storage, FOLDER), files);
    const cached = uris.map(async (uri) => ({ uri, stat: await files.stat(uri) }));
    return (await Promise.all(cached)).flatMap(({ uri, stat }) =>
      stat.kind === 'file' ? [{ uri, size: stat.size, modifiedAt: stat.modifiedAt }] : [],
    );
  }
}
