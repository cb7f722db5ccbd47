import type { Endpoint } from '../../endpoints/endpoint';
import { VideoApiError } from '../../endpoints/videoApi';

/** Asks an endpoint whether it is there and takes the key; throws VideoApiError when it is not or does not. */
export type Trial = (endpoint: Endpoint, key: string | undefined, signal: AbortSignal) => Promise<void>;

/** Why a trial did not go well; undefined when it did. @throws what is no fault of the endpoint */
export async function faultOf(trial: Promise<void>): Promise<VideoApiError | undefined> {
  try {
    await trial;
    return undefined;
  } catch (error) {
    if (error instanceof VideoApiError) return error;
    throw error;
  }
}
