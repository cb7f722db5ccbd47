import type { Operation } from '../../operations/operation';

interface Caller {
  readonly resolve: (operation: Operation) => void;
  readonly reject: (reason: unknown) => void;
}

/** Callers that wait for the next answer about one operation: commands, or programs through the exported API. */
export class AnswerWaiters {
  private readonly callers = new Set<Caller>();

  get isEmpty(): boolean {
    return this.callers.size === 0;
  }

  /** Resolves with the operation after the next answer; rejects with the reason of `signal` when that is aborted. */
  async add(signal: AbortSignal | undefined): Promise<Operation> {
    signal?.throwIfAborted();
    let giveUp = () => {};
    const answer = new Promise<Operation>((resolve, reject) => {
      const caller = { resolve, reject };
      this.callers.add(caller);
      giveUp = () => this.callers.delete(caller) && reject(signal?.reason);
    });
    signal?.addEventListener('abort', giveUp);
    return answer.finally(() => signal?.removeEventListener('abort', giveUp));
  }

  /** Detaches the callers that wait now. @returns what answers them */
  detachAll(): (operation: Operation) => void {
    const callers = [...this.callers];
    this.callers.clear();
    return (operation) => {
      for (const { resolve } of callers) resolve(operation);
    };
  }

  reject(reason: unknown): void {
    for (const { reject } of this.callers) reject(reason);
    this.callers.clear();
  }
}
