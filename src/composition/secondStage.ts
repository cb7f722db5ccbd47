import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { endsWithin } from '../base/endsWithin';
import { systemTime } from '../base/time';
import type { Spool } from '../endpoints/spool';
import type { Platform } from '../platform/platform';
import { WorkspaceFiles } from '../platform/vscode/workspaceFiles';
import { sweepInlineVideos } from '../saving/inlineVideoStorage';
import { createSaving, type Saving } from '../saving/saving';
import { ApiKeys } from '../ui/apiKeys';
import { apiRequests } from '../ui/apiRequests';
import { BuiltInSimulator } from '../ui/builtInSimulator';
import { CapturedOperations } from '../ui/capture/capturedOperations';
import { MissingIntegration } from '../ui/capture/missingIntegration';
import {
  type CommandContext,
  commandRunner,
  createBackgroundRunner,
  type RunCommand,
} from '../ui/commands/command';
import { EndpointList } from '../ui/endpointList';
import type { ApiRequests } from '../ui/exportedApi';
import { reasonInFull } from '../ui/messages/reasonWords';
import { ReferenceTracking } from '../ui/prompts/referenceTracking';
import { TextInterpreter } from '../ui/prompts/textInterpreter';
import { AutomaticSaving } from '../ui/saving/automaticSaving';
import { folderSurroundings } from '../ui/saving/folderSurroundings';
import { ForeignHosts } from '../ui/saving/foreignHosts';
import { AnswerDocuments } from '../ui/view/answerDocuments';
import { REASON_SCHEME } from '../ui/view/documentSchemes';
import { ReasonDocuments } from '../ui/view/reasonDocuments';
import { allCommands, commandContext } from './commands';
import type { FirstStage } from './firstStage';
import { Limits } from './limits';
import { Notices } from './notices';
import { Polling } from './polling';
import { RequestKeys } from './requestKeys';
import { createRequests } from './requests';
import { Screen } from './screen';
import { startUp } from './startUp';

/** Closing does not wait longer for the other windows to be told. */
const CLOSE_TIMEOUT_MS = 1000;
/** In the global storage: for videos inside answers, until they are kept. */
const SPOOL_FOLDER = 'answers';

/**
 * Everything that no start needs while nothing is under way: it asks the endpoints, saves, notifies, and draws what depends
 * on the operations. Upon the first stage, whose list, view and status-bar item it takes over.
 */
export class SecondStage extends DisposableStore {
  readonly run: RunCommand;
  readonly apiRequests: ApiRequests;
  readonly commandContext: CommandContext;
  private readonly limits: Limits;
  private readonly saving: Saving;
  private readonly reasons: ReasonDocuments;
  private readonly answers: AnswerDocuments;

