import type { Operation } from '../../operations/operation';
import { isLost, needsSaving } from '../../operations/video';
import type { VideoTarget } from '../../saving/downloads';
import { saveAll } from '../../saving/saveAll';
import type { Destination } from '../../saving/videoSaver';
import { t } from '../language/t';
import { doneWords, type LeftOut, leftOutAs, leftOutByState, mergeLeftOut } from '../messages/leftOut';
import { inform } from '../messages/message';
import { duringProgress } from '../messages/progress';
import { videoTitle } from '../messages/titles';
import { hasVideos, videosOf } from '../prompts/commandTargets';
import { type DownloadPlanParts, planDownload } from '../prompts/downloadPlan';
import { batchStep } from '../saving/batchStep';
import { type DownloadOutcome, notifyOutcome } from '../saving/downloadOutcome';
import type { CommandContext, Commands } from './command';

type DownloadCommandParts = DownloadPlanParts &
  Pick<
    CommandContext,
    'saver' | 'targets' | 'store' | 'seen' | 'endpoints' | 'foreignHosts' | 'inBackground'
  >;

/** Download Video, and Download All Unsaved: of the whole list, or of the given operations. */
export function downloadCommands(parts: DownloadCommandParts): Commands {
  return {
    'veo.downloadVideo': async (...args) => {
      const placeHolder = t('Download which video?');
      const { applicable, leftOut } = await parts.targets.videos(args, placeHolder, 'oneOrAll');
      if (applicable.length < 2 && leftOut.size === 0) {
        return download(applicable, { isBatch: false, leftOut }, parts);
      }
      const { wanted, expired } = withoutExpired(applicable);
      return download(wanted, { isBatch: true, leftOut: mergeLeftOut(leftOut, expired) }, parts);
    },
    'veo.downloadUnsaved': async (...args) => {
      const given = await parts.targets.given(args[0]);
      return downloadUnsaved(given ?? parts.store.list(), given !== undefined, parts);
    },
  };
}

/** Of the whole list, only running operations count as left out: what failed long ago is no news. */
async function downloadUnsaved(
  operations: readonly Operation[],
  isGiven: boolean,
  parts: DownloadCommandParts,
): Promise<void> {
  const withoutVideos = operations.filter((operation) => !hasVideos(operation));
  const mentioned = isGiven ? withoutVideos : withoutVideos.filter(({ state }) => state === 'running');
  const { wanted, expired } = withoutExpired(operations.filter(hasVideos).flatMap(videosOf));
  const unsaved = wanted.filter(({ video }) => needsSaving(video));
  const leftOut = mergeLeftOut(leftOutByState(mentioned), expired);
  await download(unsaved, { isBatch: true, leftOut }, parts);
}

/** A request for a video that the server has deleted would only fail. */
function withoutExpired(videos: readonly VideoTarget[]) {
  const now = Date.now();
  const wanted = videos.filter(({ video }) => !isLost(video, now));
  return { wanted, expired: leftOutAs('expired', videos.length - wanted.length) };
}

/** `isBatch`: whether the command was called on several videos; it then leaves out those that are already saved. */
async function download(
  videos: readonly VideoTarget[],
  { isBatch, leftOut }: { readonly isBatch: boolean; readonly leftOut: LeftOut },
  parts: DownloadCommandParts,
): Promise<void> {
  parts.seen.markSeen(videos.map(({ operation }) => operation));
  if (videos.length === 0) return isBatch ? notifyNothing(leftOut, parts) : undefined;
  const plan = await planDownload(videos, isBatch, parts);
  if (!plan) return;
  await fetchAll({ ...plan, leftOut: mergeLeftOut(leftOut, leftOutAs('skipped', plan.skipped)) }, parts);
}

/** Downloads with their destinations, and what is known of others before the first download. */
interface Batch extends Pick<DownloadOutcome, 'saved' | 'leftOut'> {
  readonly destinations: readonly Destination[];
  /** Whether the person wants videos from a host that is not the endpoint. */
  readonly fromForeignHost?: boolean;
}

async function fetchAll(
  { destinations, saved, leftOut, fromForeignHost = false }: Batch,
  parts: DownloadCommandParts,
): Promise<void> {
  const [first] = destinations;
  const title =
    first && destinations.length === 1
      ? t('Downloading {0}', videoTitle(first.target))
      : t('Downloading {0} videos', destinations.length);
  const results = await duringProgress(title, (signal, report) =>
    saveAll(destinations, parts.saver, {
      fromForeignHost,
      signal,
      onProgress: (progress) => report(batchStep(progress)),
    }),
  );
  const withoutKey = (failed: readonly Destination[]) =>
    fetchAll({ destinations: failed, saved: [], leftOut: new Map(), fromForeignHost: true }, parts);
  for (const work of notifyOutcome({ results, saved, leftOut }, { ...parts, withoutKey }))
    parts.inBackground(work);
}

function notifyNothing(leftOut: LeftOut, { inBackground }: DownloadCommandParts): void {
  inBackground(Promise.resolve(inform(`${doneWords(t('There is no unsaved video'), leftOut)}.`)));
}
