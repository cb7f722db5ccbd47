import * as vscode from 'vscode';
import type { InlineVideo, Operation, Video } from '../../operations/operation';
import type { DownloadOptions, Downloads, VideoTarget } from '../../saving/downloads';
import { writeInline } from '../../saving/inlineVideo';
import { isSidecar, type Sidecar, sidecarOf } from '../../saving/sidecar';
import { SaveError, type VideoFile } from '../../saving/videoFile';
import type { Platform } from '../platform/platform';
import { fileOf, folderOf, holds, isRemoved, makeFolder, openVideoFile, sizeOf, uriOf } from './files';
import type { PlayCache } from './playCache';

/** What is done when the wanted name is taken. `number`: the video gets another name. */
export type Conflict = 'replace' | 'number';

/** A video as it was saved. */
export interface SavedVideo {
  readonly uri: vscode.Uri;
  /** Bytes. */
  readonly size: number;
  /** Whether the note of its origin could be written too. */
  readonly hasSidecar: boolean;
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

  private readonly writing = new Set<Promise<Written>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly downloads: Downloads,
    private readonly cache: PlayCache,
    private readonly platform: Platform,
  ) {}

  /**
   * Saves a video for good, with a note of its origin beside it. The folder must exist.
   *
   * @throws as `Downloads.fetch`
   */
  async save(
    target: VideoTarget,
    wanted: vscode.Uri,
    conflict: Conflict,
    options: DownloadOptions,
  ): Promise<SavedVideo> {
    const folder = folderOf(wanted);
    const written = await this.write(target, wanted, options, (file) => keep(file, wanted, conflict));
    const uri = vscode.Uri.joinPath(folder, written.name);
    this.downloads.noteFile(target, fileOf(uri));
    const sidecar = sidecarOf(target.operation, target.index, written, Date.now());
    const hasSidecar = await writeSidecar(uri, sidecar);
    return { uri, size: written.size, hasSidecar };
  }

  /**
   * A copy to be played: where the video was saved, or one in the extension's storage.
   *
   * @throws as `Downloads.fetch`
   */
  async copyOf(target: VideoTarget, options: DownloadOptions): Promise<vscode.Uri> {
    const here = await this.find(target);
    if (here) return here;
    const uri = this.cache.uriOf(target);
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
      const key = this.cache.uriOf({ operation, index }).toString();
      this.underWay.get(key)?.removal.abort(new vscode.CancellationError());
    }
    await this.cache.forget(operation);
  }

  /** Keeps a video that came inside an answer, in `folder`. */
  async keepInline(folder: vscode.Uri, name: string, { base64, mimeType }: InlineVideo): Promise<Video> {
    await makeFolder(folder);
    const file = await openVideoFile(folder, this.platform);
    try {
      await writeInline(base64, file);
      await file.keep(name, 'replace');
    } finally {
      await file.discard();
    }
    const uri = vscode.Uri.joinPath(folder, name);
    return { uri: uri.toString(), ...(mimeType !== undefined && { mimeType }), file: fileOf(uri) };
  }

  private async fetchCopy(
    target: VideoTarget,
    uri: vscode.Uri,
    options: DownloadOptions,
  ): Promise<vscode.Uri> {
    await makeFolder(folderOf(uri));
    const name = nameOf(uri);
    await this.write(target, uri, options, async (file) => {
      await file.keep(name, 'replace');
      return name;
    });
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
    target: VideoTarget,
    wanted: vscode.Uri,
    options: DownloadOptions,
    keepFile: (file: VideoFile) => Promise<string>,
  ): Promise<Written> {
    const signal = AbortSignal.any([options.signal, this.stopping.signal]);
    const here = await this.find(target);
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

  /** Where a video is on this side already; what was saved and has gone since counts as unsaved again. */
  private async find(target: VideoTarget): Promise<vscode.Uri | undefined> {
    const { file } = target.video;
    if (file !== undefined) {
      const uri = uriOf(file);
      if ((await sizeOf(uri)) !== undefined) return uri;
      // The place of a video that came inside an answer is all there is to know of it.
      const isItsOnlyPlace = uri.toString() === target.video.uri;
      if (!isItsOnlyPlace && (await isRemoved(uri))) this.downloads.noteFile(target, undefined);
    }
    return this.cache.find(target);
  }
}

async function copy(from: vscode.Uri, file: VideoFile): Promise<number> {
  const bytes = await vscode.workspace.fs.readFile(from);
  await file.append(bytes);
  return bytes.length;
}

/**
 * Gives the file a name, and returns it. Never that of another file, unless the person wants it; where another window
 * has saved the same video meanwhile, that will do.
 */
async function keep(file: VideoFile, wanted: vscode.Uri, conflict: Conflict): Promise<string> {
  const name = nameOf(wanted);
  if (conflict === 'replace') {
    await file.keep(name, 'replace');
    return name;
  }
  for (const candidate of numbered(name)) {
    const isKept = await file.keep(candidate, 'create').then(() => true, unlessTaken);
    const same = vscode.Uri.joinPath(folderOf(wanted), candidate);
    if (isKept || (await holds(same, await file.sha256()))) return candidate;
  }
  throw new SaveError('exists', `${fileOf(wanted)} exists`);
}

function unlessTaken(error: unknown): false {
  if (error instanceof SaveError && error.kind === 'exists') return false;
  throw error;
}

/** `clip.mp4`, `clip (2).mp4`, … */
function numbered(name: string): string[] {
  const stem = stemOf(name);
  const others = Array.from({ length: 98 }, (_, index) => `${stem} (${index + 2})${name.slice(stem.length)}`);
  return [name, ...others];
}

/** Beside `clip.mp4` lies `clip.json`, or, if that is a file of the person's own, `clip.mp4.json`. */
async function writeSidecar(video: vscode.Uri, content: Sidecar): Promise<boolean> {
  const { fs } = vscode.workspace;
  const name = nameOf(video);
  const folder = folderOf(video);
  const usual = vscode.Uri.joinPath(folder, `${stemOf(name)}.json`);
  const isFree = await fs.readFile(usual).then(
    (bytes) => isSidecar(new TextDecoder().decode(bytes)),
    () => true,
  );
  const uri = isFree ? usual : vscode.Uri.joinPath(folder, `${name}.json`);
  const bytes = new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`);
  return fs.writeFile(uri, bytes).then(
    () => true,
    () => false,
  );
}

function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/, '');
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
