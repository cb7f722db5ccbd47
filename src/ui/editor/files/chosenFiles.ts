import * as vscode from 'vscode';

/** A folder with more files is no project of videos; the first of them are read. */
export const MAX_FILES = 5000;
/** Folders of what others wrote, in which VS Code does not search either. `files.exclude` is respected besides. */
const NEVER_READ = '**/{node_modules,.git,.hg,.svn,.venv,__pycache__}/**';

/** The files that a person has chosen, and those in the folders that they have chosen. */
export interface ChosenFiles {
  readonly files: readonly vscode.Uri[];
  /** Whether the folders hold more. */
  readonly isCutOff: boolean;
}

/** @throws the reason of `signal` when it was aborted */
export async function filesIn(chosen: readonly vscode.Uri[], signal: AbortSignal): Promise<ChosenFiles> {
  const files = new Map<string, vscode.Uri>();
  for (const uri of chosen) {
    const inside = (await isFolder(uri)) ? await filesOfFolder(uri, signal) : [uri];
    signal.throwIfAborted();
    for (const file of inside) files.set(file.toString(), file);
  }
  const all = [...files.values()];
  return { files: all.slice(0, MAX_FILES), isCutOff: all.length > MAX_FILES };
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
