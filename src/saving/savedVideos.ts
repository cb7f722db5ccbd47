import type { Operation } from '../operations/operation';
import type { VideoTarget } from './downloads';
import { type Files, hasDigest, isRemoved, sizeOf } from './files';
import { type FileUri, pathOrUri } from './fileUri';
import { storedInlineVideo } from './inlineVideoStorage';
import type { VideoIdentity } from './sidecar';
import { notesBeside } from './sidecarFiles';
import type { VideoUpdates } from './videoUpdates';
import { type ExistingFile, isSidecarOf, whatIsAt } from './whatIsAt';

/** What the search for a video works with. */
export interface SavedVideosParts {
  readonly files: Files;
  readonly notes: VideoUpdates;
  readonly list: () => readonly Operation[];
  /** Where videos are kept that came inside an answer. */
  readonly storage: FileUri;
}

/** Finds where a video is on this side: where the person saved it, or where it is kept since it came inside an answer. */
export class SavedVideos {
  constructor(private readonly parts: SavedVideosParts) {}

  /** Where a video is, whatever has become of the file; undefined when nothing is there any more, which is noted. */
  async placeOf(target: VideoTarget): Promise<FileUri | undefined> {
    return (await this.savedPlace(target)) ?? this.keptFile(target);
  }

  /** A copy to save a video from without fetching it: only one that is whole, for the person may want it anew. */
  async wholeCopy(target: VideoTarget): Promise<FileUri | undefined> {
    await this.savedPlace(target);
    return (await this.intactFile(target)) ?? this.keptFile(target);
  }

  /** Where the person finds a video that is still as it was saved. Our own storage is no place that anybody knows. */
  async knownCopy(target: VideoTarget): Promise<FileUri | undefined> {
    const place = await this.intactFile(target);
    return place?.toString().startsWith(`${this.parts.storage}/`) ? undefined : place;
  }

  /** What lies where a video is to go. */
  whatIsAt(place: FileUri, target: VideoTarget): Promise<ExistingFile> {
    return whatIsAt(place, target, this.parts.list(), this.parts.files);
  }

  /** Notes that a file is this video: the list has forgotten it, and what lies beside the file tells. */
  async recognise(target: VideoTarget, place: FileUri): Promise<void> {
    await this.parts.notes.savedAt(target, pathOrUri(place));
  }

  /**
   * Where a video was saved, if it can be read there. What has been deleted since, or replaced by the video of another
   * operation while this one was in the archive, counts as unsaved again.
   */
  private async savedPlace(target: VideoTarget): Promise<FileUri | undefined> {
    const { files, notes } = this.parts;
    const place = this.notedPlace(target);
    if (!place) return undefined;
    const isLost = (await isRemoved(place, files)) || (await this.isReplaced(place, target));
    if (!isLost) return (await sizeOf(place, files)) === undefined ? undefined : place;
    const kept = await this.keptFile(target);
    await notes.savedAt(target, kept && pathOrUri(kept));
    return undefined;
  }

  /** Where a video was saved, if the file is still as it was then: by the list, or by the sidecar. */
  private async intactFile(target: VideoTarget): Promise<FileUri | undefined> {
    const place = this.notedPlace(target);
    if (!place) return undefined;
    const { sha256 } = target.video;
    const isIntact =
      (sha256 !== undefined && (await hasDigest(place, sha256, this.parts.files))) ||
      (await this.isNoted(place, (noted) => isSidecarOf(noted, target.operation)));
    return isIntact ? place : undefined;
  }

  /** Whether the file is by now surely the video of another operation. */
  private isReplaced(place: FileUri, { operation }: VideoTarget): Promise<boolean> {
    return this.isNoted(place, (noted) => !isSidecarOf(noted, operation));
  }

  private async isNoted(place: FileUri, isMeant: (noted: VideoIdentity) => boolean): Promise<boolean> {
    return (await notesBeside(place, this.parts.files)).some(isMeant);
  }

  /** Where the list says that a video was saved. */
  private notedPlace({ video }: VideoTarget): FileUri | undefined {
    return video.file === undefined ? undefined : this.parts.files.at(video.file);
  }

  /** Where a video is kept that came inside an answer, if it is there; an empty file only reserves its name. */
  private async keptFile(target: VideoTarget): Promise<FileUri | undefined> {
    const { storage, files } = this.parts;
    const place = storedInlineVideo(storage, target, files);
    return place && (await sizeOf(place, files)) ? place : undefined;
  }
}
