import * as vscode from 'vscode';
import { NO_TEXT, NO_TEXT_ENDINGS } from '../../noText';

/** A folder with more files is no project of videos. Some of them are read. */
const MAX_FILES = 20_000;
/** Folders of what others wrote, in which VS Code does not search either. `files.exclude` is respected besides. */
const NEVER_READ = ['node_modules', '.git', '.hg', '.svn', '.venv', '__pycache__'];
/** So that what is no text leaves room for other files. Capitals are told by `NO_TEXT`. */
const EXCLUDED = `{${[
  ...NEVER_READ.map((folder) => `**/${folder}/**`),
  ...NO_TEXT_ENDINGS.map((ending) => `**/*.${ending}`),
].join(',')}}`;

/** The files that a person has chosen, and those in the folders that they have chosen. */
export interface ChosenFiles {
  readonly files: readonly vscode.Uri[];
  /** Whether the folders hold more. */
  readonly isCutOff: boolean;
}

/** The files to read, in folders in the order of their paths. @throws the reason of `signal` when it was aborted */
export async function filesIn(chosen: readonly vscode.Uri[], signal: AbortSignal): Promise<ChosenFiles> {
  const groups: (readonly vscode.Uri[])[] = [];
  for (const uri of chosen) {
    groups.push((await isFolder(uri)) ? await filesOfFolder(uri, signal) : [uri]);
    signal.throwIfAborted();
  }
  const files = [...new Map(groups.flat().map((file) => [file.toString(), file])).values()];
  return { files: files.slice(0, MAX_FILES), isCutOff: files.length > MAX_FILES };
}

/** What cannot be found is read as a file, which then tells why. */
async function isFolder(uri: vscode.Uri): Promise<boolean> {
  const stat = await vscode.workspace.fs.stat(uri).then(undefined, () => undefined);
  return stat !== undefined && (stat.type & vscode.FileType.Directory) !== 0;
}

async function filesOfFolder(folder: vscode.Uri, signal: AbortSignal): Promise<readonly vscode.Uri[]> {
  const all = new vscode.RelativePattern(folder, '**');
  const source = new vscode.CancellationTokenSource();
  const cancel = () => source.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const found = await vscode.workspace.findFiles(all, EXCLUDED, MAX_FILES + 1, source.token);
    return found.filter(({ path }) => !NO_TEXT.test(path)).sort((a, b) => a.path.localeCompare(b.path));
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}
