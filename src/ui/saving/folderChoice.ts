import * as vscode from 'vscode';
import { t } from '../language/t';
import type { CurrentSettings } from '../settings';
import { CommandError, SETTINGS_UNWRITABLE } from '../telling/commandError';
import { inList } from '../telling/literalText';
import { makeFolder } from './files';

/** A folder that the person chose. `isSet`: the setting names it from now on. */
export interface ChosenFolder {
  readonly uri: vscode.Uri;
  readonly isSet: boolean;
}

/** In the folder that is open; the setting holds just this, so that it holds for everybody who opens the project. */
const PROJECT_FOLDER = 'videos';

/**
 * Asks for a folder: one in the project, which is remembered there, or any other. Undefined when the person gave up.
 *
 * @throws SaveError when the folder in the project cannot be made; CommandError when it cannot be remembered
 */
export async function chooseFolder(
  title: string,
  settings: CurrentSettings,
): Promise<ChosenFolder | undefined> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  // The settings of a project that is not trusted do not decide where videos go.
  if (!workspace || !vscode.workspace.isTrusted) return askForFolder(title);
  const project = vscode.Uri.joinPath(workspace.uri, PROJECT_FOLDER);
  const inProject = {
    label: t('Videos in This Project'),
    description: inList(`${workspace.name}/${PROJECT_FOLDER}`),
    detail: t('Remembered for this project'),
  };
  const another = { label: t('Another Folder…') };
  const picked = await vscode.window.showQuickPick([inProject, another], {
    title,
    placeHolder: t('Save where?'),
  });
  if (picked === inProject) return useProjectFolder(project, settings);
  return picked && askForFolder(title);
}

async function useProjectFolder(uri: vscode.Uri, settings: CurrentSettings): Promise<ChosenFolder> {
  await makeFolder(uri);
  try {
    await settings.changeForWorkspace('download.folder', PROJECT_FOLDER);
  } catch {
    throw new CommandError(SETTINGS_UNWRITABLE());
  }
  return { uri, isSet: true };
}

async function askForFolder(title: string): Promise<ChosenFolder | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: t('Save Here'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  const uri = picked?.[0];
  return uri && { uri, isSet: false };
}
