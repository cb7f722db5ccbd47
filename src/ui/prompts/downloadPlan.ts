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

/** What a download is to do. */
export interface DownloadPlan {
  readonly destinations: readonly Destination[];
  /** Files of videos that we have saved already, and that are as they were. */
  readonly saved: readonly FileUri[];
  /** Videos that the person left out. */
  readonly skipped: number;
}

export interface DownloadPlanParts {
  readonly saved: SavedVideos;
  readonly settings: CurrentSettings;
  readonly surroundings: () => FolderSurroundings;
}

/**
 * Where videos are to go: into the folder of the setting, or where the person says. All is asked before anything is
 * fetched. Undefined when the person gave up.
 *
 * @param isBatch whether they are several: what is saved already is left alone then
 * @throws CommandError when the setting names no folder that could be used
 */
export async function planDownload(
  videos: readonly VideoTarget[],
  isBatch: boolean,
  parts: DownloadPlanParts,
): Promise<DownloadPlan | undefined> {
  const { wanted, saved } = isBatch ? await withoutSaved(videos, parts) : { wanted: videos, saved: [] };
  const [first] = wanted;
  if (!first) return { destinations: [], saved, skipped: 0 };
  const folder = await setFolder(parts);
  if (!folder && !isBatch) return askForFile(first, parts);
  const chosen = folder ?? (await askedFolder(wanted.length, parts));
  if (!chosen) return undefined;
  const plan = await planInFolder(wanted, chosen, isBatch, parts);
  return plan && { ...plan, saved: [...saved, ...plan.saved] };
}

async function withoutSaved(videos: readonly VideoTarget[], { saved }: DownloadPlanParts) {
  const copies = await Promise.all(videos.map((video) => saved.intactFileOfPerson(video)));
  return {
    wanted: videos.filter((_, at) => copies[at] === undefined),
    saved: copies.flatMap((copy) => copy ?? []),
  };
}

/** The folder of the setting; undefined where it names none. */
async function setFolder({ settings, surroundings }: DownloadPlanParts): Promise<FileUri | undefined> {
  const setting = settings.value.downloadFolder;
  const set = await usableDownloadFolder(setting, surroundings());
  if (set.kind === 'refused') throw new CommandError(folderRefusalWords(setting, set.refusal));
  return set.kind === 'ask' ? undefined : set.uri;
}

async function askedFolder(
  count: number,
  { settings, surroundings }: DownloadPlanParts,
): Promise<FileUri | undefined> {
  const title = count === 1 ? t('Folder for 1 Video') : t('Folder for {0} Videos', count);
  return (await chooseFolder(title, settings, surroundings()))?.uri;
}

/** The dialog itself asks before it returns the name of a file that exists. */
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

/** A video and what lies where it is to go. */
interface Wish {
  readonly target: VideoTarget;
  readonly uri: FileUri;
  readonly there: ExistingFile;
}

async function planInFolder(
  videos: readonly VideoTarget[],
  folder: FileUri,
  isBatch: boolean,
  parts: DownloadPlanParts,
): Promise<DownloadPlan | undefined> {
  const places = await placesIn(folder, videos, parts);
  const ours = places.filter(({ there }) => isBatch && there === 'itself');
  const others = places.filter((place) => !ours.includes(place));
  const destinations = await destinationsOf(others, !isBatch);
  if (!destinations) return undefined;
  await Promise.all(ours.map(({ target, uri }) => parts.saved.relink(target, uri)));
  return { destinations, saved: ours.map(({ uri }) => uri), skipped: others.length - destinations.length };
}

/** Asks about the files of the person. Another video of ours is none that anybody would replace: this one gets a number. */
async function destinationsOf(
  places: readonly Wish[],
  isAlone: boolean,
): Promise<readonly Destination[] | undefined> {
  const taken = places.filter(({ there }) => there === 'foreign' || there === 'itself');
  const names = taken.map(({ uri }) => nameOf(uri));
  const answers = await askAboutConflicts(names, isAlone);
  if (!answers) return undefined;
  const answerTo = new Map(taken.map((place, at) => [place, answers[at]]));
  return places.flatMap((place): Destination[] => {
    const { target, uri, there } = place;
    const conflict = answerTo.get(place) ?? (there === 'another' ? 'number' : 'reuse');
    return conflict === 'skip' ? [] : [{ target, uri, conflict }];
  });
}

/** The answer about a file is for the first video of its name: the second gets a number. */
async function placesIn(
  folder: FileUri,
  videos: readonly VideoTarget[],
  parts: DownloadPlanParts,
): Promise<readonly Wish[]> {
  const names = new Set<string>();
  const places = videos.map(async (target): Promise<Wish> => {
    const uri = uriIn(folder, target, parts);
    const isFirst = !names.has(uri.toString());
    names.add(uri.toString());
    const there = await parts.saved.identify(uri, target);
    return { target, uri, there: isFirst || there === 'itself' ? there : 'nothing' };
  });
  return Promise.all(places);
}
