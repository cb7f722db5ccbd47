import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { Late } from '../base/late';
import type { Platform } from '../platform/platform';
import { storedRecords } from '../tracking/list/storedRecords';
import type { DeferredParts } from '../ui/deferredParts';
import { dragAndDrop } from '../ui/exchange/dragAndDrop';
import { SpokenLanguage } from '../ui/language/spokenLanguage';
import { Log } from '../ui/log';
import { setPaletteKeys } from '../ui/paletteKeys';
import { checkingMode, Pause } from '../ui/pause';
import { CurrentSettings } from '../ui/settings';
import { createView, DeferredTree } from '../ui/view/deferredTree';
import type { TreeNode } from '../ui/view/operationNodes';
import { createStatusItem, drawStatus, idleStatus } from '../ui/view/statusItem';
import type * as storedList from './storedList';

/** What the first stage needs of its extension host. */
export interface FirstStageHost {
  readonly platform: Platform;
  /** Loads the code that reads the list. @throws what the host throws, such as when it cannot read a file */
  readonly loadStoredList: () => typeof storedList;
}

/**
 * What every window has from its start, which shows the list while nothing is under way, without reading it. The second stage
 * builds upon it.
 */
export class FirstStage extends DisposableStore {
  readonly platform: Platform;
  readonly log = this.add(new Log());
  readonly settings = this.add(new CurrentSettings());
  readonly language: SpokenLanguage;
  readonly pause: Pause;
  /** The records of the list as VS Code stores them. */
  readonly stored: ReturnType<typeof storedRecords>;
  /** The list, read when something asks for it. */
  readonly list: Late<storedList.StoredList>;
  readonly tree: DeferredTree;
  readonly treeView: vscode.TreeView<TreeNode>;
  readonly statusItem = this.add(createStatusItem());

  /** @param loadContext loads the second stage, as `DeferredParts` says */
  constructor(
    readonly context: vscode.ExtensionContext,
    host: FirstStageHost,
    loadContext: DeferredParts['loadContext'],
  ) {
    super();
    const { log, settings } = this;
    const { extensionUri, workspaceState } = context;
    const { platform } = host;
    this.platform = platform;
    this.language = this.add(
      new SpokenLanguage({ settings, extensionUri, system: () => platform.systemLocale, log }),
    );
    this.pause = this.add(new Pause(workspaceState));
    this.stored = storedRecords(workspaceState);
    this.list = new Late(() => {
      const list = host.loadStoredList().readStoredList(context, platform, log);
      this.add(list.store);
      return list;
    });
    this.tree = this.add(new DeferredTree(loadContext));
    this.treeView = this.add(createView(this.tree, dragAndDrop(loadContext)));
    setPaletteKeys({ platform, pause: this.pause, records: this.stored.listed.length });
  }

  /** Shows that nothing is under way, in the language of the person; nothing at all while nothing is tracked. */
  showIdle(): void {
    if (this.stored.listed.length === 0) return;
    const draw = () => drawStatus(this.statusItem, idleStatus(checkingMode(this.settings, this.pause)));
    draw();
    // The second stage hears of a change after this, and draws over it.
    this.add(this.language.onDidChange(draw));
    void this.language.applySetting();
  }
}
