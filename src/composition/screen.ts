import * as vscode from 'vscode';
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
import type { CheckingMode, Pause } from '../ui/pause';
import type { CurrentSettings } from '../ui/settings';
import { OperationsTree } from '../ui/view/operationsTree';
import { OperationsView } from '../ui/view/operationsView';
import { SeenResults } from '../ui/view/seenResults';
import { StatusBar } from '../ui/view/statusBar';

export interface ScreenParts {
  readonly store: OperationStore;
  readonly forecasts: Forecasts;
  readonly mode: () => CheckingMode;
  readonly simulator: BuiltInSimulator;
  readonly keys: ApiKeys;
  readonly endpoints: EndpointList;
  readonly settings: CurrentSettings;
  readonly pause: Pause;
}

/** What shows the list all the time: the tree, the status bar and the messages about ends. */
export interface Screen extends vscode.Disposable {
  readonly view: OperationsView;
  readonly seen: SeenResults;
  readonly notifier: CompletionNotifier;
  /** Draws everything anew, such as after a change of the language. */
  redraw(): void;
}

/** Wires what shows the list. */
export function createScreen(parts: ScreenParts): Screen {
  const { store, forecasts, mode, simulator, keys, endpoints, settings, pause } = parts;
  const clock = systemTime;
  const seen = new SeenResults(store);
  const isPaused = () => mode() !== 'on';
  const tree = new OperationsTree({ store, endpoints, known: forecasts, isPaused }, clock);
  const presence = new Focus(isUsed);
  const view = new OperationsView({ tree, store, seen, endpoints, presence, mode }, clock);
  const statusBar = new StatusBar({ store, mode, endpoints }, clock);
  const ends = new CoalescedMessages(completionMessages(store), clock);
  const notifier = new CompletionNotifier(store, () => settings.value.notifications, ends.notify.bind(ends));
  const contextKeys = new ContextKeys({ store, tree, pause, simulator, keys, endpoints }, clock);
  const disposable = vscode.Disposable.from(
    forecasts.onDidChange(() => tree.redrawOutdated()),
    tree,
    presence,
    view,
    statusBar,
    ends,
    notifier,
    contextKeys,
  );
  return {
    ...{ view, seen, notifier },
    redraw() {
      tree.redraw();
      view.redraw();
      statusBar.redraw();
    },
    dispose: () => disposable.dispose(),
  };
}
