import * as vscode from 'vscode';
import { t } from '../language/t';
import type { Log } from '../log';
import { inform } from '../messages/message';
import { readOperationId } from '../prompts/commandTargets';
import type { OperationsView } from '../view/operationsView';
import type { Commands } from './command';

/**
 * Show Operations, which the status bar calls, Show Log, and Settings.
 *
 * @param extensionId filters the settings
 */
export function showCommands(view: OperationsView, log: Log, extensionId: string): Commands {
  return {
    'veo.showOperations': (operation) => view.show(readOperationId(operation)),
    'veo.showLog': () => {
      log.show();
      if (!log.showsRequests) void offerRequests(log);
    },
    'veo.openSettings': () =>
      vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${extensionId}`),
  };
}

/** No API sets the level of a log. A command of VS Code sets that of the log in front. */
async function offerRequests(log: Log): Promise<void> {
  const showThem = t('Show Requests and Answers');
  const text = t(
    'The log tells what is tracked, what ends and what is refused. Requests and answers come with the level Debug, without keys.',
  );
  if ((await inform(text, showThem)) !== showThem) return;
  log.show();
  await vscode.commands.executeCommand(
    `workbench.action.output.activeOutputLogLevel.${vscode.LogLevel.Debug}`,
  );
}
