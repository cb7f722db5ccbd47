import type { Files } from './files';
import { type FileUri, inFolder } from './fileUri';
import { type FolderVariables, readFolder } from './folderVariables';
import { pathKind } from './pathKind';

/** What the setting `veo.download.folder` means here. */
export type DownloadFolder =
  /** It is empty: the person is asked each time. */
  | { readonly kind: 'ask' }
  /** `isOurs`: inside the workspace, where it is made when it is missing; elsewhere a missing disk is not replaced. */
  | { readonly kind: 'folder'; readonly uri: FileUri; readonly isOurs: boolean }
  | { readonly kind: 'refused'; readonly refusal: FolderRefusal };

/** Why the setting names no folder that could be used. */
export type FolderRefusal =
  | { readonly kind: 'unknownVariable' | 'noValue'; readonly variable: string }
  | { readonly kind: 'device' }
  /** A folder on another computer, named by the settings of a workspace. */
  | { readonly kind: 'networkOfWorkspace' }
  | { readonly kind: 'noWorkspace' }
  | { readonly kind: 'noSuchWorkspaceFolder'; readonly folder: string }
  | { readonly kind: 'outsideWorkspace' }
  /** It is missing, or cannot be made. */
  | { readonly kind: 'unusable'; readonly uri: FileUri };

/** What a folder is understood by. */
export interface FolderSurroundings extends FolderVariables {
  readonly files: Files;
  /** A path below a folder, read as the system of this computer does. */
  readonly join: (folder: FileUri, path: string) => FileUri;
  readonly workspaceFolders: readonly { readonly name: string; readonly uri: FileUri }[];
  /** Whether the workspace sets it, and not the person. */
  readonly isSetByWorkspace: boolean;
  /** Where a path of the disk really leads; undefined where there is no disk. @throws the system's error */
  readonly realPath: ((path: string) => Promise<string>) | undefined;
}

/** Reads the setting: empty, absolute, below `~`, or below a folder of the workspace and never outside it; with variables. */
export async function readDownloadFolder(
  setting: string,
  surroundings: FolderSurroundings,
): Promise<DownloadFolder> {
  const text = setting.trim();
  if (text === '') return { kind: 'ask' };
  const named = readFolder(text, surroundings);
  switch (named.kind) {
    case 'path':
      return folderAt(named.path, surroundings);
    case 'inWorkspace':
      return insideWorkspace(named.folder, named.path, surroundings);
    default:
      return refused(named);
  }
}

/** Reads the setting, and sees to it that videos can be put into the folder. */
export async function usableDownloadFolder(
  setting: string,
  surroundings: FolderSurroundings,
): Promise<DownloadFolder> {
  const folder = await readDownloadFolder(setting, surroundings);
  if (folder.kind !== 'folder') return folder;
  const isUsable = await isUsableFolder(folder, surroundings.files);
  return isUsable ? folder : refused({ kind: 'unusable', uri: folder.uri });
}

async function isUsableFolder(
  { uri, isOurs }: DownloadFolder & { kind: 'folder' },
  files: Files,
): Promise<boolean> {
  if (!isOurs) return (await files.stat(uri)).kind === 'folder';
  return files.makeFolder(uri).then(
    () => true,
    () => false,
  );
}

async function folderAt(path: string, surroundings: FolderSurroundings): Promise<DownloadFolder> {
  const { files, homeFolder, isSetByWorkspace, join } = surroundings;
  const kind = pathKind(path);
  if (kind === 'device') return refused({ kind: 'device' });
  // A project that somebody was given, also a trusted one, must not make Windows sign in at a computer of its choice
  // (GHSA-mmfh-4pv3-39hr). What the person sets is theirs; VS Code asks about it by `security.allowedUNCHosts`.
  if (kind === 'network' && isSetByWorkspace) return refused({ kind: 'networkOfWorkspace' });
  if (homeFolder !== undefined && /^~(?=[/\\]|$)/.test(path)) {
    return elsewhere(join(files.at(homeFolder), path.slice(1)));
  }
  return isAbsolute(path) ? elsewhere(files.at(path)) : insideWorkspace(undefined, path, surroundings);
}

/** Whether it begins at a root, at a drive of Windows, or with the scheme of a URI. */
function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\]|[A-Za-z][\w+.-]+:\/\/)/.test(path);
}

function elsewhere(uri: FileUri): DownloadFolder {
  return { kind: 'folder', uri, isOurs: false };
}

function refused(refusal: FolderRefusal): DownloadFolder {
  return { kind: 'refused', refusal };
}

/** @param folder its name; undefined for the first folder */
async function insideWorkspace(
  folder: string | undefined,
  path: string,
  surroundings: FolderSurroundings,
): Promise<DownloadFolder> {
  const { workspaceFolders } = surroundings;
  const workspace =
    folder === undefined ? workspaceFolders[0] : workspaceFolders.find(({ name }) => name === folder);
  if (!workspace) {
    return refused(
      folder === undefined ? { kind: 'noWorkspace' } : { kind: 'noSuchWorkspaceFolder', folder },
    );
  }
  const segments = path.split(/[/\\]+/).filter((segment) => segment !== '' && segment !== '.');
  const uri = inFolder(workspace.uri, ...segments);
  const isInside = !segments.includes('..') && (await isWithin(uri, workspace.uri, surroundings));
  return isInside ? { kind: 'folder', uri, isOurs: true } : refused({ kind: 'outsideWorkspace' });
}

/** Whether a folder really lies in another one: a project may bring a link along that leads anywhere. */
async function isWithin(
  inner: FileUri,
  outer: FileUri,
  { files, realPath }: FolderSurroundings,
): Promise<boolean> {
  if (inner.scheme !== 'file' || !realPath) return true;
  const realPlaceOf = async ({ fsPath }: FileUri) => files.at(await realPath(fsPath)).toString();
  try {
    const [innerPlace, outerPlace] = [await realPlaceOf(inner), await realPlaceOf(outer)];
    return innerPlace === outerPlace || innerPlace.startsWith(outerPlace.replace(/\/?$/, '/'));
  } catch {
    return false;
  }
}
