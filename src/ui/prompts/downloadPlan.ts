import * as vscode from 'vscode';
import { type FolderSurroundings, usableDownloadFolder } from '../../saving/downloadFolder';
import type { VideoTarget } from '../../saving/downloads';
import { videoFileName } from '../../saving/fileName';
import { type FileUri, inFolder, nameOf } from '../../saving/fileUri';
import { templateParts } from '../../saving/nameTemplate';
import type { ExistingFile, SavedVideos } from '../../saving/savedVideos';
import type { Destination } from '../../saving/videoSaver';
import { t } from '../language/t';
import { CommandError } from '../messages/commandError';
import { literally } from '../messages/literalText';
import { videoTitle } from '../messages/titles';
import { chooseFolder } from '../saving/folderChoice';
import { folderRefusalWords } from '../saving/folderWords';
import type { CurrentSettings } from '../settings';
import { askAboutConflicts } from './askAboutConflicts';

/** What a download does. */
interface DownloadPlan {
  readonly destinations: readonly Destination[];
  /** Files of videos that were saved before, and have not changed since. */
  readonly saved: readonly FileUri[];
  /** How many videos the person left out. */
  readonly skipped: number;
}

export interface DownloadPlanParts {
  readonly saved: SavedVideos;
  readonly settings: CurrentSettings;
  readonly surroundings: () => FolderSurroundings;
}

/**
 * Plans where to save videos: in the folder of the setting, or where the person chooses. Everything is asked before the
 * first download.
 *
 * @param isBatch whether the command was called on several videos: it then leaves out those that are already saved
 * @returns undefined when the person gave up
 * @throws CommandError when the folder of the setting cannot be used
 */
export async function planDownload(
  videos: readonly VideoTarget[],
  isBatch: boolean,
  parts: DownloadPlanParts,
): Promise<DownloadPlan | undefined> {
  const { wanted, saved } = isBatch ? await withoutSaved(videos, parts) : { wanted: videos, saved: [] };
  const [first] = wanted;
  if (!first) return { destinations: [], saved, skipped: 0 };
  const configured = await configuredFolder(parts);
  if (!configured && !isBatch) return askForFile(first, parts);
  const folder = configured ?? (await askForFolder(wanted.length, parts));
  if (!folder) return undefined;
  const plan = await planInFolder(wanted, { folder, isBatch }, parts);
  return plan && { ...plan, saved: [...saved, ...plan.saved] };
}

async function withoutSaved(videos: readonly VideoTarget[], { saved }: DownloadPlanParts) {
  const copies = await Promise.all(videos.map((video) => saved.intactFileOfPerson(video)));
  return {
    wanted: videos.filter((_, at) => copies[at] === undefined),
    saved: copies.flatMap((copy) => copy ?? []),
  };
}

/** The folder of the setting; undefined if it names none. */
async function configuredFolder({ settings, surroundings }: DownloadPlanParts): Promise<FileUri | undefined> {
  const setting = settings.value.downloadFolder;
  const folder = await usableDownloadFolder(setting, surroundings());
  if (folder.kind === 'refused') throw new CommandError(folderRefusalWords(setting, folder.refusal));
  return folder.kind === 'ask' ? undefined : folder.uri;
}

async function askForFolder(
  count: number,
  { settings, surroundings }: DownloadPlanParts,
): Promise<FileUri | undefined> {
  const title = count === 1 ? t('Folder for 1 Video') : t('Folder for {0} Videos', count);
  return (await chooseFolder(title, settings, surroundings()))?.uri;
}

/** The dialog itself asks before it returns the name of an existing file. */
async function askForFile(target: VideoTarget, parts: DownloadPlanParts): Promise<DownloadPlan | undefined> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const home = vscode.Uri.file(parts.surroundings().homeFolder ?? '/');
  const uri = await vscode.window.showSaveDialog({
    title: literally(t('Save {0}', videoTitle(target))),
    defaultUri: uriIn(workspace?.uri ?? home, target, parts),
    filters: { [t('MP4 video')]: ['mp4'] },
  });
  return uri && { destinations: [{ target, uri, conflict: 'replace' }], saved: [], skipped: 0 };
}

function uriIn(folder: FileUri, target: VideoTarget, { settings }: DownloadPlanParts): FileUri {
  return inFolder(folder, videoFileName(target, templateParts(settings.value.fileName)));
}

/** A video, the name of its file, and what has that name now. */
interface PlannedFile {
  readonly target: VideoTarget;
  readonly uri: FileUri;
  readonly there: ExistingFile;
}

async function planInFolder(
  videos: readonly VideoTarget[],
  { folder, isBatch }: { readonly folder: FileUri; readonly isBatch: boolean },
  parts: DownloadPlanParts,
): Promise<DownloadPlan | undefined> {
  const files = await planFiles(folder, videos, parts);
  const ours = files.filter(({ there }) => isBatch && there === 'itself');
  const others = files.filter((file) => !ours.includes(file));
  const destinations = await destinationsOf(others, !isBatch);
  if (!destinations) return undefined;
  await Promise.all(ours.map(({ target, uri }) => parts.saved.relink(target, uri)));
  return { destinations, saved: ours.map(({ uri }) => uri), skipped: others.length - destinations.length };
}

/** Asks about files of the person. A file of another video of ours is never replaced: the new one gets a number. */
async function destinationsOf(
  files: readonly PlannedFile[],
  isOnlyVideo: boolean,
): Promise<readonly Destination[] | undefined> {
  const taken = files.filter(({ there }) => there === 'foreign' || there === 'itself');
  const names = taken.map(({ uri }) => nameOf(uri));
  const answers = await askAboutConflicts(names, isOnlyVideo);
  if (!answers) return undefined;
  const answerTo = new Map(taken.map((file, at) => [file, answers[at]]));
  return files.flatMap((file): Destination[] => {
    const { target, uri, there } = file;
    const conflict = answerTo.get(file) ?? (there === 'another' ? 'number' : 'reuse');
    return conflict === 'skip' ? [] : [{ target, uri, conflict }];
  });
}

/** If two videos get the same name, an answer about an existing file is for the first; the second gets a number. */
async function planFiles(
  folder: FileUri,
  videos: readonly VideoTarget[],
  parts: DownloadPlanParts,
): Promise<readonly PlannedFile[]> {
  const names = new Set<string>();
  const files = videos.map(async (target): Promise<PlannedFile> => {
    const uri = uriIn(folder, target, parts);
    const isFirst = !names.has(uri.toString());
    names.add(uri.toString());
    const there = await parts.saved.identify(uri, target);
    return { target, uri, there: isFirst || there === 'itself' ? there : 'nothing' };
  });
  return Promise.all(files);
}
