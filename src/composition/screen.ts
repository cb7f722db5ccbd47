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
import { CompletionNotifier } from '../ui/messages/completionNotifier';
import { endsIn } from '../ui/messages/endMessage';
import { SeenResults } from '../ui/messages/seenResults';
import { StatusBar } from '../ui/messages/statusBar';
import { checkingMode, type Pause } from '../ui/pause';
import type { CurrentSettings } from '../ui/settings';
import { OperationsTree } from '../ui/view/operationsTree';
import { OperationsView } from '../ui/view/operationsView';

export interface ScreenParts {
  readonly store: OperationStore;
  readonly forecasts: Forecasts;
  readonly simulator: BuiltInSimulator;
  readonly keys: ApiKeys;
  readonly endpoints: EndpointList;
  readonly settings: CurrentSettings;
  readonly pause: Pause;
}

/** Wires what shows the list all the time: the tree, the status bar and the messages about ends. */
export class Screen extends DisposableStore {
  readonly view: OperationsView;
  readonly seen: SeenResults;
  readonly notifier: CompletionNotifier;
  private readonly tree: OperationsTree;
  private readonly statusBar: StatusBar;

  constructor(parts: ScreenParts) {
    super();
    const { store, forecasts, endpoints, settings, pause } = parts;
    const clock = systemTime;
    const seen = new SeenResults(store);
    const mode = () => checkingMode(settings, pause);
    const isPaused = () => mode() !== 'on';
    const tree = this.add(new OperationsTree({ store, endpoints, known: forecasts, isPaused }, clock));
    const presence = this.add(new Focus(isUsed));
    this.view = this.add(new OperationsView({ tree, store, seen, endpoints, presence, mode }, clock));
    this.statusBar = this.add(new StatusBar(store, mode, endpoints, clock));
    const ends = this.add(new CoalescedMessages(endsIn(store), clock));
    this.notifier = this.add(
      new CompletionNotifier(store, () => settings.value.notifications, ends.notify.bind(ends)),
    );
    this.add(new ContextKeys({ ...parts, tree }, clock));
    this.add(forecasts.onDidChange(() => tree.redrawOutdated()));
    this.add(settings.onDidChange(() => this.redraw()));
    this.add(pause.onDidChange(() => this.redraw()));
    [this.seen, this.tree] = [seen, tree];
  }

  /** Draws everything anew, such as after a change of the language. */
  redraw(): void {
    this.tree.redraw();
    this.view.redraw();
    this.statusBar.redraw();
  }
}
