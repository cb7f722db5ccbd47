import type * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { systemTime } from '../base/time';
import type { OperationStore } from '../tracking/list/operationStore';
import type { Forecasts } from '../tracking/schedule/forecasts';
import type { ApiKeys } from '../ui/apiKeys';
import type { BuiltInSimulator } from '../ui/builtInSimulator';
import { ContextKeys } from '../ui/contextKeys';
import type { EndpointList } from '../ui/endpointList';
import { Focus, isUsed } from '../ui/focus';
import { CoalescedMessages } from '../ui/messages/coalescedMessages';
import { CompletionNotifier, completionMessages } from '../ui/messages/completionNotifier';
import { checkingMode, type Pause } from '../ui/pause';
import type { CurrentSettings } from '../ui/settings';
import type { TreeNode } from '../ui/view/operationNodes';
import { OperationsTree } from '../ui/view/operationsTree';
import { type OpenQuestion, OperationsView } from '../ui/view/operationsView';
import { SeenResults } from '../ui/view/seenResults';
import { StatusBar } from '../ui/view/statusBar';

interface ScreenParts {
  readonly treeView: vscode.TreeView<TreeNode>;
  readonly statusItem: vscode.StatusBarItem;
  readonly store: OperationStore;
  readonly forecasts: Forecasts;
  readonly simulator: BuiltInSimulator;
  readonly keys: ApiKeys;
  readonly endpoints: EndpointList;
  readonly settings: CurrentSettings;
  readonly pause: Pause;
  readonly question: OpenQuestion;
}

/** Wires what shows the list all the time: the tree, the status bar, and the messages about ended operations. */
export class Screen extends DisposableStore {
  readonly tree: OperationsTree;
  readonly view: OperationsView;
  readonly seen: SeenResults;
  readonly notifier: CompletionNotifier;
  private readonly statusBar: StatusBar;

  constructor(parts: ScreenParts) {
    const { store, forecasts, endpoints, settings, pause } = parts;
    const time = systemTime;
    const mode = () => checkingMode(settings, pause);
    const isPaused = () => mode() !== 'on';
    const seen = new SeenResults(store);
    const tree = new OperationsTree({ store, endpoints, known: forecasts, isPaused }, time);
    const presence = new Focus(isUsed);
    const view = new OperationsView({ ...parts, tree, seen, presence, mode }, time);
    const statusBar = new StatusBar({ store, mode, endpoints }, time, parts.statusItem);
    const ends = new CoalescedMessages(completionMessages(store), time);
    const wanted = () => settings.value.notifications;
    const notifier = new CompletionNotifier(store, wanted, ends.notify.bind(ends));
    super(
      ...[tree, presence, view, statusBar, ends, notifier, new ContextKeys({ ...parts, tree }, time)],
      forecasts.onDidChange(() => tree.redrawOutdated()),
      settings.onDidChange(() => this.redraw()),
      pause.onDidChange(() => this.redraw()),
    );
    [this.view, this.seen, this.notifier] = [view, seen, notifier];
    [this.tree, this.statusBar] = [tree, statusBar];
  }

  /** Draws everything anew, such as after a change of the language. */
  redraw(): void {
    this.tree.redraw();
    this.view.redraw();
    this.statusBar.redraw();
  }
}
