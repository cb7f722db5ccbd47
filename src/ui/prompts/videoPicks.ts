import * as vscode from 'vscode';
import type { SucceededOperation } from '../../operations/operation';
import type { VideoTarget } from '../../saving/downloads';
import { t } from '../language/t';
import { inList, literally } from '../messages/literalText';
import { titleOf, videoTitle, withShortIds } from '../messages/titles';

interface VideoPick extends vscode.QuickPickItem {
  readonly targets: readonly VideoTarget[];
}

/** Asks for one of an operation's videos, or for all of them; empty when the person gave up. */
export function pickVideos(
  operation: SucceededOperation,
  placeHolder: string,
  count: 'one' | 'oneOrAll',
): Promise<readonly VideoTarget[]> {
  const targets = operation.videos.map((video, index) => ({ operation, video, index }));
  const items = targets.map((target) => pickOf(target, t('Video {0}', target.index + 1)));
  const all: VideoPick = { label: t('All {0} Videos', targets.length), targets };
  return pick(count === 'oneOrAll' ? [all, ...items] : items, {
    placeHolder,
    title: literally(titleOf(operation)),
  });
}

/** Asks for one of the videos of several operations; empty when the person gave up. */
export function pickVideo(
  targets: readonly VideoTarget[],
  placeHolder: string,
): Promise<readonly VideoTarget[]> {
  return pick(
    targets.map((target) => pickOf(target, videoTitle(target))),
    { placeHolder, matchOnDescription: true },
  );
}

function pickOf(target: VideoTarget, label: string): VideoPick {
  const id = withShortIds(target.video.videoId ?? '');
  return { label: inList(label), description: inList(id), targets: [target] };
}

async function pick(
  items: readonly VideoPick[],
  options: vscode.QuickPickOptions,
): Promise<readonly VideoTarget[]> {
  return (await vscode.window.showQuickPick(items, options))?.targets ?? [];
}
