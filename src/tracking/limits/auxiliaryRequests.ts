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
  /** How many were added before. */
  readonly arrival: number;
}

/** One that could be the next, and the ms until its endpoint has room. */
interface Candidate {
  readonly waiting: Waiting;
  readonly pause: number;
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
  /** By endpoint, each in order: a server may give cause for thousands, and all of an endpoint wait equally long. */
  private readonly queues = new Map<string, Waiting[]>();
  private arrivals = 0;
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
    const queue = this.queues.get(id.endpoint) ?? [];
    queue.push({ id, request, arrival: this.arrivals++ });
    this.queues.set(id.endpoint, queue);
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
    // The first that may go: one endpoint that backs off is no reason for another to wait.
    const [next] = this.candidates().sort(inTurn);
    if (!next || next.pause > 0) return this.timer.setIn(next?.pause ?? NEVER);
    const { waiting } = next;
    this.queues.get(waiting.id.endpoint)?.shift();
    this.isSending = true;
    await this.send(waiting);
    this.isSending = false;
    return this.sendNext();
  }

  /** The first of each endpoint. Nobody waits for an endpoint that is blocked. */
  private candidates(): Candidate[] {
    const firsts = [...this.queues.values()].flatMap(([waiting]) =>
      waiting ? { waiting, pause: this.pauseBefore(waiting) } : [],
    );
    for (const { waiting, pause } of firsts) if (pause === NEVER) this.queues.delete(waiting.id.endpoint);
    return firsts.filter(({ pause }) => pause < NEVER);
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

function inTurn(a: Candidate, b: Candidate): number {
  return a.pause - b.pause || a.waiting.arrival - b.waiting.arrival;
}

/** Of all that can fail, this alone concerns what is sent next; the rest, a status request will tell. */
function isRefusal(error: unknown): error is VideoApiError {
  return error instanceof VideoApiError && error.kind === 'rateLimited';
}
