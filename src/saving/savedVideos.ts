import { operationKey, type Video } from '../operations/operation';
import type { OperationStore } from '../tracking/list/operationStore';
import type { VideoTarget } from './downloads';
import { type Files, hasDigest, isRemoved, sizeOf } from './files';
import { type FileUri, pathOrUri } from './fileUri';
import { storedInlineVideo } from './inlineVideoStorage';
import { isSidecarOf, readSidecars, type VideoIdentity } from './sidecar';
import type { VideoUpdates } from './videoUpdates';

/**
 * What is at the URI where a video is to be saved. `itself`: this very video, unchanged since we saved it; `another`:
 * another video of ours, which must not be lost; `foreign`: any other file, or a video that was changed since.
 */
export type ExistingFile = 'nothing' | 'itself' | 'another' | 'foreign';

interface SavedVideosParts {
  readonly files: Files;
  readonly updates: VideoUpdates;
  readonly store: Pick<OperationStore, 'list'>;
  /** Storage of the workspace, for videos that came inside an answer. */
  readonly storage: FileUri;
}

/** Finds the files of videos that are saved or stored already, and which video a file is. */
export class SavedVideos {
  constructor(private readonly parts: SavedVideosParts) {}

  /** Where a video is, even if the file was changed. When it was deleted, records that and returns undefined. */
  async locate(target: VideoTarget): Promise<FileUri | undefined> {
    return (await this.readableFile(target)) ?? this.storedFile(target);
  }

  /** An unchanged copy, so that a save needs no download. */
  async intactCopy(target: VideoTarget): Promise<FileUri | undefined> {
    await this.readableFile(target);
    return (await this.intactFile(target)) ?? this.storedFile(target);
  }

  /** An unchanged file in a folder that the person knows, not in the extension's storage. */
  async intactFileOfPerson(target: VideoTarget): Promise<FileUri | undefined> {
    const uri = await this.intactFile(target);
    return uri?.toString().startsWith(`${this.parts.storage}/`) ? undefined : uri;
  }

  /** Identifies the file where a video is to be saved, by its sidecar or else by its digest in the list. */
  async identify(uri: FileUri, target: VideoTarget): Promise<ExistingFile> {
    const { files } = this.parts;
    if ((await sizeOf(uri, files)) === undefined) return 'nothing';
    const sidecars = await readSidecars(uri, files);
    if (sidecars.some((sidecar) => isSidecarOfVideo(sidecar, target))) return 'itself';
    return sidecars.length > 0 ? 'another' : this.identifyByList(uri, target);
  }

  /** Records a file, which `identify` has found, as that of a video. */
  async relink(target: VideoTarget, uri: FileUri): Promise<void> {
    await this.parts.updates.recordFile(target, pathOrUri(uri));
  }

  private async identifyByList(uri: FileUri, { operation, index }: VideoTarget): Promise<ExistingFile> {
    const file = pathOrUri(uri);
    for (const listed of this.parts.store.list()) {
      const at = listed.videos.findIndex((video) => video.file === file);
      const { sha256 }: Partial<Video> = listed.videos[at] ?? {};
      if (sha256 === undefined || !(await hasDigest(uri, sha256, this.parts.files))) continue;
      return operationKey(listed) === operationKey(operation) && at === index ? 'itself' : 'another';
    }
    return 'foreign';
  }

  /**
   * The file of the list, if it can be read. When it was deleted, or replaced by the video of another operation while
   * this one was in the archive, the video is recorded as not saved.
   */
  private async readableFile(target: VideoTarget): Promise<FileUri | undefined> {
    const { files, updates } = this.parts;
    const uri = this.listedFile(target);
    if (!uri) return undefined;
    const isLost = (await isRemoved(uri, files)) || (await this.isReplaced(uri, target));
    if (!isLost) return (await sizeOf(uri, files)) === undefined ? undefined : uri;
    await updates.recordFile(target, undefined);
    return undefined;
  }

  /** The file of the list, if it is unchanged by its digest in the list or in the sidecar. */
  private async intactFile(target: VideoTarget): Promise<FileUri | undefined> {
    const { files } = this.parts;
    const uri = this.listedFile(target);
    if (!uri) return undefined;
    const { sha256 } = target.video;
    if (sha256 !== undefined && (await hasDigest(uri, sha256, files))) return uri;
    const sidecars = await readSidecars(uri, files);
    return sidecars.some((sidecar) => isSidecarOf(sidecar, target.operation)) ? uri : undefined;
  }

  private async isReplaced(uri: FileUri, { operation }: VideoTarget): Promise<boolean> {
    const sidecars = await readSidecars(uri, this.parts.files);
    return sidecars.some((sidecar) => !isSidecarOf(sidecar, operation));
  }

  private listedFile({ video }: VideoTarget): FileUri | undefined {
    return video.file === undefined ? undefined : this.parts.files.uriOf(video.file);
  }

  /** The stored file of a video that came inside an answer. An empty file only reserves the name. */
  private async storedFile(target: VideoTarget): Promise<FileUri | undefined> {
    const { storage, files, updates } = this.parts;
    const uri = storedInlineVideo(storage, target, files);
    if (!uri) return undefined;
    if (await sizeOf(uri, files)) return uri;
    if (target.video.kept !== undefined && (await isRemoved(uri, files))) await updates.recordLost(target);
    return undefined;
  }
}

/** Sidecars may lack the number of the sample. */
function isSidecarOfVideo(sidecar: VideoIdentity, { operation, index }: VideoTarget): boolean {
  return isSidecarOf(sidecar, operation) && (sidecar.sample ?? index + 1) === index + 1;
}
