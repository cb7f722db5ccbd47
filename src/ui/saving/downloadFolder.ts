import * as vscode from 'vscode';
import { oneLine } from '../../outside/oneLine';
import type { Platform } from '../../platform/platform';
import { type NamedFolder, readFolder } from '../../saving/folderVariables';
import { pathKind } from '../../saving/pathKind';
import { t } from '../language/t';
import { makeFolder, requireFolder, uriOf } from './files';

/** Characters of the setting that are shown: a project's settings may hold anything. */
const SHOWN_LENGTH = 200;

/** What the setting `veo.download.folder` means here. */
export type DownloadFolder =
  | { readonly kind: 'ask' }
  /** `isOurs`: inside the workspace, where it is made when it is missing; elsewhere a missing disk is not replaced. */
  | { readonly kind: 'folder'; readonly uri: vscode.Uri; readonly isOurs: boolean }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads the setting: empty, absolute, below `~`, or below a folder of the workspace and never outside it; with variables. */
export async function downloadFolder(setting: string, platform: Platform): Promise<DownloadFolder> {
  const text = setting.trim();
  if (text === '') return { kind: 'ask' };
  const shown = oneLine(text, SHOWN_LENGTH);
  const named = readFolder(text, platform);
  switch (named.kind) {
    case 'path':
      return folderAt(named.path, shown, platform);
    case 'inWorkspace':
      return insideWorkspace(named, shown, platform);
    case 'unknownVariable':
      return refused(
        t(
          'The setting veo.download.folder ("{0}") holds {1}, which is not understood there. It may hold {2}.',
          shown,
          oneLine(named.variable, SHOWN_LENGTH),
          KNOWN_VARIABLES,
        ),
      );
    case 'noValue':
      return refused(
        t(
          'The setting veo.download.folder ("{0}") holds {1}, which has no value here.',
          shown,
          oneLine(named.variable, SHOWN_LENGTH),
        ),
      );
  }
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: The variables of VS Code look like placeholders.
const KNOWN_VARIABLES = '${workspaceFolder}, ${workspaceFolder:name}, ${userHome}, ${env:NAME}, ${/}';

/** @param setting as it is shown */
async function folderAt(path: string, setting: string, platform: Platform): Promise<DownloadFolder> {
  const { homeFolder } = platform;
  const kind = pathKind(path);
  if (kind === 'device') {
    return refused(t('The setting veo.download.folder ("{0}") names a device, not a folder.', setting));
  }
  if (kind === 'network' && isSetByWorkspace()) {
    return refused(
      t(
        'The setting veo.download.folder ("{0}") of this workspace names a folder on another computer. If you want that, set it in your user settings.',
        setting,
      ),
    );
  }
  if (homeFolder !== undefined && /^~(?=[/\\]|$)/.test(path)) {
    return elsewhere(vscode.Uri.joinPath(vscode.Uri.file(homeFolder), path.slice(1)));
  }
  if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path)) return elsewhere(vscode.Uri.file(path));
  if (/^[a-z][\w+.-]+:\/\//i.test(path)) return elsewhere(uriOf(path));
  return insideWorkspace({ folder: undefined, path }, setting, platform);
}

/**
 * A project that somebody was given, also a trusted one, must not make Windows sign in at a computer of its choice
 * (GHSA-mmfh-4pv3-39hr). What the person sets is theirs; VS Code asks about it by `security.allowedUNCHosts`.
 */
function isSetByWorkspace(): boolean {
  const { workspaceValue } = vscode.workspace.getConfiguration('veo').inspect('download.folder') ?? {};
  return workspaceValue !== undefined;
}

function elsewhere(uri: vscode.Uri): DownloadFolder {
  return { kind: 'folder', uri, isOurs: false };
}

function refused(reason: string): DownloadFolder {
  return { kind: 'refused', reason };
}

async function insideWorkspace(
  { folder, path }: Pick<NamedFolder & { kind: 'inWorkspace' }, 'folder' | 'path'>,
  setting: string,
  platform: Platform,
): Promise<DownloadFolder> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const workspace = folder === undefined ? folders[0] : folders.find(({ name }) => name === folder);
  if (!workspace) return refused(noWorkspaceWords(folder, setting));
  const segments = path.split(/[/\\]+/).filter((segment) => segment !== '' && segment !== '.');
  const uri = vscode.Uri.joinPath(workspace.uri, ...segments);
  if (segments.includes('..') || !(await isWithin(uri, workspace.uri, platform))) {
    return refused(
      t(
        'The setting veo.download.folder ("{0}") leads out of the workspace. Name a folder inside it, or an absolute one.',
        setting,
      ),
    );
  }
  return { kind: 'folder', uri, isOurs: true };
}

/** Whether a folder really lies in another one: a project may bring a link along that leads anywhere. */
async function isWithin(inner: vscode.Uri, outer: vscode.Uri, { realPath }: Platform): Promise<boolean> {
  if (inner.scheme !== 'file' || !realPath) return true;
  const placeOf = async ({ fsPath }: vscode.Uri) => vscode.Uri.file(await realPath(fsPath)).toString();
  try {
    const [innerPlace, outerPlace] = [await placeOf(inner), await placeOf(outer)];
    return innerPlace === outerPlace || innerPlace.startsWith(outerPlace.replace(/\/?$/, '/'));
  } catch {
    return false;
  }
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
        oneLine(folder, SHOWN_LENGTH),
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
