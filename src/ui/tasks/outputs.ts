import { type FileUri, pathOrUri } from '../../saving/fileUri';
import type { CommandContext } from '../commands/command';
import { t } from '../language/t';
import { mayReplace } from './savedList';
import type { TaskOrder } from './taskDefinition';
import { fileToWrite, taskFolder } from './taskPlaces';

/** Where the videos of a task and the list of their paths go, or why they cannot. */
export type Outputs =
  | { readonly kind: 'outputs'; readonly folder: FileUri | undefined; readonly list: FileUri | undefined }
  | { readonly kind: 'refused'; readonly reason: string };

/** Finds out whether the videos can be saved, before anything is waited for. */
export async function findOutputs(
  { folder, list }: TaskOrder,
  { surroundings }: Pick<CommandContext, 'surroundings'>,
): Promise<Outputs> {
  const around = surroundings();
  const videos = folder === undefined ? undefined : await taskFolder(folder, around);
  if (videos?.kind === 'refused') return videos;
  const paths = list === undefined ? undefined : await fileToWrite(list, around);
  if (paths?.kind === 'refused') return paths;
  if (paths && !(await mayReplace(paths.uri, around.files))) {
    const shown = pathOrUri(paths.uri);
    const reason = t(
      '{0} was not written by a task, so it is not replaced. Name another file as "list".',
      shown,
    );
    return { kind: 'refused', reason };
  }
  return { kind: 'outputs', folder: videos?.uri, list: paths?.uri };
}
