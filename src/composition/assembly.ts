import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { endsWithin } from '../base/endsWithin';
import { systemTime } from '../base/time';
import type { Platform } from '../platform/platform';
import { WorkspaceFiles } from '../platform/vscode/workspaceFiles';
import { sweepInlineVideos } from '../saving/inlineVideoStorage';
import { createSaving } from '../saving/saving';
import { ApiKeys } from '../ui/apiKeys';
import { BuiltInSimulator } from '../ui/builtInSimulator';
import { createBackgroundRunner, registerCommands } from '../ui/commands/command';
import { EndpointList } from '../ui/endpointList';
import { createApi, type VeoOperationsApi } from '../ui/exportedApi';
import { SpokenLanguage } from '../ui/language/spokenLanguage';
import { Log } from '../ui/log';
import { reasonInFull } from '../ui/messages/reasonWords';
import { Pause } from '../ui/pause';
import { TextInterpreter } from '../ui/prompts/textInterpreter';
import { AutomaticSaving } from '../ui/saving/automaticSaving';
import { folderSurroundings } from '../ui/saving/folderSurroundings';
import { CurrentSettings } from '../ui/settings';
import { AnswerDocuments } from '../ui/view/answerDocuments';
import { ReasonDocuments } from '../ui/view/reasonDocuments';
import { allCommands } from './commands';
import { Limits } from './limits';
import { Notices } from './notices';
import { Polling } from './polling';
import { createRequests } from './requests';
import { Screen } from './screen';
import { startUp } from './startUp';
import { loadList } from './storedList';

/** Closing does not wait longer for the other windows to be told. */
const CLOSE_TIMEOUT_MS = 1000;

/** The exported API, and what VS Code calls before it ends the extension host. */
interface Assembly {
  readonly api: VeoOperationsApi;
  readonly stop: () => Promise<void>;
}

/** Builds the rooms and wires them. No network and no file I/O happens before it returns. */
export function assemble(context: vscode.ExtensionContext, platform: Platform): Assembly {
  const { workspaceState, extension, extensionUri, globalStorageUri } = context;
  const { systemLocale } = platform;
  const time = systemTime;
  const owned = new DisposableStore();
  const log = owned.add(new Log());
  const inBackground = createBackgroundRunner(log);
  const settings = owned.add(new CurrentSettings());
  const language = owned.add(new SpokenLanguage({ settings, extensionUri, system: systemLocale, log }));
  const endpoints = owned.add(new EndpointList(settings));
  const keys = owned.add(new ApiKeys(context.secrets, log));
  const pause = owned.add(new Pause(workspaceState));
  const { store, storage, newlyUnreadable } = loadList(context, platform, log);
  owned.add(store);
  const base = { context, log, inBackground, settings, endpoints, keys, pause, store };

  const limits = owned.add(new Limits(context, base));
  const { forecasts } = limits;
  const requests = createRequests({ platform, version: extension.packageJSON.version, limits, log });
  const files = new WorkspaceFiles(platform);
  const storageFolder = context.storageUri ?? globalStorageUri;
  const saving = createSaving({
    ...{ ...base, ...requests, time, files },
    storage: storageFolder,
    globalStorage: globalStorageUri,
    wantsSidecar: () => settings.value.sidecar,
  });
  const surroundings = () => folderSurroundings(files, platform);
  const polling = owned.add(new Polling({ ...base, ...requests, limits, keepInline: saving.keepInline }));
  const { poller } = polling;

  const sampleVideo = vscode.Uri.joinPath(extensionUri, 'media', 'sample.mp4').fsPath;
  const simulator = owned.add(new BuiltInSimulator({ platform, sampleVideo, endpoints, workspaceState }));
  const screen = owned.add(new Screen({ ...base, forecasts, simulator }));
  const automatic = owned.add(new AutomaticSaving({ ...base, saver: saving.saver, surroundings }));
  const interpreter = new TextInterpreter(endpoints, store);
  const answers = owned.add(new AnswerDocuments());
  const { api, disposable } = createApi(store, poller, interpreter);
  owned.add(disposable);
  const shared = { ...base, limits, poller, saving, screen, automatic, answers, language };
  const notices = owned.add(new Notices({ ...shared, systemLocale, newlyUnreadable }));
  const commands = allCommands({
    ...{ ...shared, forecasts, surroundings, simulator, interpreter, trial: requests.trial },
  });
  for (const command of registerCommands(commands, log)) owned.add(command);

  owned.add(new ReasonDocuments(store, (operation) => reasonInFull(operation, endpoints)));
  owned.add(poller.onDidGetUnreadable(({ id, answer }) => answers.keep(id, answer)));
  owned.add(
    store.onDidChange((changes) => {
      for (const { before, after } of changes)
        if (before && !after) void saving.cache.discard(before, new vscode.CancellationError());
    }),
  );
  owned.add(
    language.onDidChange(() => {
      endpoints.renameSimulator();
      screen.redraw();
    }),
  );
  void startUp({
    ...{ simulator, store, limits, clock: time, log },
    async sweepUnusedVideos() {
      // A record that we cannot read may name a video that looks unused to us.
      if (context.storageUri && !storage.hasUnreadable) await sweepInlineVideos(storageFolder, store, files);
    },
    start() {
      polling.start();
      notices.start();
      automatic.start();
    },
  });
  context.subscriptions.push(owned);
  const stop = async () => {
    const closed = endsWithin(CLOSE_TIMEOUT_MS, limits.windowShares.close(), time);
    const aborted = saving.pendingWrites.stop(new vscode.CancellationError());
    await Promise.all([store.flush(), forecasts.flush(), aborted, closed]);
  };
  return { api, stop };
}
