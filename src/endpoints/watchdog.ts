import { shownText } from './apiErrors';
import { connectionCauseOf } from './connectionCause';
import { VideoApiError } from './videoApi';

/** Ends a request that nobody wants any more or that has gone silent, and makes one kind of error of all faults. */
export class Watchdog {
  private readonly silence = new AbortController();
  private readonly begun = performance.now();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Aborted when the request is to end. */
  readonly signal: AbortSignal;

  /**
   * @param wanted aborted when nobody wants the answer any more
   * @param deadline ms of silence after which a request ends
   */
  constructor(
    private readonly wanted: AbortSignal,
    private readonly deadline: number,
    private readonly secrets: readonly string[],
  ) {
    this.signal = AbortSignal.any([wanted, this.silence.signal]);
    this.restart();
  }

  /** @throws VideoApiError; the reason why the request was aborted. */
  async over<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.end();
      throw this.faultOf(error);
    }
  }

  /** The pieces of a body, each within the deadline after the one before; throws as `over`. */
  async *pieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of body) {
        this.end();
        yield piece;
        this.restart();
      }
    } catch (error) {
      throw this.faultOf(error);
    } finally {
      this.end();
    }
  }

  /** @param longest ms that the request may take in all, even when it is never silent */
  restart(longest = Number.POSITIVE_INFINITY): void {
    this.end();
    const left = this.begun + longest - performance.now();
    const limit = left < this.deadline ? longest : this.deadline;
    const giveUp = () =>
      this.silence.abort(new VideoApiError('timeout', { kind: 'noAnswerWithin', seconds: limit / 1000 }));
    // At once when its time is over: pieces that come faster than a timer fires would put it off for ever.
    if (left <= 0) giveUp();
    else this.timer = setTimeout(giveUp, Math.min(left, this.deadline));
  }

  end(): void {
    clearTimeout(this.timer);
  }

  private faultOf(error: unknown): unknown {
    if (this.wanted.aborted) return this.wanted.reason;
    if (error instanceof VideoApiError) return error;
    if (this.silence.signal.aborted) return this.silence.signal.reason;
    // The message of such a fault holds the address, so only its code is told.
    const { code } = error as { code?: unknown };
    const said = typeof code === 'string' ? code : shownText(String(error), this.secrets);
    return new VideoApiError('offline', { kind: 'noConnection', cause: connectionCauseOf(said), said });
  }
}