  constructor(private readonly first: FirstStage) {
    super();
    const { context, platform, log, settings, language, pause, treeView, statusItem } = first;
    const { store, newlyUnreadable } = first.list.get();
    const { workspaceState, extension, extensionUri, globalStorageUri } = context;
    const time = systemTime;
    log.open();
    const inBackground = createBackgroundRunner(log);
    const endpoints = this.add(new EndpointList(settings));
    const keys = this.add(new ApiKeys(context.secrets, log));
    const requestKeys = this.add(new RequestKeys({ platform, context, keys, endpoints }));
    const { endpointKeys, tokenCommands } = requestKeys;
    const base = { context, log, inBackground, settings, endpoints, keys, pause, store };

    const limits = this.add(new Limits(context, { ...base, keys: endpointKeys }));
    const { forecasts } = limits;
    const requests = createRequests({ platform, version: extension.packageJSON.version, limits, log });
    const files = new WorkspaceFiles(platform);
    const foreignHosts = new ForeignHosts(context.globalState);
    const saving = createSaving({
      isAllowedHost: (endpoint, host) => foreignHosts.isAllowed(endpoint, host),
      ...{ ...base, ...requests, time, files, keys: endpointKeys },
      storage: context.storageUri ?? globalStorageUri,
      globalStorage: globalStorageUri,
      wantsSidecar: () => settings.value.sidecar,
    });
    const surroundings = () => folderSurroundings(files, platform);
    const spool = spoolIn(globalStorageUri, platform);
    const { keepInline } = saving;
    const polling = this.add(
      new Polling({ ...base, ...requests, limits, keys: endpointKeys, keepInline, spool }),
    );
    const { poller } = polling;

    const sampleVideo = vscode.Uri.joinPath(extensionUri, 'media', 'sample.mp4').fsPath;
    const simulator = this.add(new BuiltInSimulator({ platform, sampleVideo, endpoints, workspaceState }));
    const interpreter = new TextInterpreter(endpoints, store);
    const tracking = new ReferenceTracking(interpreter, store, endpoints);
    const captured = this.add(new CapturedOperations(tracking, settings));
    this.add(new MissingIntegration(store, settings));
    const { question } = captured;
    const screen = this.add(new Screen({ ...base, treeView, statusItem, forecasts, simulator, question }));
    const automatic = this.add(
      new AutomaticSaving({ ...base, saver: saving.saver, surroundings, foreignHosts }),
    );
    const answers = this.add(new AnswerDocuments());
    const shared = { ...base, limits, poller, saving, screen, automatic, answers, language };
    const notices = this.add(
      new Notices({ ...shared, systemLocale: platform.systemLocale, newlyUnreadable }),
    );
    this.commandContext = commandContext({
      ...{ ...shared, forecasts, surroundings, simulator, interpreter, trial: requests.trial },
      ...{ endpointKeys, tokenCommands, foreignHosts, tracking, captured },
    });

    this.run = commandRunner(allCommands(this.commandContext, { screen, captured }, extension), log);
    this.apiRequests = apiRequests(store, poller, tracking);
    this.reasons = this.add(new ReasonDocuments(store, (operation) => reasonInFull(operation, endpoints)));
    [this.limits, this.saving, this.answers] = [limits, saving, answers];
    this.add(poller.onDidGetUnreadable(({ id, answer }) => answers.keep(id, answer)));
    this.add(
      store.onDidChange((changes) => {
        for (const { before, after } of changes)
          if (before && !after) void saving.cache.discard(before, new vscode.CancellationError());
      }),
    );
    this.add(
      language.onDidChange(() => {
        endpoints.renameSimulator();
        question.redraw();
        screen.redraw();
      }),
    );
    first.tree.show(screen.tree);
    void startUp({
      ...{ simulator, store, limits, clock: time, log },
      sweepUnusedVideos: async () => {
        await spool?.sweep();
        await this.sweepUnusedVideos(files);
      },
      start() {
        polling.start();
        notices.start();
        automatic.start();
      },
    });
  }

  /** The text of one of our documents. */
  textOf(uri: vscode.Uri): string {
    const documents = uri.scheme === REASON_SCHEME ? this.reasons : this.answers;
    return documents.provideTextDocumentContent(uri);
  }

  /** Before VS Code ends the extension host: writes what was learned, and aborts running transfers. */
  async stop(): Promise<void> {
    const { limits, saving } = this;
    const closed = endsWithin(CLOSE_TIMEOUT_MS, limits.windowShares.close(), systemTime);
    const aborted = saving.pendingWrites.stop(new vscode.CancellationError());
    await Promise.all([limits.forecasts.flush(), aborted, closed]);
  }

  private async sweepUnusedVideos(files: WorkspaceFiles): Promise<void> {
    const { context } = this.first;
    const { store, storage } = this.first.list.get();
    // A record that we cannot read may name a video that looks unused to us.
    if (context.storageUri && !storage.hasUnreadable) {
      await sweepInlineVideos(context.storageUri, store, files);
    }
  }
}

/** All windows share its folder, so that any of them removes what another has left. */
function spoolIn(globalStorage: vscode.Uri, platform: Platform): Spool | undefined {
  if (globalStorage.scheme !== 'file') return undefined;
  return platform.createSpool?.(vscode.Uri.joinPath(globalStorage, SPOOL_FOLDER).fsPath);
}
