import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { endsWithin } from '../base/endsWithin';
import { systemTime } from '../base/time';
import { apiRequests } from '../ui/apiRequests';
import { BuiltInSimulator } from '../ui/builtInSimulator';
import {
  type CommandContext,
  commandRunner,
  createBackgroundRunner,
  type RunCommand,
} from '../ui/commands/command';
import type { EndpointList } from '../ui/endpointList';
import type { ApiRequests } from '../ui/exportedApi';
import { AutomaticSaving } from '../ui/saving/automaticSaving';
import { ApiAccess } from './apiAccess';
import { allCommands, commandContext } from './commands';
import { Documents } from './documents';
import type { FirstStage } from './firstStage';
import { Notices } from './notices';
import { Polling } from './polling';
import { Recognition } from './recognition';
import { Screen } from './screen';
import { startUp } from './startUp';
import { VideoFiles } from './videoFiles';

/** Closing does not wait longer for the other windows to be told. */
const CLOSE_TIMEOUT_MS = 1000;

/**
 * Everything that no start needs while nothing is under way: it asks the endpoints, saves, notifies, and draws what depends
 * on the operations. Upon the first stage, whose list, view and status-bar item it takes over.
 */
export class SecondStage extends DisposableStore {
  readonly run: RunCommand;
  readonly apiRequests: ApiRequests;
  readonly commandContext: CommandContext;
  private readonly access: ApiAccess;
  private readonly videoFiles: VideoFiles;
  private readonly documents: Documents;

  constructor(first: FirstStage) {
    super();
    const { context, platform, log, settings, language, pause, treeView, statusItem } = first;
    const list = first.list.get();
    const { store, newlyUnreadable } = list;
    log.open();
    const access = this.add(new ApiAccess(first, store));
    const { endpoints, keys, limits, requests, requestKeys } = access;
    const { endpointKeys, tokenCommands } = requestKeys;
    const videoFiles = this.add(new VideoFiles(first, list, access));
    const { saving, foreignHosts, surroundings, spool } = videoFiles;
    const inBackground = createBackgroundRunner(log);
    const base = { context, log, inBackground, settings, language, pause, store, endpoints, keys };

    const { keepInline } = saving;
    const polling = this.add(
      new Polling({ ...base, ...requests, limits, keys: endpointKeys, keepInline, spool }),
    );
    const { poller } = polling;
    const simulator = this.add(createSimulator(first, endpoints));
    const recognition = this.add(new Recognition(base));
    const { interpreter, tracking, captured } = recognition;
    const { forecasts } = limits;
    const { question } = captured;
    const screen = this.add(new Screen({ ...base, treeView, statusItem, forecasts, simulator, question }));
    const automatic = this.add(
      new AutomaticSaving({ ...base, saver: saving.saver, surroundings, foreignHosts }),
    );
    const documents = this.add(new Documents({ store, endpoints, poller }));
    const { systemLocale } = platform;
    const notices = this.add(
      new Notices({ ...base, limits, screen, automatic, systemLocale, newlyUnreadable }),
    );

    this.commandContext = commandContext({
      ...{ ...base, endpointKeys, tokenCommands, trial: requests.trial, forecasts, poller, simulator },
      ...{ saving, surroundings, foreignHosts, interpreter, tracking, captured, screen },
      answers: documents.answers,
    });
    this.run = commandRunner(allCommands(this.commandContext, { screen, captured }, context.extension), log);
    this.apiRequests = apiRequests(store, poller, tracking);
    [this.access, this.videoFiles, this.documents] = [access, videoFiles, documents];
    this.add(
      language.onDidChange(() => {
        endpoints.renameSimulator();
        question.redraw();
        screen.redraw();
      }),
    );
    first.tree.show(screen.tree);
    void startUp({
      ...{ simulator, store, limits, clock: systemTime, log },
      sweepUnusedVideos: () => videoFiles.sweep(),
      start() {
        polling.start();
        notices.start();
        automatic.start();
      },
    });
  }

  /** The text of one of our documents. */
  textOf(uri: vscode.Uri): string {
    return this.documents.textOf(uri);
  }

  /** Before VS Code ends the extension host: writes what was learned, and aborts running transfers. */
  async stop(): Promise<void> {
    const { limits } = this.access;
    const closed = endsWithin(CLOSE_TIMEOUT_MS, limits.windowShares.close(), systemTime);
    const aborted = this.videoFiles.saving.pendingWrites.stop(new vscode.CancellationError());
    await Promise.all([limits.forecasts.flush(), aborted, closed]);
  }
}

function createSimulator({ context, platform }: FirstStage, endpoints: EndpointList): BuiltInSimulator {
  const { extensionUri, workspaceState } = context;
  const sampleVideo = vscode.Uri.joinPath(extensionUri, 'media', 'sample.mp4').fsPath;
  return new BuiltInSimulator({ platform, sampleVideo, endpoints, workspaceState });
}
