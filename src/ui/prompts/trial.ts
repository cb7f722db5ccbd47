import type { Endpoint } from '../../endpoints/endpoint';
import { VideoApiError } from '../../endpoints/videoApi';

/** Requests an endpoint to find out whether it is there and accepts the key. @throws VideoApiError if not */
export type Trial = (endpoint: Endpoint, key: string | undefined, signal: AbortSignal) => Promise<void>;

/** Why a trial failed; undefined if it succeeded. @throws any other error */
export async function faultOf(trial: Promise<void>): Promise<VideoApiError | undefined> {
  try {
    await trial;
    return undefined;
  } catch (error) {
    if (error instanceof VideoApiError) return error;
    throw error;
  }
}
