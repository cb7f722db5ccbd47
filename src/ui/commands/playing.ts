import * as vscode from 'vscode';
import type { VideoTarget } from '../../saving/downloads';
import type { Progress } from '../../saving/fetchVideo';
import { t } from '../language/t';
import { duringProgress } from '../messages/progress';
import { videoTitle } from '../messages/titles';
import { notifyOneFailed } from '../saving/savingFaults';
import { stepOf } from '../saving/savingWords';
import type { CommandContext, Commands } from './command';

type PlayParts = Pick<
  CommandContext,
  'targets' | 'seen' | 'cache' | 'endpoints' | 'foreignHosts' | 'sound' | 'inBackground'
>;

/** Play Video: in VS Code's own player, from a copy, which is fetched if there is none. */
export function playCommands(parts: PlayParts): Commands {
  return {
    'veo.playVideo': async (...args) => {
      // A new player replaces the one before, so the person picks one of several videos.
      const { applicable } = await parts.targets.videos(args, t('Play which video?'));
      for (const target of applicable) {
        parts.seen.markSeen([target.operation]);
        await play(target, parts);
      }
    },
  };
}

async function play(target: VideoTarget, parts: PlayParts, fromForeignHost = false): Promise<void> {
  const title = t('Fetching {0}', videoTitle(target));
  try {
    const uri = await duringProgress(title, (signal, report) => {
      const onProgress = (progress: Progress) => report(stepOf(progress));
      return parts.cache.fileToPlay(target, { fromForeignHost, onProgress, signal });
    });
    // After a click on a row the list keeps the keyboard, for Delete, F2 and the shortcuts that copy.
    await vscode.commands.executeCommand('vscode.open', uri, { preserveFocus: true });
    parts.inBackground(parts.sound.notify(uri));
  } catch (error) {
    if (error instanceof vscode.CancellationError) throw error;
    const withoutKey = () => play(target, parts, true);
    const { endpoints, foreignHosts } = parts;
    parts.inBackground(notifyOneFailed({ error, target, endpoints, foreignHosts, withoutKey }));
  }
}
