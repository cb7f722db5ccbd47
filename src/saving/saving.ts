import type { Operation } from '../operations/operation';
import type { OperationStore } from '../tracking/list/operationStore';
import type { KeepInline } from '../tracking/polling/statusRequest';
import { type DownloadParts, Downloads } from './downloads';
import type { Files } from './files';
import type { FileUri } from './fileUri';
import { inlineVideoStorage } from './inlineVideoStorage';
import { PendingWrites } from './pendingWrites';
import { PlaybackCache } from './playbackCache';
import { SavedVideos } from './savedVideos';
import { VideoSaver } from './videoSaver';
import { VideoUpdates } from './videoUpdates';

/** What this room works with. */
export interface SavingParts extends Omit<DownloadParts, 'notes'> {
  readonly store: OperationStore;
  readonly files: Files;
  /** Of the workspace: where videos are kept that came inside an answer. */
  readonly storage: FileUri;
  /** Of all workspaces: where copies lie that were fetched to be played. */
  readonly globalStorage: FileUri;
  readonly wantsSidecar: () => boolean;
  /** What VS Code takes for the end of a command that was cancelled. */
  readonly cancellation: () => Error;
}

/** What this room does for others. */
export interface Saving {
  readonly saver: VideoSaver;
  readonly saved: SavedVideos;
  readonly copies: PlaybackCache;
  readonly keepInline: KeepInline;
  /** VS Code ends: what is under way is given up, and nothing of it is left behind. */
  readonly stop: () => Promise<void>;
}

/** Builds the room. */
export function createSaving(parts: SavingParts): Saving {
  const { store, files, storage, globalStorage, wantsSidecar, cancellation } = parts;
  const list = (): readonly Operation[] => store.list();
  const notes = new VideoUpdates(store, () => parts.clock.now());
  const downloads = new Downloads({ ...parts, notes });
  const underWay = new PendingWrites(files);
  const saved = new SavedVideos({ files, notes, list, storage });
  const copies = new PlaybackCache({
    files,
    saved,
    downloads,
    underWay,
    storage: globalStorage,
    cancellation,
  });
  const saver = new VideoSaver({ files, underWay, downloads, notes, saved, copies, wantsSidecar });
  const stop = () => underWay.stop(cancellation());
  return { saver, saved, copies, keepInline: inlineVideoStorage(storage, files), stop };
}
