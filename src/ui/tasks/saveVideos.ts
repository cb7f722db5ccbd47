import type { SucceededOperation } from '../../operations/operation';
import { videoFileName } from '../../saving/fileName';
import { type FileUri, inFolder, pathOrUri } from '../../saving/fileUri';
import { templateParts } from '../../saving/nameTemplate';
import { type BatchProgress, saveAll } from '../../saving/saveAll';
import type { CommandContext } from '../commands/command';
import { t } from '../language/t';
import { videoTitle } from '../messages/titles';
import { savingFaultWords } from '../saving/savingWords';

/** Where the videos of an operation were saved, and why others were not. */
interface SavedOperation {
  readonly paths: readonly string[];
  readonly faults: readonly string[];
}

interface SaveOptions {
  readonly folder: FileUri;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BatchProgress) => void;
}

/**
 * Saves all videos of an operation under the names of `veo.download.fileName`. No other file is replaced: a taken name gets
 * a number.
 *
 * @throws the reason of `signal` when it is aborted
 */
export async function saveVideos(
  operation: SucceededOperation,
  { folder, signal, onProgress }: SaveOptions,
  { saver, settings, endpoints, log }: CommandContext,
): Promise<SavedOperation> {
  const template = templateParts(settings.value.fileName);
  const destinations = operation.videos.map((video, index) => {
    const target = { operation, video, index };
    return { target, uri: inFolder(folder, videoFileName(target, template)), conflict: 'reuse' } as const;
  });
  const results = await saveAll(destinations, saver, { signal, onProgress });
  signal.throwIfAborted();
  const faults = results.flatMap((result) => {
    if (result.kind !== 'failed') return [];
    const { target } = result.destination;
    log.error(`${operation.name} could not be saved by a task:`, result.error);
    const words = savingFaultWords(result.error, target, endpoints);
    return `${videoTitle(target)}: ${words ?? t('Something unexpected went wrong. See the log for details.')}`;
  });
  const paths = results.flatMap((result) => (result.kind === 'saved' ? pathOrUri(result.saved.uri) : []));
  return { paths, faults };
}
