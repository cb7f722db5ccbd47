import { VideoApiError } from '../../endpoints/videoApi';
import { NotRequestedError, type VideoTarget } from '../../saving/downloads';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { keyActions } from '../messages/actions';
import { fail, offer, warn } from '../messages/message';
import { titleOf } from '../messages/titles';
import { savingFaultWords } from './savingWords';

/**
 * Notifies of why a video could not be fetched or saved, with what helps.
 *
 * @param withoutKey fetches it from a host that is not its endpoint
 * @throws an unexpected error as it is
 */
export async function notifyFailed(
  error: unknown,
  target: VideoTarget,
  endpoints: EndpointList,
  withoutKey: () => unknown,
): Promise<void> {
  const words = savingFaultWords(error, target, endpoints);
  if (words === undefined) throw error;
  const text = `${titleOf(target.operation)}: ${words}`;
  if (error instanceof NotRequestedError && error.reason.kind === 'foreignHost') {
    const fetchWithout = t('Fetch Without the Key');
    if ((await warn(text, fetchWithout)) === fetchWithout) await withoutKey();
    return;
  }
  const kind = error instanceof VideoApiError ? error.kind : undefined;
  await offer(fail, text, keyActions(kind, target.operation.endpoint));
}
