import * as vscode from 'vscode';
import type { Platform } from '../platform/platform';
import { makeFolder, requireFolder, uriOf } from './files';

/** What the setting `veo.download.folder` means here. */
export type DownloadFolder =
  | { readonly kind: 'ask' }
  /** `isOurs`: inside the workspace, where it is made when it is missing; elsewhere a missing disk is not replaced. */
  | { readonly kind: 'folder'; readonly uri: vscode.Uri; readonly isOurs: boolean }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads the setting: empty, absolute, below `~`, or below the first folder of the workspace and never outside it. */
export function downloadFolder(setting: string, { homeFolder }: Platform): DownloadFolder {
  const text = setting.trim();
  if (text === '') return { kind: 'ask' };
  if (homeFolder !== undefined && /^~(?=[/\\]|$)/.test(text)) {
    return {
      kind: 'folder',
      uri: vscode.Uri.joinPath(vscode.Uri.file(homeFolder), text.slice(1)),
      isOurs: false,
    };
  }
  if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(text)) {
    return { kind: 'folder', uri: vscode.Uri.file(text), isOurs: false };
  }
  if (/^[a-z][\w+.-]+:\/\//i.test(text)) return { kind: 'folder', uri: uriOf(text), isOurs: false };
  return insideWorkspace(text);
}

function insideWorkspace(text: string): DownloadFolder {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  if (!workspace) {
    const reason = vscode.l10n.t(
      'The setting veo.download.folder names a folder of the workspace ("{0}"), but no folder is open.',
      text,
    );
    return { kind: 'refused', reason };
  }
  const segments = text.split(/[/\\]+/).filter((segment) => segment !== '' && segment !== '.');
  if (segments.includes('..')) {
    const reason = vscode.l10n.t(
      'The setting veo.download.folder ("{0}") leads out of the workspace. Name a folder inside it, or an absolute one.',
      text,
    );
    return { kind: 'refused', reason };
  }
  return { kind: 'folder', uri: vscode.Uri.joinPath(workspace.uri, ...segments), isOurs: true };
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

/** Asks for a folder; undefined when the person gave up. */
export async function askForFolder(title: string): Promise<vscode.Uri | undefined> {
  const picked = await vscode.window.showOpenDialog({
    title,
    openLabel: vscode.l10n.t('Save Here'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return picked?.[0];
}
