import type { DownloadOptions, Downloads, VideoTarget } from './downloads';
import { type Files, hasDigest } from './files';
import { type FileUri, folderOf, inFolder, pathOrUri } from './fileUri';
import { nameInPlaceOf, nameWithNumber } from './giveName';
import { NameClaims } from './nameClaims';
import type { PendingWrites } from './pendingWrites';
import type { PlaybackCache } from './playbackCache';
import type { SavedVideos } from './savedVideos';
import type { FileWriter } from './saveError';
import { sidecarOf } from './sidecar';
import { writeSidecar } from './sidecarFiles';
import type { VideoUpdates } from './videoUpdates';

/**
 * What is done when the wanted name is taken. `number`: the video gets another name; `reuse`: unless the file there is
 * this very video.
 */
export type Conflict = 'replace' | 'number' | 'reuse';

/** Where a video is to go. The folder must exist. */
export interface Destination {
  readonly target: VideoTarget;
  readonly uri: FileUri;
  readonly conflict: Conflict;
}

/** A video as it was saved. */
export interface SavedVideo {
  readonly uri: FileUri;
  /** Bytes. */
  readonly size: number;
  /** Whether the sidecar was written too. */
  readonly sidecar: 'written' | 'failed' | 'unwanted';
}

/** What saving works with. */
export interface VideoSaverParts {
  readonly files: Files;
  readonly underWay: PendingWrites;
  readonly downloads: Downloads;
  readonly notes: VideoUpdates;
  readonly saved: SavedVideos;
  readonly copies: PlaybackCache;
  readonly wantsSidecar: () => boolean;
}

interface Written {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Saves videos for good: from the server, or from a copy that is here already. */
export class VideoSaver {
  private readonly claims = new NameClaims();

  constructor(private readonly parts: VideoSaverParts) {}

  /**
   * Saves a video under a name that is its own, with a sidecar beside it where that is wanted, and notes it in the list.
   *
   * @throws as `Downloads.fetch`
   */
  async save(destination: Destination, options: DownloadOptions): Promise<SavedVideo> {
    const { target, uri: wanted } = destination;
    try {
      const written = await this.write(destination, options);
      const uri = inFolder(folderOf(wanted), written.name);
      const sidecar = await this.writeSidecar(uri, target, written);
      // Without a sidecar, the list knows the file again.
      const sha256 = sidecar === 'written' ? undefined : written.sha256;
      await this.parts.notes.savedAt(target, pathOrUri(uri), sha256);
      return { uri, size: written.size, sidecar };
    } finally {
      this.claims.release(target);
    }
  }

  private async write(destination: Destination, options: DownloadOptions): Promise<Written> {
    const { saved, copies, underWay } = this.parts;
    const { target, uri } = destination;
    const copy = (await saved.wholeCopy(target)) ?? (await copies.find(target));
    return underWay.write(folderOf(uri), options.signal, async (file, signal) => {
      const size = await this.fill(file, copy, target, { ...options, signal });
      const sha256 = await file.sha256();
      signal.throwIfAborted();
      return { name: await this.giveName(file, sha256, destination), size, sha256 };
    });
  }

  /** Bytes of the video, from a copy or from the server. */
  private async fill(
    file: FileWriter,
    copy: FileUri | undefined,
    target: VideoTarget,
    options: DownloadOptions,
  ): Promise<number> {
    if (!copy) return this.parts.downloads.fetch(target, file, options);
    const bytes = await this.parts.files.read(copy);
    await file.append(bytes);
    return bytes.length;
  }

  private giveName(
    file: FileWriter,
    sha256: string,
    { target, uri, conflict }: Destination,
  ): Promise<string> {
    const { files, saved } = this.parts;
    if (conflict === 'replace') return nameInPlaceOf(file, uri);
    const isItself = async (place: FileUri) =>
      (await hasDigest(place, sha256, files)) && (await saved.whatIsAt(place, target)) !== 'another';
    return nameWithNumber(file, uri, {
      isFree: (place) => this.claims.take(pathOrUri(place), target),
      willDo: async (place) => conflict === 'reuse' && (await isItself(place)),
    });
  }

  private async writeSidecar(
    uri: FileUri,
    { operation, index }: VideoTarget,
    written: Written,
  ): Promise<SavedVideo['sidecar']> {
    if (!this.parts.wantsSidecar()) return 'unwanted';
    const content = sidecarOf(operation, index, written, Date.now());
    return (await writeSidecar(uri, content, this.parts.files)) ? 'written' : 'failed';
  }
}
