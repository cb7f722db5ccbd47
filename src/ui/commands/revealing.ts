import type { VideoTarget } from '../../saving/downloads';
import { type FileUri, folderOf } from '../../saving/fileUri';
import type { SavedVideos } from '../../saving/savedVideos';
import { t } from '../language/t';
import { doneWords, leftOutAs, mergeLeftOut } from '../messages/leftOut';
import { confirm, inform, offer } from '../messages/message';
import { videoTitle } from '../messages/titles';
import type { CommandTargets } from '../prompts/commandTargets';
import { showInFolder } from '../saving/showInFolder';
import type { Commands, RunInBackground } from './command';

/** Reveal in File Explorer: shows saved videos in their folder, one of each folder. */
export function revealCommands(
  targets: CommandTargets,
  saved: SavedVideos,
  inBackground: RunInBackground,
): Commands {
  return {
    'veo.revealVideo': async (...args) => {
      const { applicable, leftOut } = await targets.videos(args, t('Reveal which video?'), 'oneOrAll');
      const places = await Promise.all(applicable.map((target) => saved.locate(target)));
      const unsaved = applicable.filter((_, at) => places[at] === undefined);
      const files = firstOfEachFolder(places.flatMap((place) => place ?? []));
      for (const file of files) await showInFolder(file);
      if (applicable.length === 0) return;
      if (files.length === 0) return inBackground(offerDownload(unsaved));
      const all = mergeLeftOut(leftOut, leftOutAs('unsaved', unsaved.length));
      if (all.size > 0) confirm(doneWords(t('Revealed {0}', applicable.length - unsaved.length), all));
    },
  };
}

/** A file that the person has deleted or moved can be downloaded again as long as the server has the video. */
function offerDownload(unsaved: readonly VideoTarget[]): Promise<void> {
  const [first] = unsaved;
  const text =
    first && unsaved.length === 1
      ? t('{0} is not saved, or no longer where it was saved.', videoTitle(first))
      : t('None of these videos is saved, or they are no longer where they were saved.');
  const operations = unsaved.map(({ operation }) => operation);
  return offer(inform, text, [[t('Download…'), 'veo.downloadVideo', operations]]);
}

function firstOfEachFolder(files: readonly FileUri[]): FileUri[] {
  const folders = files.map((file) => folderOf(file).toString());
  return files.filter((_, at) => folders.indexOf(folders[at] ?? '') === at);
}
