import * as vscode from 'vscode';
import type { DownloadOptions } from '../../saving/downloads';
import type { Progress } from '../../saving/fetchVideo';
import { type Destination, destinationsOf } from '../asking/destinations';
import type { Targets } from '../asking/targets';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import type { Platform } from '../platform/platform';
import { fileOf } from '../saving/files';
import type { SavedVideo, VideoSaver } from '../saving/videoSaver';
import { fail, inform } from '../telling/message';
import { duringProgress, type Step } from '../telling/progress';
import { tellFailed } from '../telling/savingFaults';
import { savingFaultWords, sizeWords, stepOf, videoTitle } from '../telling/savingWords';
import type { SeenResults } from '../telling/seenResults';
import type { Commands, Unattended } from './command';

/** What Download Video works with. */
export interface DownloadCommandParts {
  readonly targets: Targets;
  readonly seen: SeenResults;
  readonly saver: VideoSaver;
  readonly endpoints: EndpointList;
  readonly platform: Platform;
  readonly folder: () => string;
  readonly unattended: Unattended;
}

interface Failure {
  readonly kind: 'failed';
  readonly destination: Destination;
  readonly error: unknown;
}

type Result = { readonly kind: 'saved'; readonly saved: SavedVideo } | Failure;

/** Download Video. */
export function downloadCommands(parts: DownloadCommandParts): Commands {
  return {
    'veo.downloadVideo': async (...args) => {
      const placeHolder = t('Download which video?');
      const videos = await parts.targets.videos(args, placeHolder, 'oneOrAll');
      parts.seen.look(videos.map(({ operation }) => operation));
      await download(await destinationsOf(videos, parts.folder(), parts.platform), parts);
    },
  };
}

async function download(
  destinations: readonly Destination[],
  parts: DownloadCommandParts,
  fromForeignHost = false,
): Promise<void> {
  const [first] = destinations;
  if (!first) return;
  const title =
    destinations.length === 1
      ? t('Downloading {0}', videoTitle(first.target))
      : t('Downloading {0} videos', destinations.length);
  const results = await duringProgress(title, (signal, report) =>
    saveAll(destinations, parts.saver, { fromForeignHost, signal }, report),
  );
  tell(results, parts);
}

async function saveAll(
  destinations: readonly Destination[],
  saver: VideoSaver,
  options: Omit<DownloadOptions, 'onProgress'>,
  report: (step: Step) => void,
): Promise<Result[]> {
  const progress: Progress[] = destinations.map(() => ({ received: 0, size: undefined }));
  const saveOne = async (destination: Destination, index: number): Promise<Result> => {
    const onProgress = (latest: Progress) => {
      progress[index] = { ...latest };
      report(stepOf(progress));
    };
    try {
      const { target, uri, conflict } = destination;
      const saved = await saver.save(target, uri, conflict, { ...options, onProgress });
      return { kind: 'saved', saved };
    } catch (error) {
      options.signal.throwIfAborted();
      return { kind: 'failed', destination, error };
    }
  };
  return Promise.all(destinations.map(saveOne));
}

function tell(results: readonly Result[], parts: DownloadCommandParts): void {
  const saved = results.flatMap((result) => (result.kind === 'saved' ? [result.saved] : []));
  const failed = results.flatMap((result) => (result.kind === 'failed' ? [result] : []));
  const [first] = failed;
  const { unattended, endpoints } = parts;
  if (saved.length > 0) unattended(tellSaved(saved));
  if (failed.length > 1) unattended(tellManyFailed(failed, endpoints));
  else if (first) unattended(tellOneFailed(first, parts));
}

async function tellSaved(saved: readonly SavedVideo[]): Promise<void> {
  const [first] = saved;
  if (!first) return;
  const play = t('Play');
  const show = t('Show in Folder');
  const words =
    saved.length === 1
      ? t('Saved {0} ({1}).', fileOf(first.uri), sizeWords(first.size))
      : t('Saved {0} videos.', saved.length);
  const lacksNote = saved.some(({ sidecar }) => sidecar === 'failed');
  const text = lacksNote ? `${words} ${t('The note of its origin could not be written.')}` : words;
  const answer = await inform(text, ...(saved.length === 1 ? [play, show] : [show]));
  if (answer === play) await vscode.commands.executeCommand('vscode.open', first.uri);
  if (answer === show) await showInFolder(first.uri);
}

/** On the computer in front of the person its own file manager; elsewhere the Explorer. */
async function showInFolder(uri: vscode.Uri): Promise<void> {
  const isHere = uri.scheme === 'file' && vscode.env.remoteName === undefined;
  await vscode.commands.executeCommand(isHere ? 'revealFileInOS' : 'revealInExplorer', uri);
}

function tellOneFailed({ destination, error }: Failure, parts: DownloadCommandParts): Promise<void> {
  const withoutKey = () => download([destination], parts, true);
  return tellFailed(error, destination.target, parts.endpoints, withoutKey);
}

async function tellManyFailed(failed: readonly Failure[], endpoints: EndpointList): Promise<void> {
  const reasons = new Set<string>();
  for (const { error, destination } of failed) {
    const words = savingFaultWords(error, destination.target, endpoints);
    if (words === undefined) throw error;
    reasons.add(words);
  }
  await fail(t('{0} videos could not be saved. {1}', failed.length, [...reasons].join(' ')));
}
