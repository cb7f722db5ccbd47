import { type FaultDetail, quoted } from '../operations/faultDetail';
import { faultText } from '../operations/faultText';
import type { Answer, InlineVideo, Video } from '../operations/operation';
import type { ProblemKind, ProblemReason } from '../operations/problem';
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

/** What else is known of a request that brought no answer. */
export interface FaultContext {
  /** ms from now: how long the server asked us to wait. */
  readonly retryAfter?: number | undefined;
  readonly reason?: ProblemReason | undefined;
  /** The answer that could not be understood, as text: redacted, of at most 64 Ki characters. */
  readonly answer?: string | undefined;
}

/** A request that brought no answer. */
export class VideoApiError extends Error {
  override readonly name = 'VideoApiError';
  readonly detail: FaultDetail;
  readonly retryAfter: number | undefined;
  readonly reason: ProblemReason | undefined;
  readonly answer: string | undefined;

  /** @param told what went wrong, or redacted words of the server, never of ours */
  constructor(
    readonly kind: ProblemKind,
    told: FaultDetail | string,
    { retryAfter, reason, answer }: FaultContext = {},
  ) {
    const detail = typeof told === 'string' ? quoted(told) : told;
    super(faultText(detail));
    this.detail = detail;
    this.retryAfter = retryAfter;
    this.reason = reason;
    this.answer = answer;
  }
}
