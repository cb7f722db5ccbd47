import * as vscode from 'vscode';
import type { VideoTarget } from '../../saving/downloads';
import { videoFileName } from '../../saving/fileName';
import { t } from '../language/t';
import type { Platform } from '../platform/platform';
import { askForFolder, downloadFolder, prepareFolder } from '../saving/downloadFolder';
import { fileOf, sizeOf } from '../saving/files';
import type { Conflict } from '../saving/videoSaver';
import { CommandError } from '../telling/commandError';
import { videoTitle } from '../telling/savingWords';

/** Where a video is to go. */
export interface Destination {
  readonly target: VideoTarget;
  readonly uri: vscode.Uri;
  readonly conflict: Conflict;
}

/**
 * Where videos are to go: into the folder of the setting, or where the person says. Empty when the person gave up.
 *
 * @throws CommandError when the setting names no folder that could be used.
 */
export async function destinationsOf(
  videos: readonly VideoTarget[],
  setting: string,
  platform: Platform,
): Promise<readonly Destination[]> {
  const [first] = videos;
  if (!first) return [];
  const set = downloadFolder(setting, platform);
  if (set.kind === 'refused') throw new CommandError(set.reason);
  if (set.kind === 'folder') {
    await preparedFolder(set);
    return inFolder(videos, set.uri);
  }
  if (videos.length === 1) return askForFile(first, platform);
  const asked = await askForFolder(t('Folder for {0} Videos', videos.length));
  return asked ? inFolder(videos, asked) : [];
}

async function preparedFolder(folder: Parameters<typeof prepareFolder>[0]): Promise<void> {
  try {
    await prepareFolder(folder);
  } catch {
    throw new CommandError(
      t(
        'The folder {0} of the setting veo.download.folder cannot be used. Make it, or name another one.',
        fileOf(folder.uri),
      ),
    );
  }
}

/** The dialog itself asks before it returns the name of a file that exists. */
async function askForFile(target: VideoTarget, { homeFolder }: Platform): Promise<readonly Destination[]> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const name = videoFileName(target);
  const uri = await vscode.window.showSaveDialog({
    title: t('Save {0}', videoTitle(target)),
    defaultUri: vscode.Uri.joinPath(workspace?.uri ?? vscode.Uri.file(homeFolder ?? '/'), name),
    filters: { [t('MP4 video')]: ['mp4'] },
  });
  return uri ? [{ target, uri, conflict: 'replace' }] : [];
}

/** Asks, once for all, what to do where files exist. */
async function inFolder(videos: readonly VideoTarget[], folder: vscode.Uri): Promise<readonly Destination[]> {
  const wanted = videos.map((target) => ({
    target,
    uri: vscode.Uri.joinPath(folder, videoFileName(target)),
  }));
  const taken = await Promise.all(wanted.map(async ({ uri }) => (await sizeOf(uri)) !== undefined));
  const names = wanted.filter((_, index) => taken[index]).map(({ target }) => videoFileName(target));
  const answer = names.length === 0 ? 'reuse' : await askAboutConflict(names);
  if (!answer) return [];
  const asked = new Set<string>();
  return wanted.map(({ target, uri }, index) => {
    // The answer is about what was there when it was asked, and of two with one name about the first.
    const isAsked = taken[index] && !asked.has(uri.toString());
    asked.add(uri.toString());
    return { target, uri, conflict: isAsked ? answer : 'reuse' };
  });
}

async function askAboutConflict(names: readonly string[]): Promise<Conflict | undefined> {
  const replace = t('Replace');
  const keepBoth = t('Keep Both');
  const [first] = names;
  const question =
    names.length === 1
      ? t('{0} exists already. Replace it?', first ?? '')
      : t('{0} of these files exist already. Replace them?', names.length);
  const detail = t('Keep Both gives the new video a name with a number.');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, replace, keepBoth);
  if (answer === replace) return 'replace';
  return answer === keepBoth ? 'number' : undefined;
}
