import { oneLine } from '../../outside/oneLine';
import {
  type FolderRefusal,
  type FolderSurroundings,
  pathKind,
  usableDownloadFolder,
} from '../../saving/downloadFolder';
import { type FileUri, inFolder, pathOrUri } from '../../saving/fileUri';
import { t } from '../language/t';

/** Characters of a path that are shown. */
const SHOWN_CHARACTERS = 200;

/** A file or a folder of a task, or why it cannot be used. */
export type TaskPlace =
  | { readonly kind: 'at'; readonly uri: FileUri }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * The folder into which a task saves, by the rules of `veo.download.folder`, as a setting of the workspace: it is made where
 * it is missing in the workspace.
 */
export async function taskFolder(path: string, surroundings: FolderSurroundings): Promise<TaskPlace> {
  const setting = asSetting(path, surroundings);
  const folder = await usableDownloadFolder(setting, { ...surroundings, isSetByWorkspace: true });
  if (folder.kind === 'folder') return { kind: 'at', uri: folder.uri };
  return refused(folder.kind === 'refused' ? folderWords(path, folder.refusal) : unusableWords(path));
}

/** A file that a task writes. Its folder is found as `taskFolder` does. */
export async function fileToWrite(path: string, surroundings: FolderSurroundings): Promise<TaskPlace> {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  const name = path.slice(at + 1);
  if (name === '' || name === '.' || name === '..') return refused(unusableWords(path));
  const folder = await taskFolder(at < 0 ? './' : path.slice(0, at + 1), surroundings);
  return folder.kind === 'at' ? { kind: 'at', uri: inFolder(folder.uri, name) } : folder;
}

/** A file that a task reads; a relative path is in the first folder of the workspace. */
export function fileToRead(path: string, { files, workspaceFolders }: FolderSurroundings): TaskPlace {
  // A project must not make Windows sign in to a computer of its choice.
  if (pathKind(path) !== 'local') return refused(unusableWords(path));
  if (/^(?:[/\\]|[A-Za-z]:[/\\]|[A-Za-z][\w+.-]+:\/\/)/.test(path)) {
    return { kind: 'at', uri: files.uriOf(path) };
  }
  const [workspace] = workspaceFolders;
  if (!workspace)
    return refused(t('"{0}" is in the folder of the workspace, but none is open.', shown(path)));
  return { kind: 'at', uri: inFolder(workspace.uri, ...path.split(/[/\\]+/)) };
}

/** Where problems are shown of operations that the definition itself names: at the top of the file that has it. */
export function definitionFile({ workspaceFolders }: FolderSurroundings): string | undefined {
  const [workspace] = workspaceFolders;
  return workspace && pathOrUri(inFolder(workspace.uri, '.vscode', 'tasks.json'));
}

/** The words for a path that cannot be used. */
export function unusableWords(path: string): string {
  return t('{0} cannot be used. Make it, or name another one in the task.', shown(path));
}

/**
 * VS Code has put the path of a folder in place of `${workspaceFolder}`. The variable is put back, since only of such a
 * path the rules know that it is in the workspace.
 */
function asSetting(path: string, { workspaceFolders }: FolderSurroundings): string {
  const inside = workspaceFolders.find(({ uri }) => isAtOrBelow(path, pathOrUri(uri)));
  const isNamed = workspaceFolders.find(({ name }) => name === inside?.name) === inside;
  if (!inside || !isNamed || /[{}]/.test(inside.name)) return path;
  return `\${workspaceFolder:${inside.name}}/${path.slice(pathOrUri(inside.uri).length + 1)}`;
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || (path.startsWith(folder) && /[/\\]/.test(path.charAt(folder.length)));
}

function folderWords(path: string, refusal: FolderRefusal): string {
  switch (refusal.kind) {
    case 'networkOfWorkspace':
      return t('{0} is on another computer. A task saves only on this one.', shown(path));
    case 'outsideWorkspace':
      return t('{0} leads out of the workspace. Name a folder inside it, or an absolute one.', shown(path));
    case 'unusable':
      return unusableWords(pathOrUri(refusal.uri));
    default:
      return unusableWords(path);
  }
}

function shown(path: string): string {
  return oneLine(path, SHOWN_CHARACTERS);
}

function refused(reason: string): TaskPlace {
  return { kind: 'refused', reason };
}
