import * as vscode from 'vscode';
import { ignoresDotenv } from './dotenvFile';

/** Whether Git takes a `.env` file along. `tracked`: it does, whatever `.gitignore` says. */
export type DotenvInGit = 'tracked' | 'ignored' | 'notIgnored';

/** What of VS Code's Git extension is used (github.com/microsoft/vscode, extensions/git/src/api/git.d.ts). */
interface GitExtension {
  getAPI(version: 1): { getRepository(uri: vscode.Uri): GitRepository | null };
}
interface GitRepository {
  /** An empty `treeish` stands for the index. @throws where Git does not know the path */
  getObjectDetails(treeish: string, path: string): Promise<unknown>;
}

/** In folders. A repository is no deeper. */
const MAX_DEPTH = 32;

/** Whether Git would take along the `.env` file of a folder. @param gitignore that of the folder itself */
export async function dotenvInGit(folder: vscode.Uri, gitignore: string): Promise<DotenvInGit> {
  if (await isTracked(vscode.Uri.joinPath(folder, '.env'))) return 'tracked';
  const isIgnored = ignoresDotenv(gitignore) ?? (await isIgnoredAbove(folder));
  return isIgnored ? 'ignored' : 'notIgnored';
}

/** False, too, where there is no Git. */
async function isTracked(uri: vscode.Uri): Promise<boolean> {
  try {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    const repository = extension?.isActive ? extension.exports.getAPI(1).getRepository(uri) : null;
    await repository?.getObjectDetails('', uri.fsPath);
    return repository !== null && repository !== undefined;
  } catch {
    return false;
  }
}

/** Whether a `.gitignore` further up in the repository of a folder names `.env`; the nearest that says something counts. */
async function isIgnoredAbove(folder: vscode.Uri): Promise<boolean> {
  for (let [at, depth] = [folder, 0]; depth < MAX_DEPTH && !(await isRoot(at)); depth++) {
    at = vscode.Uri.joinPath(at, '..');
    const isIgnored = ignoresDotenv(await textOf(vscode.Uri.joinPath(at, '.gitignore')), false);
    if (isIgnored !== undefined) return isIgnored;
  }
  return false;
}

/** Whether a folder is that of a repository, or of a disk. */
async function isRoot(folder: vscode.Uri): Promise<boolean> {
  if (vscode.Uri.joinPath(folder, '..').path === folder.path) return true;
  return vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, '.git')).then(
    () => true,
    () => false,
  );
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return vscode.workspace.fs.readFile(uri).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => '',
  );
}
