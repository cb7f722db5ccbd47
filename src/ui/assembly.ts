import * as vscode from 'vscode';
import { originOf } from '../endpoints/endpoint';
import { TRIAL_DEADLINE_MS, tryEndpoint } from '../endpoints/endpointTrial';
import { createHttp } from '../endpoints/http';
import { createVideoContents } from '../endpoints/videoContents';
import { Downloads } from '../saving/downloads';
import { endsWithin, systemClock } from '../tracking/clock';
import { ExpiryWatch } from '../tracking/expiry/expiryWatch';
import { Archive } from '../tracking/list/archive';
import { OperationStorage } from '../tracking/list/operationStorage';
import { OperationStore } from '../tracking/list/operationStore';
import { ActivityLog } from './activityLog';
import { ApiKeys } from './apiKeys';
import { archiveFileIn } from './archiveFile';
import { BuiltInSimulator } from './builtInSimulator';
import { createChecking } from './checking';
import { answerCommands } from './commands/answers';
import { changingCommands, offerUndo } from './commands/changingEndpoint';
import { checkingCommands } from './commands/checking';
import { checkCommands } from './commands/checkOperation';
import { createUnattended, registerCommands } from './commands/command';
import { copyCommands } from './commands/copying';
import { downloadCommands } from './commands/downloading';
import { endpointCommands } from './commands/endpoints';
import { findCommands } from './commands/finding';
import { followingCommands } from './commands/following';
import { keyCommands } from './commands/keys';
import { listCommands } from './commands/listing';
import { openCommands } from './commands/opening';
import { settingsCommands } from './commands/openingSettings';
import { playCommands } from './commands/playing';
import { reasonCommands } from './commands/reasons';
import { revealCommands } from './commands/revealing';
import { showCommands } from './commands/showing';
import { simulatorCommands } from './commands/simulating';
import { ContextKeys } from './contextKeys';
import { DefaultFollower } from './defaultFollower';
import { EndpointList } from './endpointList';
import { createApi, type VeoOperationsApi } from './exportedApi';
import { Focus, isUsed } from './focus';
import { createGovernor, PATIENCE } from './governor';
import { offerVietnamese } from './language/languageOffer';
import { SpokenLanguage } from './language/spokenLanguage';
import { speakLike } from './language/t';
import { Log } from './log';
import { CoalescedMessages } from './messages/coalescedMessages';
import { CompletionNotifier } from './messages/completionNotifier';
import { endsIn } from './messages/endMessage';
import { expiringIn } from './messages/expiryNotifier';
import { followedWords } from './messages/followedWords';
import { offerMachineEndpoints } from './messages/machineEndpoints';
import { reasonInFull } from './messages/reasonWords';
import { SeenResults } from './messages/seenResults';
import { SettingsCheck } from './messages/settingsCheck';
import { SoundNotice } from './messages/soundNotice';
import { StatusBar } from './messages/statusBar';
import { notifyUnreadable, unsavedTeller } from './messages/storageFaults';
import { Pause } from './pause';
import type { Platform } from './platform/platform';
import { CommandTargets } from './prompts/commandTargets';
import { OperationInput } from './prompts/operationInput';
import type { Trial } from './prompts/trial';
import { AutomaticSaving } from './saving/automaticSaving';
import { ExpiryWarning } from './saving/expiryWarning';
import { inlineKeeper, sweepInline } from './saving/inlineFolder';
import { PlayCache } from './saving/playCache';
import { VideoSaver } from './saving/videoSaver';
import { CurrentSettings } from './settings';
import { AnswerDocuments } from './view/answerDocuments';
import { OperationsTree } from './view/operationsTree';
import { OperationsView } from './view/operationsView';
import { ReasonDocuments } from './view/reasonDocuments';

/** The two functions that VS Code calls, for one kind of extension host. */
export interface Entry {
  activate(context: vscode.ExtensionContext): VeoOperationsApi;
  /** VS Code waits a moment for the last changes to be written, and for what is under way to be given up. */
  deactivate(): Promise<void> | undefined;
}

