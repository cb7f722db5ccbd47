import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import type { Platform } from '../platform/platform';
import type { OperationStorage } from '../tracking/list/operationStorage';
import type { OperationStore } from '../tracking/list/operationStore';
import { SpokenLanguage } from '../ui/language/spokenLanguage';
import { Log } from '../ui/log';
import { setPaletteKeys } from '../ui/paletteKeys';
import { checkingMode, Pause } from '../ui/pause';
import { CurrentSettings } from '../ui/settings';
import { createView, DeferredTree } from '../ui/view/deferredTree';
import type { TreeNode } from '../ui/view/operationNodes';
import { createStatusItem, drawStatus, idleStatus } from '../ui/view/statusItem';
import { loadList } from './storedList';

/**
 * What every window has from its start: the stored list, and what shows it while nothing is under way. The second stage
 * builds upon it.
 */
export class FirstStage extends DisposableStore {
  readonly log = this.add(new Log());
  readonly settings = this.add(new CurrentSettings());
  readonly language: SpokenLanguage;
  readonly pause: Pause;
  readonly store: OperationStore;
  readonly storage: OperationStorage;
  /** How many stored records were set aside now, because this version cannot read them. */
  readonly newlyUnreadable: number;
  readonly tree: DeferredTree;
  readonly treeView: vscode.TreeView<TreeNode>;
  readonly statusItem = this.add(createStatusItem());

  /** @param loadRows as `DeferredTree` wants it */
  constructor(
    readonly context: vscode.ExtensionContext,
    readonly platform: Platform,
    loadRows: () => Promise<unknown>,
  ) {
    super();
    const { log, settings } = this;
    const { extensionUri, workspaceState } = context;
    this.language = this.add(
      new SpokenLanguage({ settings, extensionUri, system: platform.systemLocale, log }),
    );
    this.pause = this.add(new Pause(workspaceState));
    const { store, storage, newlyUnreadable } = loadList(context, platform, log);
    [this.store, this.storage, this.newlyUnreadable] = [this.add(store), storage, newlyUnreadable];
    this.tree = this.add(new DeferredTree(loadRows));
    this.treeView = this.add(createView(this.tree));
    setPaletteKeys({ platform, pause: this.pause, store });
  }

  /** Shows that nothing is under way, in the language of the person; nothing at all while nothing is tracked. */
  showIdle(): void {
    if (this.store.size === 0) return;
    const draw = () => drawStatus(this.statusItem, idleStatus(checkingMode(this.settings, this.pause)));
    draw();
    // The second stage hears of a change after this, and draws over it.
    this.add(this.language.onDidChange(draw));
    void this.language.applySetting();
  }
}
