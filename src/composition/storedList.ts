import type * as vscode from 'vscode';
import { systemTime } from '../base/time';
import type { Platform } from '../platform/platform';
import { archiveFileIn } from '../platform/vscode/workspaceArchiveFile';
import { Archive } from '../tracking/list/archive';
import { OperationStorage } from '../tracking/list/operationStorage';
import { OperationStore } from '../tracking/list/operationStore';
import type { Log } from '../ui/log';

/** The list as a workspace stores it. */
export interface StoredList {
  readonly store: OperationStore;
  readonly storage: OperationStorage;
  /** How many records were set aside now, because this version cannot read them. */
  readonly newlyUnreadable: number;
}

/** Reads the list from the workspace state. The archive is opened later, since that takes file I/O. */
export function readStoredList(
  { workspaceState, storageUri }: vscode.ExtensionContext,
  platform: Platform,
  log: Log,
): StoredList {
  // A window without a workspace has no storage that lasts.
  const archive =
    storageUri &&
    new Archive(archiveFileIn(storageUri, platform), (count) =>
      log.warn(`${count} lines of the archive could not be read and are left where they are`),
    );
  const storage = new OperationStorage(workspaceState, archive, { timeLimit: platform.timeLimit });
  const store = new OperationStore(storage, systemTime);
  return { store, storage, newlyUnreadable: store.load() };
}
