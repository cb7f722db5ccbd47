import * as vscode from 'vscode';
import type { VideoTarget } from '../../saving/downloads';
import type { Targets } from '../asking/targets';
import { t } from '../language/t';
import { CommandError } from '../telling/commandError';
import { confirm } from '../telling/message';
import { withShortIds } from '../telling/names';
import type { SeenResults } from '../telling/seenResults';
import type { Command, Commands } from './command';

/** Copy Video ID, Copy Video URI, Copy Operation Name. Of several, one a line. */
export function copyCommands(targets: Targets, seen: SeenResults): Commands {
  const copyOfVideos = (placeHolder: string, textOf: (target: VideoTarget) => string): Command => {
    return async (...args) => {
      const videos = await targets.videos(args, placeHolder);
      seen.look(videos.map(({ operation }) => operation));
      await copy(videos.map(textOf));
    };
  };
  return {
    'veo.copyVideoId': copyOfVideos(t('Copy the ID of which video?'), videoIdOf),
    'veo.copyVideoUri': copyOfVideos(t('Copy the URI of which video?'), ({ video }) => video.uri),
    'veo.copyOperationName': async (...args) => {
      const operations = await targets.operations(args, t('Copy the name of which operation?'));
      await copy(operations.map(({ name }) => name));
    },
  };
}

function videoIdOf({ video }: VideoTarget): string {
  if (video.videoId !== undefined) return video.videoId;
  throw new CommandError(t('This video has no ID in its address. Copy its URI instead.'));
}

async function copy(texts: readonly string[]): Promise<void> {
  const [first] = texts;
  if (first === undefined) return;
  await vscode.env.clipboard.writeText(texts.join('\n'));
  confirm(texts.length === 1 ? t('Copied {0}', withShortIds(first)) : t('Copied {0} lines', texts.length));
}
