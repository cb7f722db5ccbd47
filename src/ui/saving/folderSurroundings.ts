import * as vscode from 'vscode';
import type { Platform } from '../../platform/platform';
import type { FolderSurroundings } from '../../saving/downloadFolder';
import type { Files } from '../../saving/files';

/** What the setting `veo.download.folder` is resolved with in this window. */
export function folderSurroundings(files: Files, platform: Platform): FolderSurroundings {
  const { workspaceValue } = vscode.workspace.getConfiguration('veo').inspect('download.folder') ?? {};
  return {
    homeFolder: platform.homeFolder,
    env: platform.env,
    realPath: platform.realPath,
    files,
    join: vscode.Uri.joinPath,
    workspaceFolders: vscode.workspace.workspaceFolders ?? [],
    isSetByWorkspace: workspaceValue !== undefined,
  };
}
