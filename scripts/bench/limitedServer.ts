/** LiteLLM counts requests anew in each such window, and so does this server. */
const WINDOW_MS = 60_000;

export type Reply = 'running' | 'ended' | { readonly retryAfter: number };

/** A video API with a limit of requests per minute, which refuses the rest with 429. Times in ms. */
export class LimitedServer {
  /** Requests that were refused. */
  refused = 0;
  /** Requests of all kinds. */
  asked = 0;
  /** How late each job was seen ended, in ms, by its number. */
  readonly seenAfter = new Map<number, number>();
  private window = -1;
  private taken = 0;

  /** @param ends when each job ends */
  constructor(
    private readonly requestsPerMinute: number,
    private readonly ends: readonly number[],
  ) {}

  ask(job: number, now: number): Reply {
    this.asked++;
    if (!this.admits(now)) {
      this.refused++;
      return { retryAfter: WINDOW_MS - (now % WINDOW_MS) };
    }
    const end = this.ends[job] ?? 0;
    if (now < end) return 'running';
    this.seenAfter.set(job, now - end);
    return 'ended';
  }

  private admits(now: number): boolean {
    const window = Math.floor(now / WINDOW_MS);
    if (window !== this.window) [this.window, this.taken] = [window, 0];
    if (this.taken >= this.requestsPerMinute) return false;
    this.taken++;
    return true;
  }
}
