import { existsSync, readdirSync, watch } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { change } from './settings';

/** Folders for the videos of one test: inside the workspace and outside, gone when it ends. */
export interface Folders {
  /** The open folder. */
  readonly workspace: string;
  /** A folder outside it, made anew for each test. */
  outside: string;
}

/** Makes them for each test of the surrounding suite, and leaves `veo.download.*` as they were before. */
export function setFolders(): Folders {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const folders: Folders = { workspace, outside: '' };
  beforeEach(async () => {
    folders.outside = await mkdtemp(join(tmpdir(), 'veo-videos-'));
  });
  afterEach(async () => {
    await change('download.folder', undefined);
    await change('download.automatic', undefined);
    for (const name of filesIn(workspace)) await rm(join(workspace, name), { recursive: true });
    await rm(folders.outside, { recursive: true, force: true });
  });
  return folders;
}

/** Makes a folder outside the workspace, sets it as the one for videos, and returns it. */
export async function useFolder(folders: Folders, name = 'videos'): Promise<string> {
  const folder = join(folders.outside, name);
  await mkdir(folder, { recursive: true });
  await change('download.folder', folder);
  return folder;
}

/** The names in a folder, hidden ones too; none when it does not exist. */
export function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** Resolves when a file is not there, or not there any more. */
export function gone(file: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = existsSync(dirname(file)) ? watch(dirname(file), () => look()) : undefined;
    const look = () => {
      if (existsSync(file)) return;
      watcher?.close();
      resolve();
    };
    look();
  });
}
