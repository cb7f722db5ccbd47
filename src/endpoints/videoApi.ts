import type { Answer, InlineVideo, ProblemKind, Video } from '../operations/operation';
import type { Endpoint } from './endpoint';

/** How a video API is asked, whatever its contract. */
export interface VideoApi {
  /**
   * Asks once for the state of an operation.
   *
   * @param key absent only where the endpoint needs none.
   * @throws VideoApiError for anything but a documented answer; the reason of `signal` when it was aborted.
   */
  check(
    endpoint: Endpoint,
    name: string,
    key: string | undefined,
    signal: AbortSignal,
  ): Promise<Answer<Sample>>;
}

/** A video as an answer gives it: its address, or the video itself. */
export type Sample = Video | InlineVideo;

/** A request that brought no answer. The message is redacted and may be shown. */
export class VideoApiError extends Error {
  override readonly name = 'VideoApiError';

  /** @param retryAfter in ms from now: how long the server asked us to wait. */
  constructor(
    readonly kind: ProblemKind,
    message: string,
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}
