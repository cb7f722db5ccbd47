import { DisposableStore } from '../../base/disposableStore';
import { Emitter } from '../../base/event';
import { type Endpoints, originOf } from '../../endpoints/endpoint';
import type { OperationId } from '../../operations/operation';
import type { OriginUse } from '../windows/windowLease';
import { type LearnedLimit, type LimiterTerms, OriginLimiter } from './originLimiter';

interface OriginLimitersParts extends LimiterTerms {
  readonly endpoints: Endpoints;
}

/** The limiters of all API origins. */
export class OriginLimiters extends DisposableStore {
  private readonly limiters = new Map<string, OriginLimiter>();
  /** By the URL of an endpoint: each is parsed once, since operations are many. */
  private readonly origins = new Map<string, string>();
  private readonly learned = this.add(new Emitter<LearnedLimit>());

  /** Fires when what a server says changes the limit of its origin. */
  readonly onDidLearn = this.learned.event;

  constructor(private readonly parts: OriginLimitersParts) {
    super();
  }

  /** The limiter for the endpoint of an operation; undefined without such an endpoint. */
  of(id: OperationId): OriginLimiter | undefined {
    const origin = this.originOf(id);
    return origin === undefined ? undefined : this.at(origin);
  }

  /** The origin of the endpoint of an operation; undefined without such an endpoint. */
  originOf({ endpoint: id }: OperationId): string | undefined {
    const endpoint = this.parts.endpoints.byId(id);
    if (!endpoint) return undefined;
    const origin = this.origins.get(endpoint.url) ?? originOf(endpoint);
    this.origins.set(endpoint.url, origin);
    return origin;
  }

  /** The limiter of an origin. */
  at(origin: string): OriginLimiter {
    const known = this.limiters.get(origin);
    if (known) return known;
    const limiter = new OriginLimiter(origin, this.parts, (limit) => this.learned.fire(limit));
    this.limiters.set(origin, limiter);
    return limiter;
  }

  /** All that were used since the start. */
  get all(): Iterable<OriginLimiter> {
    return this.limiters.values();
  }

  /** What this window does at each origin. @param running the operations that it polls */
  uses(running: Iterable<OperationId>, now: number): Map<string, OriginUse> {
    const uses = new Map<string, OriginUse>();
    for (const [origin, limiter] of this.limiters) {
      const sent = limiter.sent(now);
      if (sent.length > 0) uses.set(origin, { running: 0, sent });
    }
    for (const id of running) {
      const origin = this.originOf(id);
      if (origin === undefined) continue;
      const use = uses.get(origin) ?? { running: 0, sent: [] };
      uses.set(origin, { ...use, running: use.running + 1 });
    }
    return uses;
  }
}
