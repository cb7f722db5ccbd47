import { signatureExpiry } from '../outside/signedAddress';
import type { AnsweredVideo } from './videoApi';

/**
 * Videos with the time at which they can be fetched no more (ISO 8601 UTC): as the answer tells it for all of them, else
 * as the signature of their address does. Where it is known how long the service keeps its videos, their signatures do not
 * count, for the service signs another address when it is asked again. A video inside the answer is not deleted.
 *
 * @param lifetime ms, where it is known
 */
export function withTimesLeft(
  videos: readonly AnsweredVideo[],
  told: string | undefined,
  lifetime: number | undefined,
): AnsweredVideo[] {
  return videos.map((video) => {
    if ('base64' in video) return video;
    const expiresAt = told ?? (lifetime === undefined ? signedUntil(video.uri) : undefined);
    return { ...video, ...(expiresAt !== undefined && { expiresAt }) };
  });
}

function signedUntil(uri: string): string | undefined {
  const ms = signatureExpiry(new URL(uri));
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
