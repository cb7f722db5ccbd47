import * as vscode from 'vscode';
import type { InlineVideo, Operation, Video } from '../../operations/operation';
import type { Platform } from '../../platform/platform';
import type { DownloadOptions, Downloads, VideoTarget } from '../../saving/downloads';
import { writeInline } from '../../saving/inlineVideo';
import { sidecarOf } from '../../saving/sidecar';
import type { VideoFile } from '../../saving/videoFile';
import { type Naming, nameAnew, nameOnce, replaceNamed } from './fileNames';
import { fileOf, folderOf, holds, isRemoved, makeFolder, openVideoFile, sizeOf, uriOf } from './files';
import { type There, whatIsAt } from './fileThere';
import { keptPlace } from './inlineFolder';
import { NameClaims } from './nameClaims';
import type { PlayCache } from './playCache';
import { intactCopy, isReplaced, writeSidecar } from './sidecarFiles';

/**
 * What is done when the wanted name is taken. `number`: the video gets another name; `reuse`: unless the file there is
 * this very video.
 */
export type Conflict = 'replace' | 'number' | 'reuse';

/** A video as it was saved. */
export interface SavedVideo {
  readonly uri: vscode.Uri;
  /** Bytes. */
  readonly size: number;
  /** Whether the note of its origin was written too. */
  readonly sidecar: 'written' | 'failed' | 'unwanted';
}

interface CopyUnderWay {
  readonly copy: Promise<vscode.Uri>;
  /** Aborted when the operation has gone from the list. */
  readonly removal: AbortController;
}

interface Written {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** Puts videos into folders: from the server, or from a copy that is here already. */
export class VideoSaver {
  /** Copies that are on their way, by where they go, so that nothing is fetched twice. */
  private readonly underWay = new Map<string, CopyUnderWay>();

  private readonly claims = new NameClaims();
  private readonly writing = new Set<Promise<Written>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly downloads: Downloads,
    private readonly cache: PlayCache,
    private readonly platform: Platform,
    /** Where videos are kept that came inside an answer. */
    private readonly storage: vscode.Uri,
    private readonly list: () => readonly Operation[],
    /** Whether a note of its origin is wanted beside each video. */
    private readonly wantsSidecar: () => boolean,
  ) {}

  /**
   * Saves a video for good, with a note of its origin beside it where that is wanted. The folder must exist.
   *
   * @throws as `Downloads.fetch`
   */
  async save(
    target: VideoTarget,
    wanted: vscode.Uri,
    conflict: Conflict,
    options: DownloadOptions,
  ): Promise<SavedVideo> {
    try {
      return await this.saveNamed(target, wanted, conflict, options);
    } finally {
      this.claims.release(target);
    }
  }

  private async saveNamed(
    target: VideoTarget,
    wanted: vscode.Uri,
    conflict: Conflict,
    options: DownloadOptions,
  ): Promise<SavedVideo> {
    await this.savedPlace(target);
    const here =
      (await intactCopy(target)) ?? (await this.inlinePlace(target)) ?? (await this.cache.find(target));
    const written = await this.write(here, target, wanted, options, (file) =>
      conflict === 'replace'
        ? replaceNamed(file, wanted)
        : nameAnew(file, wanted, this.namingOf(file, target, conflict)),
    );
    const uri = vscode.Uri.joinPath(folderOf(wanted), written.name);
    const sidecar = await this.noteBeside(uri, target, written);
    // Without a note beside it, the list knows the file again.
    const sha256 = sidecar === 'written' ? undefined : written.sha256;
    await this.downloads.noteFile(target, fileOf(uri), sha256);
    return { uri, size: written.size, sidecar };
  }

  private namingOf(file: VideoFile, target: VideoTarget, conflict: Conflict): Naming {
    return {
      isFree: (uri) => this.claims.take(fileOf(uri), target),
      willDo: async (uri) =>
        conflict === 'reuse' &&
        (await holds(uri, await file.sha256())) &&
        (await this.whatIsAt(uri, target)) !== 'another',
    };
  }

  /** What lies where a video is to go. */
  whatIsAt(uri: vscode.Uri, target: VideoTarget): Promise<There> {
    return whatIsAt(uri, target, this.list());
  }

  /** Where a video was saved by us, if it is still as it was then. Our own storage is no place that the person knows. */
  async savedCopy(target: VideoTarget): Promise<vscode.Uri | undefined> {
    const uri = await intactCopy(target);
    return uri?.toString().startsWith(`${this.storage}/`) ? undefined : uri;
  }

  /** Where a video was saved, whatever has become of it; undefined when nothing is there any more, which is noted. */
  async placeOf(target: VideoTarget): Promise<vscode.Uri | undefined> {
    return (await this.savedPlace(target)) ?? (await this.inlinePlace(target));
  }

  /** Notes that a file is this video: the list has forgotten it, and what lies beside the file tells. */
  async recognise(target: VideoTarget, uri: vscode.Uri): Promise<void> {
    await this.downloads.noteFile(target, fileOf(uri));
  }

