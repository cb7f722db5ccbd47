import { DisposableStore } from '../../base/disposableStore';
import { type Disposable, Emitter } from '../../base/event';
import { NEVER, type Time } from '../../base/time';
import { Timer } from '../../base/timer';
import { VideoApiError } from '../../endpoints/videoApi';
import type { OperationId } from '../../operations/operation';
import type { Permit } from './originLimiter';
import type { OriginLimiters } from './originLimiters';

/** A request beside those for the status, such as when a video will be deleted; `send` is to be called when it is sent. */
export type AuxiliaryRequest = (signal: AbortSignal, send: () => void) => Promise<void>;

interface Waiting {
  readonly id: OperationId;
  readonly request: AuxiliaryRequest;
}

/**
 * Low-priority requests beside the status: one at a time, and only while the endpoint's limits have room. Callers can do
 * without the answer, so a failure is nobody's concern.
 */
export class AuxiliaryRequests implements Disposable {
  private readonly ends = new Emitter<void>();
  private readonly timer: Timer;
  private readonly disposables: DisposableStore;
  private readonly stopping = new AbortController();
  private waiting: Waiting[] = [];
  private isSending = false;

  /** Fires when one that was sent has ended: there is room for what waits at its endpoint. */
  readonly onDidEnd = this.ends.event;

  constructor(
    private readonly limiters: OriginLimiters,
    private readonly time: Time,
  ) {
    this.timer = new Timer(time, () => this.reschedule());
    this.disposables = new DisposableStore(this.timer, this.ends);
  }

  /** @param id of an operation at the endpoint that the request goes to */
  add(id: OperationId, request: AuxiliaryRequest): void {
    this.waiting.push({ id, request });
    this.reschedule();
  }

  /** There may be room sooner than it was to be: more is allowed, or other windows want less. */
  reschedule(): void {
    void this.sendNext();
  }

  dispose(): void {
    this.stopping.abort();
    this.disposables.dispose();
  }

  private async sendNext(): Promise<void> {
    if (this.isSending || this.stopping.signal.aborted) return;
    // Nobody waits for an endpoint that is blocked.
    this.waiting = this.waiting.filter((one) => this.pauseBefore(one) < NEVER);
    const pauses = this.waiting.map((one) => this.pauseBefore(one));
    const shortest = Math.min(...pauses);
    if (shortest > 0) return this.timer.setIn(shortest);
    // The first that may go: one endpoint that backs off is no reason for another to wait.
    const [next] = this.waiting.splice(pauses.indexOf(shortest), 1) as [Waiting];
    this.isSending = true;
    await this.send(next);
    this.isSending = false;
    return this.sendNext();
  }

  private async send({ id, request }: Waiting): Promise<void> {
    const limiter = this.limiters.of(id);
    const permits: (Permit | undefined)[] = [];
    const send = () => void permits.push(limiter?.acquire('auxiliary', this.time.elapsed()));
    try {
      await request(this.stopping.signal, send);
    } catch (error) {
      if (!isRefusal(error)) return;
      const { kind, message, retryAfter } = error;
      limiter?.noteFailure({ kind, message }, retryAfter, this.time.elapsed());
    } finally {
      for (const permit of permits) permit?.release(this.time.elapsed());
      if (permits.length > 0) this.ends.fire();
    }
  }

  /** ms until a request may go to the endpoint; NEVER when that is useless until the person acts. */
  private pauseBefore({ id }: Waiting): number {
    const now = this.time.elapsed();
    return (this.limiters.of(id)?.auxiliaryAt(now) ?? now) - now;
  }
}

/** Of all that can fail, this alone concerns what is sent next; the rest, a status request will tell. */
function isRefusal(error: unknown): error is VideoApiError {
  return error instanceof VideoApiError && error.kind === 'rateLimited';
}
