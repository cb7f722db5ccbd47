import * as vscode from 'vscode';
import { endsWithin } from '../base/endsWithin';
import { systemTime } from '../base/time';
import { originOf } from '../endpoints/endpoint';
import { TRIAL_DEADLINE_MS, tryEndpoint } from '../endpoints/endpointTrial';
import { createHttp } from '../endpoints/http';
import { createVideoContents } from '../endpoints/videoContents';
import type { Platform } from '../platform/platform';
import { WorkspaceFiles } from '../platform/vscode/workspaceFiles';
import { sweepInline } from '../saving/inlineVideos';
import { createSaving } from '../saving/saving';
import { ExpiryWatch } from '../tracking/expiry/expiryWatch';
import { ActivityLog } from '../ui/activityLog';
import { ApiKeys } from '../ui/apiKeys';
import { AssumedEndpointMover } from '../ui/assumedEndpointMover';
import { BuiltInSimulator } from '../ui/builtInSimulator';
import { offerUndo } from '../ui/commands/changingEndpoint';
import { createBackgroundRunner, registerCommands } from '../ui/commands/command';
import { EndpointList } from '../ui/endpointList';
import { createApi, type VeoOperationsApi } from '../ui/exportedApi';
import { offerVietnamese } from '../ui/language/languageOffer';
import { SpokenLanguage } from '../ui/language/spokenLanguage';
import { Log } from '../ui/log';
import { CoalescedMessages } from '../ui/messages/coalescedMessages';
import { expiringIn } from '../ui/messages/expiryNotifier';
import { followedWords } from '../ui/messages/followedWords';
import { offerMachineEndpoints } from '../ui/messages/machineEndpoints';
import { reasonInFull } from '../ui/messages/reasonWords';
import { SettingsCheck } from '../ui/messages/settingsCheck';
import { notifyUnreadable, unsavedTeller } from '../ui/messages/storageFaults';
import { Pause } from '../ui/pause';
import { TextInterpreter } from '../ui/prompts/textInterpreter';
import type { Trial } from '../ui/prompts/trial';
import { AutomaticSaving } from '../ui/saving/automaticSaving';
import { ExpiryWarning } from '../ui/saving/expiryWarning';
import { folderSurroundings } from '../ui/saving/folderSurroundings';
import { CurrentSettings } from '../ui/settings';
import { AnswerDocuments } from '../ui/view/answerDocuments';
import { ReasonDocuments } from '../ui/view/reasonDocuments';
import { allCommands } from './commands';
import { createLimits } from './limits';
import { createPolling } from './polling';
import { createScreen } from './screen';
import { startUp } from './startUp';
import { loadList } from './storedList';

/** How long the other windows are told that this one closes, before it closes anyway. */
const CLOSING_PATIENCE_MS = 1000;

/** What is assembled: the exported API, and what VS Code calls before it ends the extension host. */
export interface Assembly {
  readonly api: VeoOperationsApi;
  readonly stop: () => Promise<void>;
}

