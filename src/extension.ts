import * as vscode from 'vscode';
import { createGeminiApi } from './endpoints/geminiApi';
import { createHttp } from './endpoints/http';
import { systemClock } from './tracking/clock';
import { OperationStorage } from './tracking/operationStorage';
import { OperationStore } from './tracking/operationStore';
import { Poller } from './tracking/poller';
import { ApiKeys } from './ui/apiKeys';
import { OperationInput } from './ui/asking/operationInput';
import { Targets } from './ui/asking/targets';
import { BuiltInSimulator } from './ui/builtInSimulator';
import { checkingCommands } from './ui/commands/checking';
import { checkCommands } from './ui/commands/checkOperation';
import { registerCommands } from './ui/commands/command';
import { copyCommands } from './ui/commands/copying';
import { keyCommands } from './ui/commands/keys';
import { listCommands } from './ui/commands/listing';
import { openCommands } from './ui/commands/opening';
import { showCommands } from './ui/commands/showing';
import { simulatorCommands } from './ui/commands/simulating';
import { ContextKeys } from './ui/contextKeys';
import { EndpointList } from './ui/endpointList';
import { createApi, type VeoOperationsApi } from './ui/exportedApi';
import { Log } from './ui/log';
import { Pause } from './ui/pause';
import { CurrentSettings } from './ui/settings';
import { CompletionNotifier } from './ui/telling/completionNotifier';
import { showEnds } from './ui/telling/endMessage';
import { SeenResults } from './ui/telling/seenResults';
import { SettingsCheck } from './ui/telling/settingsCheck';
import { StatusBar } from './ui/telling/statusBar';
import { tellUnreadable, unsavedTeller } from './ui/telling/storageFaults';
import { OperationsTree } from './ui/view/operationsTree';
import { OperationsView } from './ui/view/operationsView';

/** The list of this window; written down for the last time when VS Code ends. */
let openStore: OperationStore | undefined;

/** Builds the rooms and wires them. No network and no file I/O happens in here. */
export function activate(context: vscode.ExtensionContext): VeoOperationsApi {
  const { secrets, workspaceState, globalState, extension, extensionUri } = context;
  const log = new Log();
  const settings = new CurrentSettings();
  const endpoints = new EndpointList(settings);
  const keys = new ApiKeys(secrets, log);
  const pause = new Pause(workspaceState);
  const store = new OperationStore(new OperationStorage(workspaceState), systemClock);
  const unreadable = store.load();
  openStore = store;
  const http = createHttp(`veo-operations/${extension.packageJSON.version}`, (line) => log.debug(line));
  const isChecking = () => settings.value.checkingEnabled && !pause.isOn;
  const poller = new Poller({
    store,
    keys,
    api: createGeminiApi(http),
    clock: systemClock,
    random: Math.random,
    endpoint: (id) => endpoints.byId(id),
    settings: () => ({ ...settings.value, checking: isChecking() }),
  });

  const seen = new SeenResults(store);
  const sampleVideo = vscode.Uri.joinPath(extensionUri, 'media', 'sample.mp4').fsPath;
  const simulator = new BuiltInSimulator(sampleVideo, endpoints, workspaceState);
  const tree = new OperationsTree(store, endpoints);
  const view = new OperationsView(tree, store, seen, endpoints);
  const statusBar = new StatusBar(store, seen, () => !isChecking(), endpoints);
  const notifier = new CompletionNotifier(store, () => settings.value.notifications, showEnds);
  const contextKeys = new ContextKeys(store, pause, simulator, keys, endpoints);
  const targets = new Targets(store, () => view.selection);
  const input = new OperationInput(endpoints, store);
  const { api, disposable: apiEvents } = createApi(store, poller, endpoints, input);
  const reveal = view.reveal.bind(view);
  const commands = {
    ...checkCommands({ store, poller, endpoints, keys, input, targets, notifier, reveal }),
    ...checkingCommands(store, poller, pause),
    ...copyCommands(targets, seen),
    ...openCommands(targets, seen, endpoints, globalState),
    ...listCommands(targets, store),
    ...keyCommands(keys, endpoints, targets),
    ...simulatorCommands(simulator, store),
    ...showCommands(view, log),
  };

  tellUnreadable(unreadable, log);
  void simulator
    .resume()
    .catch((error) => log.error('The simulator could not be started again:', error))
    .then(() => poller.start());
  context.subscriptions.push(
    log,
    settings,
    endpoints,
    keys,
    pause,
    store,
    store.onDidFailToWrite(unsavedTeller(log)),
    poller,
    poller.onDidFail((error) => log.error('Unexpected error while checking:', error)),
    simulator,
    tree,
    view,
    statusBar,
    notifier,
    contextKeys,
    apiEvents,
    new SettingsCheck(endpoints),
    settings.onDidChange(() => poller.reschedule()),
    settings.onDidChange(() => statusBar.redraw()),
    endpoints.onDidChange(() => poller.endpointsChanged()),
    keys.onDidChange((origin) => poller.reopen(origin)),
    pause.onDidChange(() => poller.reschedule()),
    pause.onDidChange(() => statusBar.redraw()),
    ...registerCommands(commands, log),
  );
  return api;
}

/** VS Code waits a moment for the last changes to be written. */
export function deactivate(): Promise<void> | undefined {
  return openStore?.flush();
}
