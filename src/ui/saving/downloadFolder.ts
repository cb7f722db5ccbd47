import * as vscode from 'vscode';
import { type NamedFolder, readFolder } from '../../saving/folderVariables';
import { t } from '../language/t';
import type { Platform } from '../platform/platform';
import { makeFolder, requireFolder, uriOf } from './files';

/** What the setting `veo.download.folder` means here. */
export type DownloadFolder =
  | { readonly kind: 'ask' }
  /** `isOurs`: inside the workspace, where it is made when it is missing; elsewhere a missing disk is not replaced. */
  | { readonly kind: 'folder'; readonly uri: vscode.Uri; readonly isOurs: boolean }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads the setting: empty, absolute, below `~`, or below a folder of the workspace and never outside it; with variables. */
export function downloadFolder(setting: string, platform: Platform): DownloadFolder {
  const text = setting.trim();
  if (text === '') return { kind: 'ask' };
  const named = readFolder(text, platform);
  switch (named.kind) {
    case 'path':
      return folderAt(named.path, text, platform);
    case 'inWorkspace':
      return insideWorkspace(named, text);
    case 'unknownVariable':
      return refused(
        t(
          'The setting veo.download.folder ("{0}") holds {1}, which is not understood there. It may hold {2}.',
          text,
          named.variable,
          KNOWN_VARIABLES,
        ),
      );
    case 'noValue':
      return refused(
        t(
          'The setting veo.download.folder ("{0}") holds {1}, which has no value here.',
          text,
          named.variable,
        ),
      );
  }
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
const KNOWN_VARIABLES = '${workspaceFolder}, ${workspaceFolder:name}, ${userHome}, ${env:NAME}, ${/}';

/** @param setting as the person wrote it */
function folderAt(path: string, setting: string, { homeFolder }: Platform): DownloadFolder {
  if (homeFolder !== undefined && /^~(?=[/\\]|$)/.test(path)) {
    return elsewhere(vscode.Uri.joinPath(vscode.Uri.file(homeFolder), path.slice(1)));
  }
  if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path)) return elsewhere(vscode.Uri.file(path));
  if (/^[a-z][\w+.-]+:\/\//i.test(path)) return elsewhere(uriOf(path));
  return insideWorkspace({ folder: undefined, path }, setting);
}

function elsewhere(uri: vscode.Uri): DownloadFolder {
  return { kind: 'folder', uri, isOurs: false };
}

function refused(reason: string): DownloadFolder {
  return { kind: 'refused', reason };
}

function insideWorkspace(
  { folder, path }: Pick<NamedFolder & { kind: 'inWorkspace' }, 'folder' | 'path'>,
  setting: string,
): DownloadFolder {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const workspace = folder === undefined ? folders[0] : folders.find(({ name }) => name === folder);
  if (!workspace) return refused(noWorkspaceWords(folder, setting));
  const segments = path.split(/[/\\]+/).filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) {
    return refused(
      t(
        'The setting veo.download.folder ("{0}") leads out of the workspace. Name a folder inside it, or an absolute one.',
        setting,
      ),
    );
  }
  return { kind: 'folder', uri: vscode.Uri.joinPath(workspace.uri, ...segments), isOurs: true };
}

function noWorkspaceWords(folder: string | undefined, setting: string): string {
  return folder === undefined
    ? t(
        'The setting veo.download.folder names a folder of the workspace ("{0}"), but no folder is open.',
        setting,
      )
    : t(
        'The setting veo.download.folder ("{0}") names the folder "{1}" of the workspace, which is not open.',
        setting,
        folder,
      );
}

/**
 * Sees to it that videos can be put into a folder.
 *
 * @throws SaveError
 */
export async function prepareFolder({ uri, isOurs }: DownloadFolder & { kind: 'folder' }): Promise<void> {
  if (isOurs) await makeFolder(uri);
  else await requireFolder(uri);
}
