import type { IncomingHttpHeaders } from 'node:http';

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds since 1970, by the simulator's clock. */
  readonly at: number;
}

/** Chooses among requests. */
export type RequestPredicate = (request: SeenRequest) => boolean;

interface Waiter {
  readonly wanted: RequestPredicate;
  readonly resolve: (request: SeenRequest) => void;
  readonly reject: (reason: unknown) => void;
}

/** A simulator left running for days must not grow. */
const CAPACITY = 1000;

/** Remembers the newest 1000 requests and tells those who wait for one. */
export class RequestLog {
  readonly #seen: SeenRequest[] = [];
  readonly #waiters = new Set<Waiter>();
  #closed = false;

  get all(): readonly SeenRequest[] {
    return [...this.#seen];
  }

  record(request: SeenRequest): void {
    if (this.#seen.push(request) > CAPACITY) this.#seen.shift();
    for (const waiter of this.#waiters) this.#offer(request, waiter);
  }

  /** The next request from now on that is wanted; rejects when the log is closed or `wanted` throws. */
  next(wanted: RequestPredicate = () => true): Promise<SeenRequest> {
    const request = new Promise<SeenRequest>((resolve, reject) => {
      this.#waiters.add({ wanted, resolve, reject });
      if (this.#closed) this.close();
    });
    // Whoever awaits it still gets the rejection; a test that dropped it is not ended by it.
    request.catch(() => undefined);
    return request;
  }

  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiters) waiter.reject(new Error('The simulator was stopped.'));
    this.#waiters.clear();
  }

  #offer(request: SeenRequest, waiter: Waiter): void {
    try {
      if (!waiter.wanted(request)) return;
      waiter.resolve(request);
    } catch (error) {
      waiter.reject(error);
    }
    this.#waiters.delete(waiter);
  }
}
