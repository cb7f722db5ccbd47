import * as vscode from 'vscode';
import { NO_TEXT } from '../../noText';

/** A folder with more files is no project of videos; the first of them are read. */
const MAX_FILES = 5000;
/** Folders of what others wrote, in which VS Code does not search either. `files.exclude` is respected besides. */
const NEVER_READ = '**/{node_modules,.git,.hg,.svn,.venv,__pycache__}/**';

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
  const all = [...new Map(groups.flat().map((file) => [file.toString(), file])).values()];
  const files = all.slice(0, MAX_FILES).filter((file) => chosen.includes(file) || !NO_TEXT.test(file.path));
  return { files, isCutOff: all.length > MAX_FILES };
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
    const found = await vscode.workspace.findFiles(all, NEVER_READ, MAX_FILES + 1, source.token);
    return [...found].sort((a, b) => a.path.localeCompare(b.path));
  } finally {
    signal.removeEventListener('abort', cancel);
    source.dispose();
  }
}
