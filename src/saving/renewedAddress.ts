import type { EndpointAccess } from '../endpoints/endpoint';
import { type VideoApi, VideoApiError } from '../endpoints/videoApi';
import type { VideoContent, WantedRange } from '../endpoints/videoContents';
import type { Video } from '../operations/operation';
import type { VideoRef } from './fileName';

/** Opens a video, or the rest of it. */
export type OpenVideo = (wanted: WantedRange) => Promise<VideoContent>;

/**
 * Opens a video where it is. Once that address has expired, `renew` is called, once, for another way to open it; the part
 * that came already stays.
 *
 * @param renew resolves with undefined where there is no other way
 */
export function renewing(open: OpenVideo, renew: () => Promise<OpenVideo | undefined>): OpenVideo {
  let renewed: OpenVideo | undefined;
  return async (wanted) => {
    try {
      return await (renewed ?? open)(wanted);
    } catch (error) {
      if (renewed || !isExpiry(error)) throw error;
      renewed = await renew();
      if (!renewed) throw error;
      return renewed(wanted);
    }
  };
}

/**
 * Asks the API where a video is by now: gateways sign the address anew with each answer. Undefined where it gives the same
 * address, or none.
 *
 * @throws VideoApiError; the reason of the signal when it was aborted
 */
export async function freshAddress(
  { operation, index }: VideoRef,
  access: EndpointAccess,
  api: VideoApi,
): Promise<Video | undefined> {
  const answer = await api.requestStatus({ ...access, name: operation.name, hints: operation });
  const fresh = answer.kind === 'succeeded' ? answer.videos[index] : undefined;
  return fresh && 'uri' in fresh && fresh.uri !== operation.videos[index]?.uri ? fresh : undefined;
}

function isExpiry(error: unknown): boolean {
  return error instanceof VideoApiError && error.detail.kind === 'addressExpired';
}
