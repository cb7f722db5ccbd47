/** This server counts requests in fixed windows, like LiteLLM. */
const WINDOW_MS = 60_000;

export type Reply = 'running' | 'ended' | { readonly retryAfter: number };

/** A video API with a limit of requests per minute, which refuses the rest with 429. Times in ms. */
export class LimitedServer {
  /** Requests that were refused. */
  refused = 0;
  /** Requests in all. */
  requests = 0;
  /** By the number of a job, how long after its end that was noticed, in ms. */
  readonly lateness = new Map<number, number>();
  private window = -1;
  private used = 0;

  /** @param ends when each job ends */
  constructor(
    private readonly requestsPerMinute: number,
    private readonly ends: readonly number[],
  ) {}

  answer(job: number, now: number): Reply {
    this.requests++;
    if (!this.admits(now)) {
      this.refused++;
      return { retryAfter: WINDOW_MS - (now % WINDOW_MS) };
    }
    const end = this.ends[job] ?? 0;
    if (now < end) return 'running';
    this.lateness.set(job, now - end);
    return 'ended';
  }

  private admits(now: number): boolean {
    const window = Math.floor(now / WINDOW_MS);
    if (window !== this.window) [this.window, this.used] = [window, 0];
    if (this.used >= this.requestsPerMinute) return false;
    this.used++;
    return true;
  }
}
