import * as vscode from 'vscode';
import type { Commands } from './command';

/** Settings: those of this extension alone. */
export function settingsCommands(extensionId: string): Commands {
  return {
    'veo.openSettings': () =>
      vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${extensionId}`),
  };
}
