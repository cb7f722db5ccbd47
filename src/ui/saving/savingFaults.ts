import { VideoApiError } from '../../endpoints/videoApi';
import { bucketCopyLine } from '../../operations/bucketVideo';
import { NotRequestedError, type VideoTarget } from '../../saving/downloads';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { keyActions } from '../messages/actions';
import { fail, offer } from '../messages/message';
import { titleOf } from '../messages/titles';
import type { ForeignHosts } from './foreignHosts';
import { savingFaultWords } from './savingWords';
import { foreignVideo, offerWithoutKey } from './withoutKey';

interface FailedDownload {
  readonly error: unknown;
  readonly target: VideoTarget;
  readonly endpoints: EndpointList;
  readonly foreignHosts: ForeignHosts;
  /** Fetches the video from a host that is not its endpoint. */
  readonly withoutKey: () => unknown;
}

/**
 * Notifies of why a video could not be fetched or saved, with what helps.
 *
 * @throws an unexpected error as it is
 */
export async function notifyOneFailed(failed: FailedDownload): Promise<void> {
  const { error, target, endpoints, foreignHosts, withoutKey } = failed;
  const foreign = foreignVideo(error, target);
  if (foreign) return offerWithoutKey([foreign], { endpoints, foreignHosts, fetch: withoutKey });
  const words = savingFaultWords(error, target, endpoints);
  if (words === undefined) throw error;
  const text = `${titleOf(target.operation)}: ${words}`;
  const line = bucketCopyLine(target.video.uri);
  if (error instanceof NotRequestedError && error.reason.kind === 'noAddress' && line !== undefined) {
    return offer(fail, text, [[t('Copy Command'), 'veo.copyVideoUri', target.operation]]);
  }
  const problem = error instanceof VideoApiError ? error : undefined;
  await offer(fail, text, keyActions(problem, target.operation.endpoint));
}
