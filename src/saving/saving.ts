import type { OperationStore } from '../tracking/list/operationStore';
import type { KeepInline } from '../tracking/polling/statusRequest';
import { type DownloadParts, Downloads } from './downloads';
import type { Files } from './files';
import type { FileUri } from './fileUri';
import { createKeepInline } from './inlineVideoStorage';
import { PendingWrites } from './pendingWrites';
import { PlaybackCache } from './playbackCache';
import { SavedVideos } from './savedVideos';
import { VideoSaver } from './videoSaver';
import { VideoUpdates } from './videoUpdates';

interface SavingParts extends Omit<DownloadParts, 'updates'> {
  readonly store: OperationStore;
  readonly files: Files;
  /** Storage of the workspace, for videos that came inside an answer. */
  readonly storage: FileUri;
  /** Storage of all workspaces, for the playback cache. */
  readonly globalStorage: FileUri;
  readonly wantsSidecar: () => boolean;
}

/** What other rooms use of this one. */
export interface Saving {
  readonly saver: VideoSaver;
  readonly saved: SavedVideos;
  readonly cache: PlaybackCache;
  readonly keepInline: KeepInline;
  readonly pendingWrites: PendingWrites;
}

/** Builds the objects of this room. */
export function createSaving(parts: SavingParts): Saving {
  const { store, files, storage, globalStorage, wantsSidecar } = parts;
  const updates = new VideoUpdates(store);
  const downloads = new Downloads({ ...parts, updates });
  const pendingWrites = new PendingWrites(files);
  const saved = new SavedVideos({ files, updates, store, storage });
  const cache = new PlaybackCache({ files, saved, downloads, pendingWrites, storage: globalStorage });
  const saver = new VideoSaver({ files, pendingWrites, downloads, updates, saved, cache, wantsSidecar });
  return { saver, saved, cache, keepInline: createKeepInline(storage, files), pendingWrites };
}
