import * as vscode from 'vscode';
import { type FileUri, pathOrUri } from '../../saving/fileUri';
import type { Failure, Result } from '../../saving/saveAll';
import type { Destination, SavedVideo } from '../../saving/videoSaver';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { doneWords, type LeftOut } from '../messages/leftOut';
import { fail, inform } from '../messages/message';
import type { ForeignHosts } from './foreignHosts';
import { notifyOneFailed } from './savingFaults';
import { savingFaultWords, sizeWords } from './savingWords';
import { showInFolder } from './showInFolder';
import { foreignVideo, offerWithoutKey } from './withoutKey';

/** The outcome of a download. */
export interface DownloadOutcome {
  readonly results: readonly Result[];
  /** Files of videos that were saved before. */
  readonly saved: readonly FileUri[];
  readonly leftOut: LeftOut;
}

interface OutcomeParts {
  readonly endpoints: EndpointList;
  readonly foreignHosts: ForeignHosts;
  /** Fetches videos from hosts that are not their endpoints. */
  readonly withoutKey: (failed: readonly Destination[]) => unknown;
}

/**
 * Notifies of the outcome of a download: what is saved and what was left out in one message, what failed in another, and
 * what is at another host in a third, which asks.
 *
 * @returns promises that resolve when the messages are answered, and reject with an unexpected error
 */
export function notifyOutcome(outcome: DownloadOutcome, parts: OutcomeParts): Promise<unknown>[] {
  const { results } = outcome;
  const saved = results.flatMap((result) => (result.kind === 'saved' ? [result.saved] : []));
  const failed = results.filter((result) => result.kind === 'failed');
  const cancelled = results.filter(({ kind }) => kind === 'cancelled').length;
  return [...notifySaved(saved, cancelled, outcome), ...notifyFailures(failed, parts)];
}

function notifySaved(
  saved: readonly SavedVideo[],
  cancelled: number,
  outcome: DownloadOutcome,
): Promise<void>[] {
  const [first] = saved;
  if (first) {
    const isAlone = saved.length === 1 && outcome.results.length === 1 && outcome.leftOut.size === 0;
    const text = withSidecarFault(
      saved,
      isAlone ? oneSavedWords(first) : savedWords(saved, cancelled, outcome),
    );
    return [offerFiles(text, first.uri, isAlone)];
  }
  const [known] = outcome.saved;
  if (outcome.results.length > 0 || (!known && outcome.leftOut.size === 0)) return [];
  const words = known ? t('All of these videos are saved already') : t('Nothing was downloaded');
  return [offerFiles(`${doneWords(words, outcome.leftOut)}.`, known, false)];
}

function oneSavedWords({ uri, size }: SavedVideo): string {
  return t('Saved {0} ({1}).', pathOrUri(uri), sizeWords(size));
}

function savedWords({ length }: readonly SavedVideo[], cancelled: number, outcome: DownloadOutcome): string {
  if (cancelled > 0) {
    return t('Saved {0} of {1}; the rest was cancelled.', length, outcome.results.length);
  }
  if (outcome.leftOut.size > 0) return `${doneWords(t('Downloaded {0}', length), outcome.leftOut)}.`;
  return length === 1 ? t('Saved 1 video.') : t('Saved {0} videos.', length);
}

function withSidecarFault(saved: readonly SavedVideo[], text: string): string {
  const lacksSidecar = saved.some(({ sidecar }) => sidecar === 'failed');
  return lacksSidecar ? `${text} ${t('The note of its origin could not be written.')}` : text;
}

async function offerFiles(text: string, file: FileUri | undefined, isAlone: boolean): Promise<void> {
  const play = t('Play');
  const show = t('Show in Folder');
  const answer = await inform(text, ...(isAlone ? [play] : []), ...(file ? [show] : []));
  if (!file) return;
  if (answer === play) await vscode.commands.executeCommand('vscode.open', file);
  if (answer === show) await showInFolder(file);
}

function notifyFailures(failures: readonly Failure[], parts: OutcomeParts): Promise<void>[] {
  const foreign = failures.filter(isForeign);
  const failed = failures.filter((failure) => !isForeign(failure));
  return [...askAboutForeign(foreign, parts), ...notifyFailed(failed, parts)];
}

function isForeign({ error, destination }: Failure): boolean {
  return foreignVideo(error, destination.target) !== undefined;
}

function askAboutForeign(
  failures: readonly Failure[],
  { endpoints, foreignHosts, withoutKey }: OutcomeParts,
): Promise<void>[] {
  const videos = failures.flatMap(({ error, destination }) => foreignVideo(error, destination.target) ?? []);
  const [first, ...others] = videos;
  if (!first) return [];
  const fetch = () => withoutKey(failures.map(({ destination }) => destination));
  return [offerWithoutKey([first, ...others], { endpoints, foreignHosts, fetch })];
}

function notifyFailed(failed: readonly Failure[], parts: OutcomeParts): Promise<void>[] {
  const [first] = failed;
  if (!first) return [];
  if (failed.length > 1) return [notifyManyFailed(failed, parts.endpoints)];
  const { error, destination } = first;
  const withoutKey = () => parts.withoutKey([destination]);
  return [notifyOneFailed({ ...parts, error, target: destination.target, withoutKey })];
}

async function notifyManyFailed(failed: readonly Failure[], endpoints: EndpointList): Promise<void> {
  const reasons = new Set<string>();
  for (const { error, destination } of failed) {
    const words = savingFaultWords(error, destination.target, endpoints);
    if (words === undefined) throw error;
    reasons.add(words);
  }
  await fail(t('{0} videos could not be saved. {1}', failed.length, [...reasons].join(' ')));
}
