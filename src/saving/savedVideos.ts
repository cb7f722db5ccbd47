import type { Operation } from '../operations/operation';
import type { VideoTarget } from './downloads';
import { type Files, holds, isRemoved, sizeOf } from './files';
import { fileOf, type Place } from './fileUri';
import { keptPlace } from './inlineVideoStorage';
import type { Noted } from './sidecar';
import { notesBeside } from './sidecarFiles';
import type { VideoNotes } from './videoUpdates';
import { isNotedOf, type There, whatIsAt } from './whatIsAt';

/** What the search for a video works with. */
export interface SavedVideosParts {
  readonly files: Files;
  readonly notes: VideoNotes;
  readonly list: () => readonly Operation[];
  /** Where videos are kept that came inside an answer. */
  readonly storage: Place;
}

/** Finds where a video is on this side: where the person saved it, or where it is kept since it came inside an answer. */
export class SavedVideos {
  constructor(private readonly parts: SavedVideosParts) {}

  /** Where a video is, whatever has become of the file; undefined when nothing is there any more, which is noted. */
  async placeOf(target: VideoTarget): Promise<Place | undefined> {
    return (await this.savedPlace(target)) ?? this.keptFile(target);
  }

  /** A copy to save a video from without fetching it: only one that is whole, for the person may want it anew. */
  async wholeCopy(target: VideoTarget): Promise<Place | undefined> {
    await this.savedPlace(target);
    return (await this.intactFile(target)) ?? this.keptFile(target);
  }

  /** Where the person finds a video that is still as it was saved. Our own storage is no place that anybody knows. */
  async knownCopy(target: VideoTarget): Promise<Place | undefined> {
    const place = await this.intactFile(target);
    return place?.toString().startsWith(`${this.parts.storage}/`) ? undefined : place;
  }

  /** What lies where a video is to go. */
  whatIsAt(place: Place, target: VideoTarget): Promise<There> {
    return whatIsAt(place, target, this.parts.list(), this.parts.files);
  }

  /** Notes that a file is this video: the list has forgotten it, and what lies beside the file tells. */
  async recognise(target: VideoTarget, place: Place): Promise<void> {
    await this.parts.notes.savedAt(target, fileOf(place));
  }

  /**
   * Where a video was saved, if it can be read there. What has been deleted since, or replaced by the video of another
   * operation while this one was in the archive, counts as unsaved again.
   */
  private async savedPlace(target: VideoTarget): Promise<Place | undefined> {
    const { files, notes } = this.parts;
    const place = this.notedPlace(target);
    if (!place) return undefined;
    const isLost = (await isRemoved(place, files)) || (await this.isReplaced(place, target));
    if (!isLost) return (await sizeOf(place, files)) === undefined ? undefined : place;
    const kept = await this.keptFile(target);
    await notes.savedAt(target, kept && fileOf(kept));
    return undefined;
  }

  /** Where a video was saved, if the file is still as it was then: by the list, or by the sidecar. */
  private async intactFile(target: VideoTarget): Promise<Place | undefined> {
    const place = this.notedPlace(target);
    if (!place) return undefined;
    const { sha256 } = target.video;
    const isIntact =
      (sha256 !== undefined && (await holds(place, sha256, this.parts.files))) ||
      (await this.isNoted(place, (noted) => isNotedOf(noted, target.operation)));
    return isIntact ? place : undefined;
  }

  /** Whether the file is by now surely the video of another operation. */
  private isReplaced(place: Place, { operation }: VideoTarget): Promise<boolean> {
    return this.isNoted(place, (noted) => !isNotedOf(noted, operation));
  }

  private async isNoted(place: Place, isMeant: (noted: Noted) => boolean): Promise<boolean> {
    return (await notesBeside(place, this.parts.files)).some(isMeant);
  }

  /** Where the list says that a video was saved. */
  private notedPlace({ video }: VideoTarget): Place | undefined {
    return video.file === undefined ? undefined : this.parts.files.at(video.file);
  }

  /** Where a video is kept that came inside an answer, if it is there; an empty file only reserves its name. */
  private async keptFile(target: VideoTarget): Promise<Place | undefined> {
    const { storage, files } = this.parts;
    const place = keptPlace(storage, target, files);
    return place && (await sizeOf(place, files)) ? place : undefined;
  }
}
