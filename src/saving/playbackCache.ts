import { DAY_MS } from '../base/time';
import type { Operation } from '../operations/operation';
import type { DownloadOptions, Downloads, VideoTarget } from './downloads';
import { type VideoRef, videoFileName } from './fileName';
import { commitOnce, type Files, filesInSubfolders, isOlderThan, sizeOf } from './files';
import { type FileUri, folderOf, inFolder, nameOf } from './fileUri';
import type { PendingWrites } from './pendingWrites';
import type { SavedVideos } from './savedVideos';
import { endpointFolderName, storageFileName, storageFolderName } from './storageFileName';

const MAX_CACHE_BYTES = 1024 ** 3;

/** Nobody pauses a download for so long. */
const MAX_IDLE_MS = DAY_MS;

const FOLDER = 'played';
/** So that the path of a copy stays below the 260 characters of many programs for Windows. */
const MAX_STEM_BYTES = 100;

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

/**
 * Videos that were fetched to be played, in the extension's storage. They are removed with their operations. Each is in a
 * folder of its own, so that its name, which the tab of the player shows, can be what the person calls the video.
 */
export class PlaybackCache {
  /** By the URI of the folder. */
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
    const { files } = this.parts;
    const inItsFolder = await files.list(await this.folderFor(target));
    for (const uri of [...inItsFolder.filter(isVideoFile), await this.formerUriFor(target)]) {
      // An empty file only reserves the name.
      if (await sizeOf(uri, files)) return uri;
    }
    return undefined;
  }

  /** Removes the files of an operation that has left the list, and aborts their downloads with this reason. */
  async discard(operation: Operation, reason: Error): Promise<void> {
    const { files } = this.parts;
    for (const index of operation.videos.keys()) {
      const folder = await this.folderFor({ operation, index });
      this.fetching.get(folder.toString())?.removal.abort(reason);
      const copies = (await files.list(folder)).filter(isVideoFile);
      for (const uri of [...copies, await this.formerUriFor({ operation, index })]) await files.remove(uri);
      await this.removeIfEmpty(folder);
    }
  }

  /** Callers that ask for a video at once share one download. */
  private async fetchOnce(target: VideoTarget, options: DownloadOptions): Promise<FileUri> {
    const folder = await this.folderFor(target);
    const key = folder.toString();
    const pending = this.fetching.get(key);
    if (pending) return pending.file;
    const removal = new AbortController();
    const signal = AbortSignal.any([options.signal, removal.signal]);
    const file = this.fetch(target, folder, { ...options, signal });
    this.fetching.set(key, { file, removal });
    return file.finally(() => {
      this.fetching.delete(key);
      return this.removeIfEmpty(folder);
    });
  }

  private async fetch(target: VideoTarget, folder: FileUri, options: DownloadOptions): Promise<FileUri> {
    const { files, downloads, pendingWrites } = this.parts;
    const uri = inFolder(folder, videoFileName(target, undefined, MAX_STEM_BYTES));
    await files.makeFolder(folder);
    await pendingWrites.run(folder, options.signal, async (writer, signal) => {
      await downloads.fetch(target, writer, { ...options, signal });
      signal.throwIfAborted();
      await commitOnce(writer, uri, files);
    });
    await this.removeOldest(uri);
    return uri;
  }

  private async folderFor({ operation, index }: VideoRef): Promise<FileUri> {
    return inFolder(this.parts.storage, FOLDER, await storageFolderName(operation, index));
  }

  /** Where releases up to 0.9.0 kept the copy. */
  private async formerUriFor({ operation, index }: VideoRef): Promise<FileUri> {
    const endpoint = endpointFolderName(operation.endpoint);
    return inFolder(this.parts.storage, FOLDER, endpoint, await storageFileName(operation, index));
  }

  /**
   * Keeps the cache within its size, and without incomplete files that a crash has left. Never removes the newest file,
   * which is about to be played.
   */
  private async removeOldest(newest: FileUri): Promise<void> {
    const { files } = this.parts;
    const others = (await this.cachedFiles()).filter(({ uri }) => uri.toString() !== newest.toString());
    let room = MAX_CACHE_BYTES - ((await sizeOf(newest, files)) ?? 0);
    for (const { uri, size } of others.toSorted((a, b) => b.modifiedAt - a.modifiedAt)) {
      room -= size;
      const isLeft = !isVideoFile(uri) && (await isOlderThan(Date.now() - MAX_IDLE_MS, uri, files));
      if (room >= 0 && !isLeft) continue;
      await files.remove(uri);
      await this.removeIfEmpty(folderOf(uri));
    }
  }

  /** Looks first, since not every file system refuses to remove a folder with its files. */
  private async removeIfEmpty(folder: FileUri): Promise<void> {
    const { files } = this.parts;
    if ((await files.list(folder)).length === 0) await files.remove(folder);
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

/** Beside a copy may be the temporary file of another window. */
function isVideoFile(uri: FileUri): boolean {
  return nameOf(uri).endsWith('.mp4');
}
