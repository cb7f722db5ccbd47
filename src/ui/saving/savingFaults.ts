import { VideoApiError } from '../../endpoints/videoApi';
import { bucketCopyLine } from '../../operations/bucketVideo';
import { NotRequestedError, type VideoTarget } from '../../saving/downloads';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { keyActions } from '../messages/actions';
import { fail, offer, warn } from '../messages/message';
import { titleOf } from '../messages/titles';
import { savingFaultWords } from './savingWords';

interface FailedDownload {
  readonly error: unknown;
  readonly target: VideoTarget;
  readonly endpoints: EndpointList;
  /** Fetches the video from a host that is not its endpoint. */
  readonly withoutKey: () => unknown;
}

/**
 * Notifies of why a video could not be fetched or saved, with what helps.
 *
 * @throws an unexpected error as it is
 */
export async function notifyFailed({ error, target, endpoints, withoutKey }: FailedDownload): Promise<void> {
  const words = savingFaultWords(error, target, endpoints);
  if (words === undefined) throw error;
  const text = `${titleOf(target.operation)}: ${words}`;
  if (isAtForeignHost(error)) {
    if (await agreesToFetch(text)) await withoutKey();
    return;
  }
  const line = bucketCopyLine(target.video.uri);
  if (error instanceof NotRequestedError && error.reason.kind === 'noAddress' && line !== undefined) {
    return offer(fail, text, [[t('Copy Command'), 'veo.copyVideoUri', target.operation]]);
  }
  const problem = error instanceof VideoApiError ? error : undefined;
  await offer(fail, text, keyActions(problem, target.operation.endpoint));
}

/** Whether a video was not fetched because it is at a host that is not its endpoint. */
export function isAtForeignHost(error: unknown): boolean {
  return error instanceof NotRequestedError && error.reason.kind === 'foreignHost';
}

/** Asks whether videos at hosts that are not their endpoints are wanted all the same. */
export async function agreesToFetch(text: string): Promise<boolean> {
  const fetchWithout = t('Fetch Without the Key');
  return (await warn(text, fetchWithout)) === fetchWithout;
}
