import * as vscode from 'vscode';
import { ownEntries } from '../ownEndpointEntries';
import type { CurrentSettings } from '../settings';
import { DESCRIBED_EXAMPLE } from './describedExample';

/** Of the scope `application`, so of the default profile, whichever profile is in use. */
const OPEN_SETTINGS_FILE = 'workbench.action.openApplicationSettingsJson';

/** Opens the file of the settings at `veo.endpoints`. */
export async function showEndpointSettings(): Promise<void> {
  await vscode.commands.executeCommand(OPEN_SETTINGS_FILE, { revealSetting: { key: 'veo.endpoints' } });
}

/**
 * Opens the file of the settings and puts an example of a described API into `veo.endpoints`, each of its values to be typed
 * over. It counts once the person saves the file.
 */
export async function putExampleIntoSettings(settings: CurrentSettings): Promise<void> {
  const separator = ownEntries(settings).length > 0 ? ',' : '';
  // VS Code adds the setting if it is missing, and leaves the cursor on an empty line at the start of its list.
  const revealSetting = { key: 'veo.endpoints', edit: true };
  await vscode.commands.executeCommand(OPEN_SETTINGS_FILE, { revealSetting });
  await vscode.commands.executeCommand('editor.action.insertSnippet', {
    snippet: DESCRIBED_EXAMPLE + separator,
  });
}