/** Builds the rooms and wires them. No network and no file I/O happens before it returns. */
export function assemble(context: vscode.ExtensionContext, platform: Platform): Assembly {
  const { secrets, workspaceState, globalState, extension, extensionUri, globalStorageUri } = context;
  const storageFolder = context.storageUri ?? globalStorageUri;
  const clock = systemTime;
  const log = new Log();
  const inBackground = createBackgroundRunner(log);
  const settings = new CurrentSettings();
  const language = new SpokenLanguage(settings, extensionUri, platform.systemLocale, log);
  const endpoints = new EndpointList(settings);
  const keys = new ApiKeys(secrets, log);
  const pause = new Pause(workspaceState);
  const { store, storage, newlyUnreadable } = loadList(context, platform, log);
  const limits = createLimits(context, { store, endpoints, settings, pause });
  const { forecasts, learn: onRateLimits, count: onExtraRequest } = limits;

  const userAgent = platform.userAgent?.(extension.packageJSON.version);
  const { resolveHost } = platform;
  const toWeb = { userAgent, resolveHost, log: (line: () => string) => log.debug(line) };
  const http = createHttp({ ...toWeb, onRateLimits, onExtraRequest });
  const impatient = createHttp({ ...toWeb, deadline: TRIAL_DEADLINE_MS });
  const trial: Trial = (one, key, signal) => {
    limits.count(originOf(one));
    return tryEndpoint(impatient, one, key, signal);
  };
  const contents = createVideoContents(http, limits.count);
  const files = new WorkspaceFiles(platform);
  const saving = createSaving({
    ...{ contents, keys, store, clock, endpoints, files },
    storage: storageFolder,
    globalStorage: globalStorageUri,
    wantsSidecar: () => settings.value.sidecar,
    cancellation: () => new vscode.CancellationError(),
  });
  const { saver, copies, keepInline } = saving;
  const surroundings = () => folderSurroundings(files, platform);
  const polling = createPolling({
    ...{ store, limits, http, contents, keepInline, keys, endpoints, settings, pause, log },
  });
  const { poller, mode } = polling;
  const expiryWatch = new ExpiryWatch(store, clock);
  const sampleVideo = vscode.Uri.joinPath(extensionUri, 'media', 'sample.mp4').fsPath;
  const simulator = new BuiltInSimulator({ platform, sampleVideo, endpoints, workspaceState });

  const screen = createScreen({ store, forecasts, mode, simulator, keys, endpoints, settings, pause });
  const automatic = new AutomaticSaving({ store, saver, settings, endpoints, surroundings, log });
  const expiring = new CoalescedMessages(expiringIn(store), clock);
  const warnOfExpiry = expiring.notify.bind(expiring);
  const expiryWarning = new ExpiryWarning(expiryWatch, store, automatic, settings, warnOfExpiry);
  const interpreter = new TextInterpreter(endpoints, store);
  const { api, disposable: apiEvents } = createApi(store, poller, interpreter);
  const answers = new AnswerDocuments();
  const reasons = new ReasonDocuments(store, (operation) => reasonInFull(operation, endpoints));
  const commands = allCommands({
    ...{
      context,
      log,
      settings,
      endpoints,
      keys,
      pause,
      store,
      forecasts,
      poller,
      mode,
      saving,
      surroundings,
    },
    ...{ simulator, screen, answers, interpreter, trial, inBackground },
  });
  const settingsCheck = new SettingsCheck(endpoints, settings);

  // A message waits for the language in which it is written.
  void language.follow().then(() => {
    notifyUnreadable(newlyUnreadable, log);
    settingsCheck.check();
  });
  void startUp(
    {
      resumeSimulator: () => simulator.resume(),
      openArchive: () => store.openArchive(),
      async sweepUnusedVideos() {
        // A record that we cannot read may name a video that looks unused to us.
        if (context.storageUri && !storage.hasUnreadable) await sweepInline(storageFolder, store, files);
      },
      readOtherWindows: () => limits.ready(),
      start() {
        polling.start();
        expiryWatch.start();
        automatic.start();
        inBackground(offerMachineEndpoints(context, endpoints, settings));
      },
    },
    { clock, logFailure: (what, error) => log.error(what, error) },
  );
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
      for (const { before, after } of changes) if (before && !after) void copies.forget(before);
    }),
    limits,
    polling,
    expiryWatch,
    simulator,
    screen,
    automatic,
    expiring,
    expiryWarning,
    apiEvents,
    settingsCheck,
    new AssumedEndpointMover(store, endpoints, (moves, to) =>
      inBackground(offerUndo(followedWords(moves, to), moves, store)),
    ),
    new ActivityLog(store, limits.limiters.onDidLearn, log),
    answers,
    reasons,
    poller.onDidGetUnreadable(({ id, answer }) => answers.keep(id, answer)),
    language.onDidChange(() => {
      endpoints.renameSimulator();
      screen.redraw();
    }),
    polling.onDidChangeMode(() => screen.redraw()),
    screen.view.onDidChangeVisibility(({ visible }) => {
      if (visible) inBackground(offerVietnamese(settings, globalState, platform.systemLocale));
    }),
    ...registerCommands(commands, log),
  );
  const stop = async () => {
    const told = endsWithin(CLOSING_PATIENCE_MS, limits.windowShares.close(), clock);
    await Promise.all([store.flush(), forecasts.flush(), saving.stop(), told]);
  };
  return { api, stop };
}
