import * as vscode from 'vscode';
import { systemTime } from '../base/time';
import { Timer } from '../base/timer';
import { areSettled } from '../tracking/list/storedRecords';
import { simulatorRan } from '../ui/simulatorPort';
import { ANSWER_SCHEME, REASON_SCHEME } from '../ui/view/documentSchemes';
import type { FirstStage } from './firstStage';
import type { SecondStage } from './secondStage';
import { isAnythingUnderWay } from './underWay';

/** Loads the second stage, or waits for it. It rejects once the person has been told why. */
type LoadSecondStage = () => Promise<SecondStage>;

/** Registers every occasion to load the second stage, apart from the rows of the view and the exported API. */
export function registerOccasions(first: FirstStage, load: LoadSecondStage): void {
  const { settings, treeView } = first;
  const loadInBackground = () => void load().catch(() => undefined);
  registerCommands(first, load);
  registerDocuments(first, load);
  first.add(settings.onDidChange(loadInBackground));
  first.add(treeView.onDidChangeVisibility(({ visible }) => (visible ? loadInBackground() : undefined)));
  // In a turn of its own, so that the other extensions start first.
  const starting = first.add(new Timer(systemTime, loadInBackground));
  if (findsSomethingUnderWay(first)) starting.setIn(0);
  else first.showIdle();
}

/** All commands that the manifest declares. A test compares them with those that there are. */
function registerCommands(first: FirstStage, load: LoadSecondStage): void {
  for (const { command } of first.context.extension.packageJSON.contributes.commands) {
    const run = async (...args: readonly unknown[]) => {
      const second = await load().catch(() => undefined);
      return second?.run(command, args);
    };
    first.add(vscode.commands.registerCommand(command, run));
  }
}

/** For documents that were open when VS Code ended. The second stage registers those who know the texts. */
function registerDocuments(first: FirstStage, load: LoadSecondStage): void {
  for (const scheme of [REASON_SCHEME, ANSWER_SCHEME]) {
    const provider = {
      provideTextDocumentContent: async (uri: vscode.Uri) => (await load()).textOf(uri),
    };
    first.add(vscode.workspace.registerTextDocumentContentProvider(scheme, provider));
  }
}

function findsSomethingUnderWay({ context, platform, settings, stored }: FirstStage): boolean {
  const { workspaceState, extension } = context;
  return isAnythingUnderWay({
    areRecordsSettled: areSettled(stored, systemTime.now()),
    simulatorRan: simulatorRan({ platform, workspaceState }),
    settingsNeedCheck: settings.needCheck(extension.packageJSON.contributes.configuration.properties),
  });
}
