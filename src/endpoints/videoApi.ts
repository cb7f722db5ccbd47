import { type FaultDetail, quoted } from '../operations/faultDetail';
import { faultText } from '../operations/faultText';
import type { Answer, InlineVideo, StartHints, Video } from '../operations/operation';
import type { ProblemKind, ProblemReason } from '../operations/problem';
import type { EndpointAccess } from './endpoint';
import type { AnswerSpool } from './http/spool';

/** A video API, whatever its contract. */
export interface VideoApi {
  /**
   * Requests the state of an operation once.
   *
   * @throws VideoApiError for anything but a documented answer; the reason of `signal` when it was aborted.
   */
  requestStatus(query: StatusQuery): Promise<Answer<AnsweredVideo>>;
}

export interface StatusQuery extends EndpointAccess {
  /** The operation's name. */
  readonly name: string;
  /** What the start answer told, where it is known. */
  readonly hints?: StartHints;
  /** Where videos inside the answer go; without it, they stay in memory. */
  readonly spool?: AnswerSpool | undefined;
}

/** A video as an answer gives it: its address, or the video itself. */
export type AnsweredVideo = Video | InlineVideo;

interface FaultContext {
  /** ms from now: how long the server asked us to wait. */
  readonly retryAfter?: number | undefined;
  readonly reason?: ProblemReason | undefined;
  /** The answer that could not be understood, as text: redacted, of at most 64 Ki characters. */
  readonly answer?: string | undefined;
}

/** An error that says what went wrong as data, so that it can be shown in the person's language. */
export class FaultError extends Error {
  readonly detail: FaultDetail;

  /** @param detail what went wrong; a string holds redacted words of the server, never ours */
  constructor(detail: FaultDetail | string) {
    const fault = typeof detail === 'string' ? quoted(detail) : detail;
    super(faultText(fault));
    this.detail = fault;
  }
}

/** A request failed, or its answer is not one that was hoped for. */
export class VideoApiError extends FaultError {
  override readonly name = 'VideoApiError';
  readonly retryAfter: number | undefined;
  readonly reason: ProblemReason | undefined;
  readonly answer: string | undefined;

  constructor(
    readonly kind: ProblemKind,
    detail: FaultDetail | string,
    { retryAfter, reason, answer }: FaultContext = {},
  ) {
    super(detail);
    this.retryAfter = retryAfter;
    this.reason = reason;
    this.answer = answer;
  }
}
