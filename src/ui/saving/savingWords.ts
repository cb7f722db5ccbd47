import { MINUTE_MS } from '../../base/time';
import { VideoApiError } from '../../endpoints/videoApi';
import { NoVideoError } from '../../endpoints/videoContents';
import { bucketCopyLine } from '../../operations/bucketVideo';
import type { Video } from '../../operations/operation';
import { NotRequestedError, type VideoTarget } from '../../saving/downloads';
import type { Progress } from '../../saving/fetchVideo';
import { SaveError } from '../../saving/saveError';
import type { EndpointList } from '../endpointList';
import { languageTag, t } from '../language/t';
import { saveFaultAdvice, withFault } from '../messages/faultWords';
import { keyAdvice } from '../messages/problemWords';
import type { Step } from '../messages/progress';
import { untilWords } from '../messages/timeWords';
import { endpointLabel, withShortIds } from '../messages/titles';

const MEGABYTE_BYTES = 1_000_000;

/** An amount of data, in megabytes. */
export function sizeWords(bytes: number): string {
  const megabytes = bytes / MEGABYTE_BYTES;
  const digits = megabytes < 10 ? 1 : 0;
  return t('{0} MB', megabytes.toLocaleString(languageTag(), { maximumFractionDigits: digits }));
}

/** The progress of one download, as text and as a fraction. */
export function stepOf({ received, size }: Progress): Step {
  if (size === undefined) return { text: sizeWords(received) };
  const text = t('{0} of {1}', sizeWords(received), sizeWords(size));
  return { text, part: size ? received / size : undefined };
}

/** Why a video could not be fetched or saved, and what to do; undefined for an unexpected error. */
export function savingFaultWords(
  error: unknown,
  { operation, video }: VideoTarget,
  endpoints: EndpointList,
): string | undefined {
  const endpoint = endpointLabel(operation, endpoints);
  if (error instanceof SaveError) return saveFaultWords(error);
  if (error instanceof NoVideoError) return absenceWords(error, endpoint);
  if (error instanceof NotRequestedError) return notRequestedWords(error, video, operation.endpoint);
  if (error instanceof VideoApiError) return apiFaultWords(error, endpoint);
  return undefined;
}

function saveFaultWords({ kind, detail, leftAt }: SaveError): string {
  if (leftAt === undefined) return saveFaultAdvice(detail);
  const sentence = t(
    'The file could not be given its name. The video is whole and lies at {0}. Move it where you want it.',
    leftAt,
  );
  return kind === 'other' ? `${sentence} (${detail.said})` : withFault(sentence, detail);
}

function absenceWords({ kind, detail }: NoVideoError, endpoint: string): string {
  switch (kind) {
    case 'gone':
      return t('{0} says that it no longer has this video.', endpoint);
    case 'withheld':
      return t(
        'There is no video: the safety filter kept it back. The operation is listed as filtered now. Try another prompt.',
      );
    case 'notReady':
      return withFault(t('{0} has not finished this video yet. Try again in a minute.', endpoint), detail);
    case 'notAVideo':
      return withFault(t('{0} sent something that is no MP4 video. Try again later.', endpoint), detail);
    case 'incomplete':
      return withFault(
        t(
          'The video did not come whole from {0}, although it was tried several times. Nothing was saved. Try again later.',
          endpoint,
        ),
        detail,
      );
  }
}

function notRequestedWords({ reason }: NotRequestedError, { uri }: Video, endpointId: string): string {
  switch (reason.kind) {
    case 'noEndpoint':
      return t(
        'There is no endpoint "{0}" any more, so the video cannot be fetched. Add it again with Select Endpoint….',
        endpointId,
      );
    case 'foreignHost':
      return t(
        'The video is at {0}, which is not its endpoint. Your API key is not sent there, so it may not be given out.',
        reason.host,
      );
    case 'noAddress':
      if (bucketCopyLine(uri) !== undefined) {
        return t(
          'The video is in a bucket of Google Cloud Storage, {0}, which only you can open. Copy the command that fetches it, and run it in a terminal.',
          uri,
        );
      }
      return t(
        'The video is at {0}, where it cannot be fetched from here. Copy its URI and fetch it with the tools of that place.',
        withShortIds(uri),
      );
  }
}

function apiFaultWords({ kind, reason, detail, retryAfter }: VideoApiError, endpoint: string): string {
  switch (kind) {
    case 'unauthorized':
      if (reason === 'commandFailed') return withFault(keyAdvice(reason, endpoint), detail);
      return `${keyAdvice(reason, endpoint)} ${t('Then download the video again.')}`;
    case 'noKey':
      if (reason !== undefined)
        return `${keyAdvice(reason, endpoint)} ${t('Then download the video again.')}`;
      return t('There is no API key for {0}. Set one, then download the video again.', endpoint);
    case 'budgetExceeded':
      return t('The budget of the API key for {0} is spent. Raise it or set another key.', endpoint);
    case 'rateLimited': {
      const now = Date.now();
      // Without `Retry-After`, the limit is most likely one per minute.
      const until = new Date(now + (retryAfter ?? MINUTE_MS)).toISOString();
      const when = untilWords(until, now) ?? t('now');
      return t('{0} gets too many requests with this API key. Try again {1}.', endpoint, when);
    }
    case 'offline':
    case 'timeout':
      return withFault(t('{0} cannot be reached. Try again later.', endpoint), detail);
    case 'unavailable':
      return withFault(
        t('{0} did not give the video out just now. It is not lost: try again later.', endpoint),
        detail,
      );
    default:
      return withFault(t('{0} did not give the video out.', endpoint), detail);
  }
}
