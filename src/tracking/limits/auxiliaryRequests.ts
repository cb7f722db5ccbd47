import { type Disposable, Emitter } from '../../base/event';
import { NEVER, type Time } from '../../base/time';
import { Timer } from '../../base/timer';
import { VideoApiError } from '../../endpoints/videoApi';
import type { OperationId } from '../../operations/operation';
import type { OriginLimiter } from './originLimiter';
import type { OriginLimiters } from './originLimiters';

/** One request beside those for the status; `send` is to be called when it is really sent. */
export type AuxiliaryRequest = (signal: AbortSignal, send: () => void) => Promise<void>;

interface Waiting {
  readonly id: OperationId;
  readonly ask: AuxiliaryRequest;
}

/**
 * Requests that can wait: one at a time, and only while the endpoint's limits have room. What stands in the way of one
 * is nobody's concern: whoever asks can do without the answer.
 */
export class AuxiliaryRequests implements Disposable {
  private readonly ends = new Emitter<void>();
  private waiting: Waiting[] = [];
  private readonly stopping = new AbortController();
  private readonly timer: Timer;
  private isAsking = false;

  /** Fires when one that was sent has ended: there is room for what waits at its endpoint. */
  readonly onDidEnd = this.ends.event;

  constructor(
    private readonly limiters: OriginLimiters,
    private readonly time: Time,
  ) {
    this.timer = new Timer(time, () => void this.askNext());
  }

  /** @param id of an operation at the endpoint that is to be asked */
  add(id: OperationId, ask: AuxiliaryRequest): void {
    this.waiting.push({ id, ask });
    void this.askNext();
  }

  /** There may be room sooner than it was to be: more is allowed, or other windows want less. */
  look(): void {
    void this.askNext();
  }

  dispose(): void {
    this.stopping.abort();
    this.ends.dispose();
    this.timer.dispose();
  }

  private async askNext(): Promise<void> {
    if (this.isAsking || this.stopping.signal.aborted) return;
    // Nobody waits for an endpoint that is blocked.
    this.waiting = this.waiting.filter((one) => this.pauseBefore(one) < NEVER);
    const pauses = this.waiting.map((one) => this.pauseBefore(one));
    const shortest = Math.min(...pauses);
    if (shortest > 0) return this.timer.setIn(shortest);
    // The first that may go: one endpoint that rests is no reason for another to wait.
    const [next] = this.waiting.splice(pauses.indexOf(shortest), 1) as [Waiting];
    this.isAsking = true;
    await this.ask(next);
    this.isAsking = false;
    return this.askNext();
  }

  private async ask({ id, ask }: Waiting): Promise<void> {
    const limiter = this.limiters.of(id);
    let isSent = false;
    const send = () => {
      isSent = true;
      limiter?.beginAuxiliary(this.time.steady());
    };
    try {
      await ask(this.stopping.signal, send);
    } catch (error) {
      if (limiter && isRefusal(error)) {
        const { kind, message, retryAfter } = error;
        limiter.slowDown({ kind, message }, retryAfter, this.time.steady());
      }
    } finally {
      if (isSent) this.ended(limiter);
    }
  }

  private ended(limiter: OriginLimiter | undefined): void {
    limiter?.end(this.time.steady());
    this.ends.fire();
  }

  /** ms until the endpoint may be asked; NEVER when that is useless until the person acts. */
  private pauseBefore({ id }: Waiting): number {
    const now = this.time.steady();
    return (this.limiters.of(id)?.auxiliaryAt(now) ?? now) - now;
  }
}

/** Of all that can fail, this alone concerns what is sent next; the rest, a status request will tell. */
function isRefusal(error: unknown): error is VideoApiError {
  return error instanceof VideoApiError && error.kind === 'rateLimited';
}
