import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { systemTime } from '../base/time';
import type { Spool } from '../endpoints/http/spool';
import type { Platform } from '../platform/platform';
import { WorkspaceFiles } from '../platform/vscode/workspaceFiles';
import type { FolderSurroundings } from '../saving/downloadFolder';
import { sweepInlineVideos } from '../saving/inlineVideoStorage';
import { createSaving, type Saving } from '../saving/saving';
import type { OperationChange } from '../tracking/list/operationStore';
import { folderSurroundings } from '../ui/saving/folderSurroundings';
import { ForeignHosts } from '../ui/saving/foreignHosts';
import type { ApiAccess } from './apiAccess';
import type { FirstStage } from './firstStage';
import type { StoredList } from './storedList';

/** In the global storage: for videos inside answers, until they are kept. */
const SPOOL_FOLDER = 'answers';

/** Wires where videos are written: what saves them, and what holds those that come inside answers. */
export class VideoFiles extends DisposableStore {
  readonly saving: Saving;
  readonly foreignHosts: ForeignHosts;
  readonly spool: Spool | undefined;
  private readonly files: WorkspaceFiles;

  constructor(
    private readonly first: FirstStage,
    private readonly list: StoredList,
    { endpoints, requestKeys, requests }: ApiAccess,
  ) {
    super();
    const { context, platform, settings } = first;
    const { store } = list;
    const { globalState, globalStorageUri, storageUri = globalStorageUri } = context;
    const foreignHosts = new ForeignHosts(globalState);
    this.files = new WorkspaceFiles(platform);
    this.saving = createSaving({
      ...{ ...requests, store, endpoints, keys: requestKeys.endpointKeys, time: systemTime },
      ...{ files: this.files, storage: storageUri, globalStorage: globalStorageUri },
      isAllowedHost: (endpoint, host) => foreignHosts.isAllowed(endpoint, host),
      wantsSidecar: () => settings.value.sidecar,
    });
    this.foreignHosts = foreignHosts;
    this.spool = spoolIn(globalStorageUri, platform);
    this.add(store.onDidChange((changes) => this.discardCopies(changes)));
  }

  /** What the folder of the setting is resolved with, as it is now. */
  readonly surroundings = (): FolderSurroundings => folderSurroundings(this.files, this.first.platform);

  /** Removes what a crash has left: parts of answers, and videos that no operation names. */
  async sweep(): Promise<void> {
    const { storageUri } = this.first.context;
    const { store, storage } = this.list;
    await this.spool?.sweep();
    // A record that we cannot read may name a video that looks unused to us.
    if (storageUri && !storage.hasUnreadable) await sweepInlineVideos(storageUri, store, this.files);
  }

  /** Copies for playing go with their operation. */
  private discardCopies(changes: readonly OperationChange[]): void {
    for (const { before, after } of changes)
      if (before && !after) void this.saving.cache.discard(before, new vscode.CancellationError());
  }
}

/** All windows share its folder, so that any of them removes what another has left. */
function spoolIn(globalStorage: vscode.Uri, platform: Platform): Spool | undefined {
  if (globalStorage.scheme !== 'file') return undefined;
  return platform.createSpool?.(vscode.Uri.joinPath(globalStorage, SPOOL_FOLDER).fsPath);
}
