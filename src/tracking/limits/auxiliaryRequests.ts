import { DisposableStore } from '../../base/disposableStore';
import { type Disposable, Emitter } from '../../base/event';
import { NEVER, type Time } from '../../base/time';
import { Timer } from '../../base/timer';
import type { Endpoint, Endpoints } from '../../endpoints/endpoint';
import { VideoApiError } from '../../endpoints/videoApi';
import type { OperationId } from '../../operations/operation';
import { type Keys, withKey } from '../apiKeyAccess';
import type { Permit } from './originLimiter';
import type { OriginLimiters } from './originLimiters';

/**
 * A request beside those for the status, such as when a video will be deleted. It is called once it may be sent, and returns
 * what sends it; undefined when it is no longer needed.
 */
export type AuxiliaryRequest = (
  endpoint: Endpoint,
) => ((key: string | undefined, signal: AbortSignal) => Promise<void>) | undefined;

interface AuxiliaryRequestsParts {
  readonly limiters: OriginLimiters;
  readonly endpoints: Endpoints;
  readonly keys: Keys;
  readonly time: Time;
}

interface Queued {
  readonly id: OperationId;
  readonly request: AuxiliaryRequest;
  /** How many were added before. */
  readonly arrival: number;
}

/** The first request of an endpoint, and how many ms it has to wait. */
interface Candidate {
  readonly queued: Queued;
  readonly delay: number;
}

/**
 * Low-priority requests beside the status: one at a time, and only while the limits of its endpoint have room. Callers can
 * do without the answer, so failures are ignored.
 */
export class AuxiliaryRequests implements Disposable {
  private readonly ends = new Emitter<void>();
  private readonly timer: Timer;
  private readonly disposables: DisposableStore;
  /** By endpoint: a server may cause thousands of them, and those of one endpoint wait equally long. */
  private readonly queues = new Map<string, Queued[]>();
  private arrivals = 0;
  private isDisposed = false;
  /** Of the request under way. Each has its own: a signal for all would keep what each has tied to it. */
  private sending: AbortController | undefined;

  /** Fires when a request has ended: there is room for what waits at its endpoint. */
  readonly onDidEnd = this.ends.event;

  constructor(private readonly parts: AuxiliaryRequestsParts) {
    this.timer = new Timer(parts.time, () => this.reschedule());
    this.disposables = new DisposableStore(this.timer, this.ends);
  }

  /** @param id of an operation at the endpoint that the request goes to */
  add(id: OperationId, request: AuxiliaryRequest): void {
    const queue = this.queues.get(id.endpoint) ?? [];
    queue.push({ id, request, arrival: this.arrivals++ });
    this.queues.set(id.endpoint, queue);
    void this.reschedule();
  }

  /** Sends what may go now, and sets the timer for the rest; to be called when limits or shares have changed. */
  async reschedule(): Promise<void> {
    if (this.sending || this.isDisposed) return;
    // The shortest delay counts: an endpoint that backs off must not hold up another.
    const [next] = this.candidates().sort(byDelay);
    if (!next || next.delay > 0) return this.timer.setIn(next?.delay ?? NEVER);
    this.queues.get(next.queued.id.endpoint)?.shift();
    this.sending = new AbortController();
    await this.send(next.queued, this.sending.signal);
    this.sending = undefined;
    return this.reschedule();
  }

  dispose(): void {
    this.isDisposed = true;
    this.sending?.abort();
    this.disposables.dispose();
  }

  /** The first of each endpoint. What waits for a blocked endpoint is dropped. */
  private candidates(): Candidate[] {
    const firsts = [...this.queues.values()].flatMap(([queued]) =>
      queued ? { queued, delay: this.delayOf(queued) } : [],
    );
    for (const { queued, delay } of firsts) if (delay === NEVER) this.queues.delete(queued.id.endpoint);
    return firsts.filter(({ delay }) => delay < NEVER);
  }

  /** ms until a request may go to its endpoint; NEVER when that is useless until the person acts. */
  private delayOf({ id }: Queued): number {
    const now = this.parts.time.elapsed();
    return (this.parts.limiters.of(id)?.auxiliaryAt(now) ?? now) - now;
  }

  /** Of all failures only a refusal (429) concerns what is sent next; status requests will meet the others. */
  private async send({ id, request }: Queued, signal: AbortSignal): Promise<void> {
    const { endpoints, keys, limiters, time } = this.parts;
    const limiter = limiters.of(id);
    let permit: Permit | undefined;
    try {
      const endpoint = endpoints.byId(id.endpoint);
      const send = endpoint && request(endpoint);
      if (!send) return;
      await withKey({ endpoint, keys, signal }, (key) => {
        permit ??= limiter?.acquire('auxiliary', time.elapsed());
        return send(key, signal);
      });
    } catch (error) {
      if (!(error instanceof VideoApiError) || error.kind !== 'rateLimited') return;
      const { kind, message, retryAfter } = error;
      limiter?.noteFailure({ kind, message }, retryAfter, time.elapsed());
    } finally {
      permit?.release(time.elapsed());
      if (permit) this.ends.fire();
    }
  }
}

function byDelay(a: Candidate, b: Candidate): number {
  return a.delay - b.delay || a.queued.arrival - b.queued.arrival;
}
