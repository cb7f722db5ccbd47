import { isStartReported } from './knownStart';
import type { Operation } from './operation';

/** What the times mean that an endpoint tells as starts: the start, or the time of the poll. */
export type ToldStart = 'start' | 'pollTime';

/**
 * What each endpoint has been found to mean by the start that it tells. A gateway that told one operation two starts tells
 * the time of the poll to all others, too; one whose word was believed once can be believed at its first answer.
 */
export class ToldStarts {
  private readonly known = new Map<string, ToldStart>();

  /** Learns from an operation after an answer, or as it is in the list. */
  note(operation: Operation): void {
    const { endpoint, startTold } = operation;
    if (startTold?.kind === 'several') this.known.set(endpoint, 'pollTime');
    if (startTold?.kind !== 'one' || !isStartReported(operation)) return;
    if (!this.known.has(endpoint)) this.known.set(endpoint, 'start');
  }

  of(endpoint: string): ToldStart | undefined {
    return this.known.get(endpoint);
  }
}
