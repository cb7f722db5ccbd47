import * as vscode from 'vscode';
import { type FolderSurroundings, resolveDownloadFolder } from '../../saving/downloadFolder';
import type { FileUri } from '../../saving/fileUri';
import { t } from '../language/t';
import { CommandError, orSettingsFault } from '../messages/commandError';
import { inList } from '../messages/literalText';
import type { CurrentSettings } from '../settings';
import { folderRefusalWords } from './folderWords';

/** A folder that the person chose. `isSet`: the setting now contains it. */
interface ChosenFolder {
  readonly uri: FileUri;
  readonly isSet: boolean;
}

/** Relative to the workspace folder. The setting has just this, so it is valid for everybody who opens the project. */
const PROJECT_FOLDER = 'videos';

/**
 * Lets the person choose a folder: that of the project, which is then set for the workspace, or any other one. Undefined
 * when the person cancels.
 *
 * @throws SaveError when the folder of the project cannot be created; CommandError when it is a link out of the project,
 * or the setting cannot be written
 */
export async function chooseFolder(
  title: string,
  settings: CurrentSettings,
  surroundings: FolderSurroundings,
): Promise<ChosenFolder | undefined> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  // The settings of an untrusted project must not decide where videos are saved.
  if (!workspace || !vscode.workspace.isTrusted) return askForFolder(title);
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
  if (picked === inProject) return useProjectFolder(settings, surroundings);
  return picked && askForFolder(title);
}

async function useProjectFolder(
  settings: CurrentSettings,
  surroundings: FolderSurroundings,
): Promise<ChosenFolder | undefined> {
  const project = await resolveDownloadFolder(PROJECT_FOLDER, surroundings);
  if (project.kind === 'refused') throw new CommandError(folderRefusalWords(PROJECT_FOLDER, project.refusal));
  if (project.kind === 'ask') return undefined;
  await surroundings.files.makeFolder(project.uri);
  await orSettingsFault(settings.changeForWorkspace('download.folder', PROJECT_FOLDER));
  return { uri: project.uri, isSet: true };
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
