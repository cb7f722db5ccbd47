import type { DownloadOptions, Downloads, VideoTarget } from './downloads';
import { type Files, type FileWriter, hasDigest, tryCommit } from './files';
import { type FileUri, folderOf, inFolder, nameOf, pathOrUri, stemOf } from './fileUri';
import { NameClaims } from './nameClaims';
import type { PendingWrites } from './pendingWrites';
import type { PlaybackCache } from './playbackCache';
import type { SavedVideos } from './savedVideos';
import { SaveError } from './saveError';
import { sidecarOf, writeSidecar } from './sidecar';
import type { VideoUpdates } from './videoUpdates';

/** The last name that is tried is `clip (99).mp4`. */
const MAX_NUMBER = 99;

/**
 * What to do when the name is taken. `number`: add a number to the name; `reuse`: the same, unless the file there is
 * this very video.
 */
export type Conflict = 'replace' | 'number' | 'reuse';

/** Where to save a video. The folder must exist. */
export interface Destination {
  readonly target: VideoTarget;
  readonly uri: FileUri;
  readonly conflict: Conflict;
}

/** A video that was saved. */
export interface SavedVideo {
  readonly uri: FileUri;
  /** Bytes. */
  readonly size: number;
  readonly sidecar: 'written' | 'failed' | 'unwanted';
}

interface VideoSaverParts {
  readonly files: Files;
  readonly pendingWrites: PendingWrites;
  readonly downloads: Downloads;
  readonly updates: VideoUpdates;
  readonly saved: SavedVideos;
  readonly cache: PlaybackCache;
  readonly wantsSidecar: () => boolean;
}

interface WrittenVideo {
  readonly uri: FileUri;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Saves videos where a person wants them, from the server or from a copy that is on this computer already. */
export class VideoSaver {
  private readonly claims = new NameClaims();

  constructor(private readonly parts: VideoSaverParts) {}

  /**
   * Saves a video under a name of its own, writes the sidecar if one is wanted, and records the file in the list.
   *
   * @throws as `Downloads.fetch`
   */
  async save(destination: Destination, options: DownloadOptions): Promise<SavedVideo> {
    const { target } = destination;
    try {
      const written = await this.write(destination, options);
      const { uri, size, sha256 } = written;
      const sidecar = await this.writeSidecar(written, target);
      // Without a sidecar only the digest in the list identifies the file.
      await this.parts.updates.recordFile(target, pathOrUri(uri), sidecar === 'written' ? undefined : sha256);
      return { uri, size, sidecar };
    } finally {
      this.claims.release(target);
    }
  }

  private async write(destination: Destination, options: DownloadOptions): Promise<WrittenVideo> {
    const { saved, cache, pendingWrites, downloads } = this.parts;
    const { target, uri } = destination;
    const copy = (await saved.intactCopy(target)) ?? (await cache.find(target));
    return pendingWrites.run(folderOf(uri), options.signal, async (writer, signal) => {
      const size = copy
        ? await this.appendCopy(copy, writer)
        : await downloads.fetch(target, writer, { ...options, signal });
      const sha256 = await writer.sha256();
      signal.throwIfAborted();
      return { uri: await this.commit(writer, sha256, destination), size, sha256 };
    });
  }

  private async appendCopy(copy: FileUri, writer: FileWriter): Promise<number> {
    const bytes = await this.parts.files.read(copy);
    const { length } = bytes;
    await writer.append(bytes);
    return length;
  }

  /** Never replaces another file, unless a person has chosen that. */
  private async commit(
    writer: FileWriter,
    sha256: string,
    { target, uri, conflict }: Destination,
  ): Promise<FileUri> {
    if (conflict === 'replace') {
      await writer.commit(nameOf(uri), 'replace');
      return uri;
    }
    for (const numbered of numberedUris(uri)) {
      if (!this.claims.claim(pathOrUri(numbered), target)) continue;
      if (await tryCommit(writer, nameOf(numbered))) return numbered;
      if (conflict === 'reuse' && (await this.isReusable(numbered, sha256, target))) return numbered;
    }
    throw new SaveError('exists', `${pathOrUri(uri)} exists`);
  }

  /** Two operations can have the same bytes; the file of another one is not reused. */
  private async isReusable(uri: FileUri, sha256: string, target: VideoTarget): Promise<boolean> {
    const { files, saved } = this.parts;
    return (await hasDigest(uri, sha256, files)) && (await saved.identify(uri, target)) !== 'another';
  }

  private async writeSidecar(
    { uri, ...file }: WrittenVideo,
    target: VideoTarget,
  ): Promise<SavedVideo['sidecar']> {
    if (!this.parts.wantsSidecar()) return 'unwanted';
    const content = sidecarOf(target, file, Date.now());
    return (await writeSidecar(uri, content, this.parts.files)) ? 'written' : 'failed';
  }
}

/** `clip.mp4`, `clip (2).mp4`, … */
function* numberedUris(uri: FileUri): Generator<FileUri> {
  yield uri;
  const name = nameOf(uri);
  const stem = stemOf(name);
  for (let number = 2; number <= MAX_NUMBER; number++) {
    yield inFolder(folderOf(uri), `${stem} (${number})${name.slice(stem.length)}`);
  }
}
