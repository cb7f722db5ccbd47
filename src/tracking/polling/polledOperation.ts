import { NEVER } from '../../base/time';
import type { Operation, OperationId } from '../../operations/operation';
import type { OriginLimiter } from '../limits/originLimiter';

interface Asker {
  readonly resolve: (operation: Operation) => void;
  readonly reject: (reason: unknown) => void;
}

/** One operation that is waited for: since when, the request under way, and who wants the answer now. */
export class Watch {
  /** Failed requests in a row. */
  failures = 0;
  /** When to ask next, in ms of a steady clock; NEVER while it waits for something other than time. */
  dueAt = NEVER;
  /** When it last was known to run, in ms of a steady clock; undefined before the first answer. */
  ranAt: number | undefined;
  /** When the last request about it ended, in ms of a steady clock, and its age then, in seconds without those slept. */
  asked: { readonly at: number; readonly age: number } | undefined;
  /** How often its content was asked whether it is there, before a completed one is believed. */
  probes = 0;
  /** From when its age counts: ISO 8601 UTC, and the same in ms of a steady clock. */
  bornOn = '';
  bornAt = 0;
  /** How far that clock was ahead of a stopwatch when this was found out, in ms. */
  ahead = 0;
  private readonly askers = new Set<Asker>();
  private request:
    | { readonly limiter: OriginLimiter | undefined; readonly controller: AbortController }
    | undefined;

  constructor(readonly id: OperationId) {}

  /** Whether someone waits for the answer. */
  get isAsked(): boolean {
    return this.askers.size > 0;
  }

  get isUnderWay(): boolean {
    return this.request !== undefined;
  }

  /** Its age in seconds at a time in ms. */
  ageAt(time: number): number {
    return (time - this.bornAt) / 1000;
  }

  /** The age in seconds at which it last was known to run. */
  get ranAge(): number | undefined {
    return this.ranAt === undefined ? undefined : Math.max(this.ageAt(this.ranAt), 0);
  }

  /** Resolves with the operation after the next answer; rejects with the reason of `signal` when it is aborted. */
  async ask(signal: AbortSignal | undefined): Promise<Operation> {
    signal?.throwIfAborted();
    let giveUp = () => {};
    const answer = new Promise<Operation>((resolve, reject) => {
      const asker = { resolve, reject };
      this.askers.add(asker);
      giveUp = () => this.askers.delete(asker) && reject(signal?.reason);
    });
    signal?.addEventListener('abort', giveUp);
    return answer.finally(() => signal?.removeEventListener('abort', giveUp));
  }

  /** The signal of a new request, which goes over `limiter`. */
  begin(limiter: OriginLimiter | undefined): AbortSignal {
    const controller = new AbortController();
    this.request = { limiter, controller };
    return controller.signal;
  }

  /** The limiter of the request under way. */
  get limiter(): OriginLimiter | undefined {
    return this.request?.limiter;
  }

  /** The request has ended, and the operation is now as given. */
  end(operation: Operation): void {
    this.request = undefined;
    for (const { resolve } of this.askers) resolve(operation);
    this.askers.clear();
  }

  /** Gives up the request under way; who waits goes on waiting, for the next one. */
  interrupt(): void {
    this.request?.controller.abort();
    this.request = undefined;
  }

  /** Nobody will learn the answer any more. */
  abandon(reason: string): void {
    this.interrupt();
    for (const { reject } of this.askers) reject(new Error(reason));
    this.askers.clear();
  }
}
