import type { Operation } from '../../operations/operation';
import { isLost, needsSaving } from '../../operations/video';
import type { VideoTarget } from '../../saving/downloads';
import { saveAll } from '../../saving/saveAll';
import type { Destination, VideoSaver } from '../../saving/videoSaver';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { doneWords, type LeftOut, leftOutAs, leftOutByState, mergeLeftOut } from '../messages/leftOut';
import { inform } from '../messages/message';
import { duringProgress } from '../messages/progress';
import { videoTitle } from '../messages/titles';
import { type CommandTargets, hasVideos, videosOf } from '../prompts/commandTargets';
import { type DownloadPlanParts, planDownload } from '../prompts/downloadPlan';
import { batchStep } from '../saving/batchStep';
import { notifyOutcome, type Outcome } from '../saving/downloadOutcome';
import type { SeenResults } from '../view/seenResults';
import type { Commands, RunInBackground } from './command';

/** What Download Video and Download All Unsaved work with. */
export interface DownloadCommandParts extends DownloadPlanParts {
  readonly saver: VideoSaver;
  readonly targets: CommandTargets;
  readonly store: OperationStore;
  readonly seen: SeenResults;
  readonly endpoints: EndpointList;
  readonly inBackground: RunInBackground;
}

/** Download Video, and Download All Unsaved: of the whole list, or of the operations that it is given. */
export function downloadCommands(parts: DownloadCommandParts): Commands {
  return {
    'veo.downloadVideo': async (...args) => {
      const placeHolder = t('Download which video?');
      const { applicable, leftOut } = await parts.targets.videos(args, placeHolder, 'oneOrAll');
      if (applicable.length < 2 && leftOut.size === 0) return download(applicable, false, leftOut, parts);
      const { wanted, expired } = withoutExpired(applicable);
      return download(wanted, true, mergeLeftOut(leftOut, expired), parts);
    },
    'veo.downloadUnsaved': async (...args) => {
      const given = await parts.targets.given(args[0]);
      return downloadUnsaved(given ?? parts.store.list(), given !== undefined, parts);
    },
  };
}

/** What failed long ago is no news where the whole list is meant. */
async function downloadUnsaved(
  operations: readonly Operation[],
  isGiven: boolean,
  parts: DownloadCommandParts,
): Promise<void> {
  const withoutVideos = operations.filter((operation) => !hasVideos(operation));
  const told = isGiven ? withoutVideos : withoutVideos.filter(({ state }) => state === 'running');
  const { wanted, expired } = withoutExpired(operations.filter(hasVideos).flatMap(videosOf));
  const unsaved = wanted.filter(({ video }) => needsSaving(video));
  await download(unsaved, true, mergeLeftOut(leftOutByState(told), expired), parts);
}

/** To ask for what the server has deleted would only fail. */
function withoutExpired(videos: readonly VideoTarget[]) {
  const now = Date.now();
  const wanted = videos.filter(({ video }) => !isLost(video, now));
  return { wanted, expired: leftOutAs('expired', videos.length - wanted.length) };
}

/** @param isBatch whether several are meant, of which what is saved already needs nothing */
async function download(
  videos: readonly VideoTarget[],
  isBatch: boolean,
  leftOut: LeftOut,
  parts: DownloadCommandParts,
): Promise<void> {
  parts.seen.markSeen(videos.map(({ operation }) => operation));
  if (videos.length === 0) return isBatch ? notifyNothing(leftOut, parts) : undefined;
  const plan = await planDownload(videos, isBatch, parts);
  if (!plan) return;
  const known = { saved: plan.saved, leftOut: mergeLeftOut(leftOut, leftOutAs('skipped', plan.skipped)) };
  await fetchAll(plan.destinations, known, parts);
}

async function fetchAll(
  destinations: readonly Destination[],
  known: Pick<Outcome, 'saved' | 'leftOut'>,
  parts: DownloadCommandParts,
  fromForeignHost = false,
): Promise<void> {
  const [first] = destinations;
  const title =
    first && destinations.length === 1
      ? t('Downloading {0}', videoTitle(first.target))
      : t('Downloading {0} videos', destinations.length);
  const results = await duringProgress(title, (signal, report) =>
    saveAll(destinations, parts.saver, { fromForeignHost, signal }, (progress) =>
      report(batchStep(progress)),
    ),
  );
  const withoutKey = (failed: Destination) =>
    fetchAll([failed], { saved: [], leftOut: new Map() }, parts, true);
  for (const work of notifyOutcome({ results, ...known }, parts.endpoints, withoutKey))
    parts.inBackground(work);
}

function notifyNothing(leftOut: LeftOut, { inBackground }: DownloadCommandParts): void {
  inBackground(Promise.resolve(inform(`${doneWords(t('There is no unsaved video'), leftOut)}.`)));
}
