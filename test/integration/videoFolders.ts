import { existsSync, readdirSync, watch } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { changeSetting } from './settings';

/** Folders for the videos of one test, inside the workspace and outside. They are deleted when it ends. */
export interface VideoFolders {
  /** The open folder. */
  readonly workspace: string;
  /** A folder outside the workspace, new for each test. */
  outside: string;
}

/** Creates the folders for each test of the surrounding suite, and resets `veo.download.*` after it. */
export function useVideoFolders(): VideoFolders {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const folders: VideoFolders = { workspace, outside: '' };
  beforeEach(async () => {
    folders.outside = await mkdtemp(join(tmpdir(), 'veo-videos-'));
  });
  afterEach(async () => {
    await changeSetting('download.folder', undefined);
    await changeSetting('download.automatic', undefined);
    for (const name of filesIn(workspace)) await rm(join(workspace, name), { recursive: true });
    await rm(folders.outside, { recursive: true, force: true });
  });
  return folders;
}

/** Creates a folder outside the workspace, sets it as `veo.download.folder`, and returns it. */
export async function setVideoFolder(folders: VideoFolders, name = 'videos'): Promise<string> {
  const folder = join(folders.outside, name);
  await mkdir(folder, { recursive: true });
  await changeSetting('download.folder', folder);
  return folder;
}

/** The names in a folder, with hidden ones, sorted; none when the folder does not exist. */
export function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** Resolves when a file does not exist, or no longer. */
export function whenDeleted(file: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = existsSync(dirname(file)) ? watch(dirname(file), () => resolveIfDeleted()) : undefined;
    const resolveIfDeleted = () => {
      if (existsSync(file)) return;
      watcher?.close();
      resolve();
    };
    resolveIfDeleted();
  });
}
