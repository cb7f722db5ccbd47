import type { Operation } from '../operations/operation';
import type { OperationStore } from '../tracking/list/operationStore';
import type { KeepInline } from '../tracking/polling/statusRequest';
import { type DownloadParts, Downloads } from './downloads';
import type { Files } from './files';
import type { Place } from './fileUri';
import { inlineKeeper } from './inlineVideoStorage';
import { FilesUnderWay } from './pendingWrites';
import { PlayCopies } from './playbackCache';
import { SavedVideos } from './savedVideos';
import { VideoSaver } from './videoSaver';
import { VideoNotes } from './videoUpdates';

/** What this room works with. */
export interface SavingParts extends Omit<DownloadParts, 'notes'> {
  readonly store: OperationStore;
  readonly files: Files;
  /** Of the workspace: where videos are kept that came inside an answer. */
  readonly storage: Place;
  /** Of all workspaces: where copies lie that were fetched to be played. */
  readonly globalStorage: Place;
  readonly wantsSidecar: () => boolean;
  /** What VS Code takes for the end of a command that was cancelled. */
  readonly cancellation: () => Error;
}

/** What this room does for others. */
export interface Saving {
  readonly saver: VideoSaver;
  readonly saved: SavedVideos;
  readonly copies: PlayCopies;
  readonly keepInline: KeepInline;
  /** VS Code ends: what is under way is given up, and nothing of it is left behind. */
  readonly stop: () => Promise<void>;
}

/** Builds the room. */
export function createSaving(parts: SavingParts): Saving {
  const { store, files, storage, globalStorage, wantsSidecar, cancellation } = parts;
  const list = (): readonly Operation[] => store.list();
  const notes = new VideoNotes(store, () => parts.clock.now());
  const downloads = new Downloads({ ...parts, notes });
  const underWay = new FilesUnderWay(files);
  const saved = new SavedVideos({ files, notes, list, storage });
  const copies = new PlayCopies({ files, saved, downloads, underWay, storage: globalStorage, cancellation });
  const saver = new VideoSaver({ files, underWay, downloads, notes, saved, copies, wantsSidecar });
  const stop = () => underWay.stop(cancellation());
  return { saver, saved, copies, keepInline: inlineKeeper(storage, files), stop };
}