  private async noteBeside(
    uri: vscode.Uri,
    { operation, index }: VideoTarget,
    written: Written,
  ): Promise<SavedVideo['sidecar']> {
    if (!this.wantsSidecar()) return 'unwanted';
    const sidecar = sidecarOf(operation, index, written, Date.now());
    return (await writeSidecar(uri, sidecar, this.platform)) ? 'written' : 'failed';
  }

  /**
   * A copy to be played: where the video was saved, or one in the extension's storage.
   *
   * @throws as `Downloads.fetch`
   */
  async copyOf(target: VideoTarget, options: DownloadOptions): Promise<vscode.Uri> {
    const here = await this.find(target);
    if (here) return here;
    const uri = await this.cache.uriOf(target);
    const key = uri.toString();
    const known = this.underWay.get(key);
    if (known) return known.copy;
    const removal = new AbortController();
    const signal = AbortSignal.any([options.signal, removal.signal]);
    const copy = this.fetchCopy(target, uri, { ...options, signal });
    this.underWay.set(key, { copy, removal });
    return copy.finally(() => this.underWay.delete(key));
  }

  /** An operation has gone from the list, and with it the copies that were only fetched to be played. */
  async forget(operation: Operation): Promise<void> {
    for (const index of operation.videos.keys()) {
      const uri = await this.cache.uriOf({ operation, index });
      this.underWay.get(uri.toString())?.removal.abort(new vscode.CancellationError());
    }
    await this.cache.forget(operation);
  }

  /** Keeps a video that came inside an answer, in `folder`. */
  async keepInline(folder: vscode.Uri, name: string, { base64, mimeType }: InlineVideo): Promise<Video> {
    await makeFolder(folder);
    const uri = vscode.Uri.joinPath(folder, name);
    const file = await openVideoFile(folder, this.platform);
    try {
      await writeInline(base64, file);
      await nameOnce(file, uri);
    } finally {
      await file.discard();
    }
    const kept = uri.toString();
    return { uri: kept, ...(mimeType !== undefined && { mimeType }), kept, file: fileOf(uri) };
  }

  private async fetchCopy(
    target: VideoTarget,
    uri: vscode.Uri,
    options: DownloadOptions,
  ): Promise<vscode.Uri> {
    await makeFolder(folderOf(uri));
    await this.write(undefined, target, uri, options, (file) => nameOnce(file, uri));
    await this.cache.trim(uri);
    return uri;
  }

  /** VS Code ends: what is under way is given up, and nothing of it is left behind. */
  async stop(): Promise<void> {
    this.stopping.abort(new vscode.CancellationError());
    await Promise.allSettled(this.writing);
  }

  private write(...args: Parameters<VideoSaver['writeOne']>): Promise<Written> {
    const writing = this.writeOne(...args);
    this.writing.add(writing);
    return writing.finally(() => this.writing.delete(writing));
  }

  private async writeOne(
    here: vscode.Uri | undefined,
    target: VideoTarget,
    wanted: vscode.Uri,
    options: DownloadOptions,
    keepFile: (file: VideoFile) => Promise<string>,
  ): Promise<Written> {
    const signal = AbortSignal.any([options.signal, this.stopping.signal]);
    const file = await openVideoFile(folderOf(wanted), this.platform);
    try {
      const size = here
        ? await copy(here, file)
        : await this.downloads.fetch(target, file, { ...options, signal });
      const sha256 = await file.sha256();
      signal.throwIfAborted();
      return { name: await keepFile(file), size, sha256 };
    } finally {
      await file.discard();
    }
  }

  /** Where a video is on this side already. */
  private async find(target: VideoTarget): Promise<vscode.Uri | undefined> {
    return (
      (await this.savedPlace(target)) ?? (await this.inlinePlace(target)) ?? (await this.cache.find(target))
    );
  }

  /**
   * Where a video was saved, if it can be read there. What has been deleted since, or replaced by the video of another
   * operation while this one was in the archive, counts as unsaved again.
   */
  private async savedPlace(target: VideoTarget): Promise<vscode.Uri | undefined> {
    const { file } = target.video;
    if (file === undefined) return undefined;
    const uri = uriOf(file);
    const isLost = (await isRemoved(uri)) || (await isReplaced(target));
    if (isLost) await this.downloads.noteFile(target, await this.inlineFile(target));
    return isLost || (await sizeOf(uri)) === undefined ? undefined : uri;
  }

  /** Where a video is kept that came inside an answer, if it is there. */
  private async inlinePlace(target: VideoTarget): Promise<vscode.Uri | undefined> {
    const uri = keptPlace(this.storage, target);
    return uri && (await sizeOf(uri)) ? uri : undefined;
  }

  private async inlineFile(target: VideoTarget): Promise<string | undefined> {
    const place = await this.inlinePlace(target);
    return place && fileOf(place);
  }
}

async function copy(from: vscode.Uri, file: VideoFile): Promise<number> {
  const bytes = await vscode.workspace.fs.readFile(from);
  await file.append(bytes);
  return bytes.length;
}
