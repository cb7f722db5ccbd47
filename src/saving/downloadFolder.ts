import type { Files } from './files';
import { type FileUri, inFolder } from './fileUri';
import { type FolderVariables, parseFolder } from './folderVariables';

/** The setting `veo.download.folder`, resolved in this window. */
export type DownloadFolder =
  /** The setting is empty: ask the person each time. */
  | { readonly kind: 'ask' }
  /**
   * `isInWorkspace`: it is created when it is missing. Any other missing folder may be on a disk that is not plugged in,
   * so it is not created.
   */
  | { readonly kind: 'folder'; readonly uri: FileUri; readonly isInWorkspace: boolean }
  | { readonly kind: 'refused'; readonly refusal: FolderRefusal };

/** Why the folder of the setting cannot be used. */
export type FolderRefusal =
  | { readonly kind: 'unknownVariable' | 'noValue'; readonly variable: string }
  | { readonly kind: 'device' }
  /** The settings of the workspace name a folder on another computer. */
  | { readonly kind: 'networkOfWorkspace' }
  | { readonly kind: 'noWorkspace' }
  | { readonly kind: 'noSuchWorkspaceFolder'; readonly folder: string }
  | { readonly kind: 'outsideWorkspace' }
  /** It is missing, or cannot be created. */
  | { readonly kind: 'unusable'; readonly uri: FileUri };

/** What the setting is resolved with. */
export interface FolderSurroundings extends FolderVariables {
  readonly files: Files;
  /** Appends a path, with the separators of the operating system, to a folder. */
  readonly join: (folder: FileUri, path: string) => FileUri;
  readonly workspaceFolders: readonly { readonly name: string; readonly uri: FileUri }[];
  /** Whether the value comes from the settings of the workspace, not of the person. */
  readonly isSetByWorkspace: boolean;
  /** Resolves the links in a path; undefined where there is no disk. @throws the system's error */
  readonly realPath: ((path: string) => Promise<string>) | undefined;
}

/** Resolves the setting: empty, absolute, below `~`, or inside a workspace folder, which it must not leave. */
export async function resolveDownloadFolder(
  setting: string,
  surroundings: FolderSurroundings,
): Promise<DownloadFolder> {
  const text = setting.trim();
  if (text === '') return { kind: 'ask' };
  const parsed = parseFolder(text, surroundings);
  switch (parsed.kind) {
    case 'path':
      return folderAt(parsed.path, surroundings);
    case 'inWorkspace':
      return inWorkspace(parsed.folder, parsed.path, surroundings);
    default:
      return refused(parsed);
  }
}

/** Resolves the setting, checks that the folder exists, and creates it in the workspace. */
export async function usableDownloadFolder(
  setting: string,
  surroundings: FolderSurroundings,
): Promise<DownloadFolder> {
  const folder = await resolveDownloadFolder(setting, surroundings);
  if (folder.kind !== 'folder') return folder;
  const isUsable = await isUsableFolder(folder, surroundings.files);
  return isUsable ? folder : refused({ kind: 'unusable', uri: folder.uri });
}

async function isUsableFolder(
  { uri, isInWorkspace }: DownloadFolder & { kind: 'folder' },
  files: Files,
): Promise<boolean> {
  if (!isInWorkspace) return (await files.stat(uri)).kind === 'folder';
  return files.makeFolder(uri).then(
    () => true,
    () => false,
  );
}

async function folderAt(path: string, surroundings: FolderSurroundings): Promise<DownloadFolder> {
  const { files, homeFolder, isSetByWorkspace, join } = surroundings;
  const kind = pathKind(path);
  if (kind === 'device') return refused({ kind: 'device' });
  // A project must not make Windows sign in to a computer of its choice (GHSA-mmfh-4pv3-39hr), even if it is trusted. A
  // person may set such a folder; VS Code then asks about the host (`security.allowedUNCHosts`).
  if (kind === 'network' && isSetByWorkspace) return refused({ kind: 'networkOfWorkspace' });
  if (homeFolder !== undefined && /^~(?=[/\\]|$)/.test(path)) {
    return outsideWorkspace(join(files.uriOf(homeFolder), path.slice(1)));
  }
  return isAbsolute(path) ? outsideWorkspace(files.uriOf(path)) : inWorkspace(undefined, path, surroundings);
}

/** Whether a path starts with a root, a Windows drive, or the scheme of a URI. */
function isAbsolute(path: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\]|[A-Za-z][\w+.-]+:\/\/)/.test(path);
}

function outsideWorkspace(uri: FileUri): DownloadFolder {
  return { kind: 'folder', uri, isInWorkspace: false };
}

function refused(refusal: FolderRefusal): DownloadFolder {
  return { kind: 'refused', refusal };
}

/** @param folder the name of a workspace folder; undefined for the first one */
async function inWorkspace(
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
  return isInside ? { kind: 'folder', uri, isInWorkspace: true } : refused({ kind: 'outsideWorkspace' });
}

/** Whether a folder is inside another one once links are resolved: a project may contain a link to anywhere. */
async function isWithin(
  inner: FileUri,
  outer: FileUri,
  { files, realPath }: FolderSurroundings,
): Promise<boolean> {
  if (inner.scheme !== 'file' || !realPath) return true;
  const resolved = async ({ fsPath }: FileUri) => files.uriOf(await realPath(fsPath)).toString();
  try {
    const [innerUri, outerUri] = [await resolved(inner), await resolved(outer)];
    return innerUri === outerUri || innerUri.startsWith(outerUri.replace(/\/?$/, '/'));
  } catch {
    return false;
  }
}

/** In paths of Windows, which accepts both slashes. */
const DEVICE = /^[/\\]{2}[.?](?:[/\\]|$)|^[/\\]\?\?[/\\]/;
const NETWORK = /^[/\\]{2}|^file:[/\\]{2}(?:[^/\\]|[/\\]{2})/i;

/**
 * What a path means to Windows (learn.microsoft.com/windows/win32/fileio/naming-a-file): a device, a share of another
 * computer, to which Windows sends the person's credentials, or a path of this computer.
 */
export function pathKind(path: string): 'device' | 'network' | 'local' {
  if (DEVICE.test(path.replace(/^file:/i, ''))) return 'device';
  return NETWORK.test(path) ? 'network' : 'local';
}
