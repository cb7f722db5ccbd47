import * as vscode from 'vscode';
import { bucketCopyLine } from '../../operations/bucketVideo';
import { oneLine } from '../../outside/oneLine';
import type { VideoTarget } from '../../saving/downloads';
import { t } from '../language/t';
import { CommandError } from '../messages/commandError';
import { doneWords, type LeftOut, leftOutAs, mergeLeftOut } from '../messages/leftOut';
import { confirm } from '../messages/message';
import { withShortIds } from '../messages/titles';
import type { CommandTargets } from '../prompts/commandTargets';
import type { SeenResults } from '../view/seenResults';
import type { Command, Commands } from './command';

/** The longest are addresses with a signature, of some 2,000 characters. */
const MAX_COPIED_CHARACTERS = 8192;

/**
 * Copy Video ID, Copy Video URI, Copy Operation Name. Several are copied one a line. The URI of a video in a bucket is of no
 * use in a browser, so that it is copied as the line that fetches it.
 */
export function copyCommands(targets: CommandTargets, seen: SeenResults): Commands {
  const copyOfVideos = (
    placeHolder: () => string,
    textOf: (target: VideoTarget) => string | undefined,
  ): Command => {
    return async (...args) => {
      const { applicable, leftOut } = await targets.videos(args, placeHolder(), 'oneOrAll');
      seen.markSeen(applicable.map(({ operation }) => operation));
      const texts = applicable.flatMap((target) => textOf(target) ?? []);
      const unnamed = applicable.length - texts.length;
      if (unnamed > 0 && texts.length === 0) {
        throw new CommandError(t('This video has no ID in its address. Copy its URI instead.'));
      }
      await copy(texts, mergeLeftOut(leftOut, leftOutAs('unnamed', unnamed)));
    };
  };
  return {
    'veo.copyVideoId': copyOfVideos(
      () => t('Copy the ID of which video?'),
      ({ video }) => video.videoId,
    ),
    'veo.copyVideoUri': copyOfVideos(
      () => t('Copy the URI of which video?'),
      ({ video: { uri } }) => bucketCopyLine(uri) ?? uri,
    ),
    'veo.copyOperationName': async (...args) => {
      const operations = await targets.operations(args, t('Copy the name of which operation?'));
      await copy(
        operations.map(({ name }) => name),
        new Map(),
      );
    },
  };
}

/** Copies texts, one a line, and confirms it. A terminal runs a pasted line at its break, so a text must not hold one. */
export async function copy(texts: readonly string[], leftOut: LeftOut): Promise<void> {
  const [first] = texts;
  if (first === undefined) return;
  await vscode.env.clipboard.writeText(texts.map((text) => oneLine(text, MAX_COPIED_CHARACTERS)).join('\n'));
  const done =
    texts.length === 1 ? t('Copied {0}', withShortIds(first)) : t('Copied {0} lines', texts.length);
  confirm(doneWords(done, leftOut));
}