/** What VS Code begins with. */
export function entryFor(platform: Platform): Entry {
  let end: (() => Promise<void>) | undefined;
  return {
    activate(context) {
      speakLike({ tag: vscode.env.language, t: vscode.l10n.t });
      const assembled = assemble(context, platform);
      end = assembled.end;
      return assembled.api;
    },
    deactivate: () => end?.(),
  };
}

/** Builds the rooms and wires them. No network and no file I/O happens in here. */
function assemble(
  context: vscode.ExtensionContext,
  platform: Platform,
): { readonly api: VeoOperationsApi; readonly end: () => Promise<void> } {
  const { secrets, workspaceState, globalState, extension, extensionUri, globalStorageUri } = context;
  const storage = context.storageUri ?? globalStorageUri;
  const log = new Log();
  const settings = new CurrentSettings();
  const language = new SpokenLanguage(settings, extensionUri, platform.systemLocale, log);
  const endpoints = new EndpointList(settings);
  const keys = new ApiKeys(secrets, log);
  const pause = new Pause(workspaceState);
  // A window without a workspace has no storage that outlives it.
  const archive =
    context.storageUri &&
    new Archive(archiveFileIn(context.storageUri, platform), (count) =>
      log.warn(`${count} lines of the archive could not be read and are left where they are`),
    );
  const operationStorage = new OperationStorage(workspaceState, archive);
  const store = new OperationStore(operationStorage, systemClock);
  const unreadable = store.load();
  const userAgent = platform.userAgent?.(extension.packageJSON.version);
  const governor = createGovernor(context, { store, endpoints, settings, pause });
  const { learn: onRateLimits, count: onExtraRequest } = governor;
  const http = createHttp({ userAgent, log: (line) => log.debug(line), onRateLimits, onExtraRequest });
  const contents = createVideoContents(http, governor.count);
  const clock = systemClock;
  const endpoint = (id: string) => endpoints.byId(id);
  const cache = new PlayCache(globalStorageUri);
  const downloads = new Downloads({ contents, keys, store, clock, endpoint });
  const list = () => store.list();
  const saver = new VideoSaver(downloads, cache, platform, storage, list, () => settings.value.sidecar);
  const keepInline = inlineKeeper(storage, saver);
  const asking = { store, governor, http, contents, keepInline, keys, endpoints, settings, pause, log };
  const checking = createChecking(asking);
  const { poller } = checking;
  const { forecasts } = governor;
  const expiryWatch = new ExpiryWatch(store, clock);

  const seen = new SeenResults(store);
  const sampleVideo = vscode.Uri.joinPath(extensionUri, 'media', 'sample.mp4').fsPath;
  const simulator = new BuiltInSimulator(platform, sampleVideo, endpoints, workspaceState);
  const { mode } = checking;
  const tree = new OperationsTree(
    { store, endpoints, known: forecasts, isPaused: () => mode() !== 'on' },
    clock,
  );
  const presence = new Focus(isUsed);
  const view = new OperationsView({ tree, store, seen, endpoints, presence, mode }, clock);
  const statusBar = new StatusBar(store, mode, endpoints, clock);
  const ends = new CoalescedMessages(endsIn(store), clock);
  const notifier = new CompletionNotifier(store, () => settings.value.notifications, ends.notify.bind(ends));
  const contextKeys = new ContextKeys({ store, tree, pause, simulator, keys, endpoints }, clock);
  const automatic = new AutomaticSaving({ store, saver, settings, endpoints, platform, log });
  const expiring = new CoalescedMessages(expiringIn(store), clock);
  const warnOfExpiry = expiring.notify.bind(expiring);
  const expiryWarning = new ExpiryWarning(expiryWatch, store, automatic, settings, warnOfExpiry);
  const targets = new CommandTargets(store, () => view.selection);
  const input = new OperationInput(endpoints, store);
  const { api, disposable: apiEvents } = createApi(store, poller, endpoints, input);
  const reveal = view.reveal.bind(view);
  const sound = new SoundNotice(globalState);
  const willNotifyEnd = () => mode() === 'on' && settings.value.notifications === 'all';
  const unattended = createUnattended(log);
  const impatient = createHttp({ userAgent, log: (line) => log.debug(line), deadline: TRIAL_DEADLINE_MS });
  const trial: Trial = (one, key, signal) => {
    governor.count(originOf(one));
    return tryEndpoint(impatient, one, key, signal);
  };
  const answers = new AnswerDocuments();
  const reasons = new ReasonDocuments(store, (operation) => reasonInFull(operation, endpoints));
  const checkParts = { store, poller, endpoints, keys, trial, input, targets, notifier, log };
  const ownParts = { endpoints, keys, settings, trial };
  const commands = {
    ...checkCommands({ ...checkParts, known: forecasts, reveal, willNotifyEnd }),
    ...followingCommands(targets, store),
    ...answerCommands(targets, answers, poller),
    ...reasonCommands(targets, seen, endpoints),
    ...checkingCommands(store, poller, pause, forecasts),
    ...copyCommands(targets, seen),
    ...openCommands(targets, seen, endpoints, globalState),
    ...playCommands({ targets, seen, saver, endpoints, sound, unattended }),
    ...downloadCommands({ targets, store, seen, saver, settings, endpoints, platform, unattended }),
    ...revealCommands(targets, saver, unattended),
    ...listCommands(targets, store),
    ...findCommands(store, view),
    ...keyCommands(keys, endpoints, targets, trial),
    ...endpointCommands(ownParts),
    ...changingCommands({ ...ownParts, targets, store, poller, reveal, unattended }),
    ...simulatorCommands(simulator, store),
    ...showCommands(view, log),
    ...settingsCommands(extension.id),
  };

  const redrawAll = () => {
    tree.redraw();
    view.redraw();
    statusBar.redraw();
  };
  const settingsCheck = new SettingsCheck(endpoints, settings);
  // What is told at the start waits for the language in which it is told.
  void language.follow().then(() => {
    notifyUnreadable(unreadable, log);
    settingsCheck.check();
  });
  void simulator
    .resume()
    .catch((error) => log.error('The simulator could not be started again:', error))
    .then(() => {
      const opening = store.openArchive();
      opening.catch((error) => log.error('The archive could not be opened:', error));
      return endsWithin(PATIENCE, opening, clock);
    })
    // What looks unused to us may be named by a record that we cannot read; or be new, for polling awaits no late archive.
    .then(async (isOpen) => {
      if (isOpen && context.storageUri && !operationStorage.hasUnreadable) await sweepInline(storage, store);
    })
    .catch((error) => log.error('Unused videos could not be looked for:', error))
    .then(() => governor.ready())
    .then(() => {
      checking.start();
      expiryWatch.start();
      automatic.start();
      unattended(offerMachineEndpoints(context, endpoints, settings));
    });
  context.subscriptions.push(
    log,
    settings,
    language,
    endpoints,
    keys,
    pause,
    store,
    store.onDidFailToWrite(unsavedTeller(log)),
    store.onDidChange((changes) => {
      for (const { before, after } of changes) if (before && !after) void saver.forget(before);
    }),
    governor,
    checking,
    forecasts.onDidChange(() => tree.redrawOutdated()),
    expiryWatch,
    simulator,
    tree,
    presence,
    view,
    statusBar,
    ends,
    notifier,
    contextKeys,
    automatic,
    expiring,
    expiryWarning,
    apiEvents,
    settingsCheck,
    new DefaultFollower(store, endpoints, (moves, to) =>
      unattended(offerUndo(followedWords(moves, to), moves, store)),
    ),
    new ActivityLog(store, governor.lanes.onDidLearn, log),
    answers,
    reasons,
    poller.onDidGetUnreadable(({ id, answer }) => answers.keep(id, answer)),
    language.onDidChange(() => {
      endpoints.renameSimulator();
      redrawAll();
    }),
    checking.onDidChangeMode(redrawAll),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) unattended(offerVietnamese(settings, globalState, platform.systemLocale));
    }),
    ...registerCommands(commands, log),
  );
  const end = async () => {
    const told = endsWithin(PATIENCE, governor.leases.end(), clock);
    await Promise.all([store.flush(), forecasts.flush(), saver.stop(), told]);
  };
  return { api, end };
}
