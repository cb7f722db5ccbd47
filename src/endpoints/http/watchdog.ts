import { NEVER, systemTime } from '../../base/time';
import { Timer } from '../../base/timer';
import { connectionCauseOf } from '../faults/connectionCause';
import { shownText } from '../shownText';
import { VideoApiError } from '../videoApi';

/** Aborts a request that its caller gave up or whose server is silent, and turns all its faults into `VideoApiError`. */
export class Watchdog {
  private readonly timeout = new AbortController();
  private readonly startedAt = performance.now();
  private readonly timer = new Timer(systemTime, () => this.abort());
  /** ms that the request had when it is aborted. */
  private limit: number;
  /** Aborted when the request is to end. */
  readonly signal: AbortSignal;

  /**
   * @param caller aborted when nobody wants the answer any more
   * @param deadline ms of silence after which the request is aborted
   */
  constructor(
    private readonly caller: AbortSignal,
    private readonly deadline: number,
    private readonly secrets: readonly string[],
  ) {
    this.limit = deadline;
    this.signal = AbortSignal.any([caller, this.timeout.signal]);
    this.restart();
  }

  /** @throws VideoApiError; the reason why the caller aborted the request. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.stop();
      throw this.faultOf(error);
    }
  }

  /** Passes on the pieces of a body, each within the deadline after the one before; throws as `guard`. */
  async *guardPieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of body) {
        this.stop();
        yield piece;
        this.restart();
      }
    } catch (error) {
      throw this.faultOf(error);
    } finally {
      this.stop();
    }
  }

  /** @param total ms that the request may take in all, even when its server is never silent */
  restart(total = NEVER): void {
    const left = this.startedAt + total - performance.now();
    this.limit = left < this.deadline ? total : this.deadline;
    // Pieces that come faster than a timer fires would put it off for ever, so a request whose time is over ends at once.
    if (left <= 0) this.abort();
    else this.timer.setIn(Math.min(left, this.deadline));
  }

  stop(): void {
    this.timer.clear();
  }

  private abort(): void {
    this.stop();
    const seconds = this.limit / 1000;
    this.timeout.abort(new VideoApiError('timeout', { kind: 'noAnswerWithin', seconds }));
  }

  private faultOf(error: unknown): unknown {
    if (this.caller.aborted) return this.caller.reason;
    if (error instanceof VideoApiError) return error;
    if (this.timeout.signal.aborted) return this.timeout.signal.reason;
    // The message of such a fault holds the address, so only its code is shown.
    const { code } = error as { code?: unknown };
    const said = typeof code === 'string' ? code : shownText(String(error), this.secrets);
    return new VideoApiError('offline', { kind: 'noConnection', cause: connectionCauseOf(said), said });
  }
}
