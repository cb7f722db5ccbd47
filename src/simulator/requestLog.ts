import type { IncomingHttpHeaders } from 'node:http';

/** A request that arrived. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  /** Of the server that it reached: the simulator itself, or the host of its signed addresses. */
  readonly origin: string;
  readonly headers: IncomingHttpHeaders;
  /** ms since the epoch, by the simulator's clock. */
  readonly at: number;
}

/** Whether a request is the one that somebody waits for. */
export type RequestPredicate = (request: SeenRequest) => boolean;

interface Waiter {
  readonly wanted: RequestPredicate;
  readonly resolve: (request: SeenRequest) => void;
  readonly reject: (reason: unknown) => void;
}

/** Bounded, because a simulator may run for days. */
const MAX_REQUESTS = 1000;

/** Keeps the newest 1000 requests, and passes new ones to those who wait for them. */
export class RequestLog {
  private readonly seen: SeenRequest[] = [];
  private readonly waiters = new Set<Waiter>();
  private isClosed = false;

  get all(): readonly SeenRequest[] {
    return [...this.seen];
  }

  record(request: SeenRequest): void {
    if (this.seen.push(request) > MAX_REQUESTS) this.seen.shift();
    for (const waiter of this.waiters) this.offer(request, waiter);
  }

  /** The next wanted request from now on. Rejects when the log is closed or `wanted` throws. */
  next(wanted: RequestPredicate = () => true): Promise<SeenRequest> {
    const request = new Promise<SeenRequest>((resolve, reject) => {
      this.waiters.add({ wanted, resolve, reject });
      if (this.isClosed) this.close();
    });
    // A test that does not await it must not end with an unhandled rejection. Whoever awaits it still gets the rejection.
    request.catch(() => undefined);
    return request;
  }

  close(): void {
    this.isClosed = true;
    for (const waiter of this.waiters) waiter.reject(new Error('The simulator was stopped.'));
    this.waiters.clear();
  }

  private offer(request: SeenRequest, waiter: Waiter): void {
    try {
      if (!waiter.wanted(request)) return;
      waiter.resolve(request);
    } catch (error) {
      waiter.reject(error);
    }
    this.waiters.delete(waiter);
  }
}
