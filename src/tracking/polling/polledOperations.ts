import { type Operation, type OperationId, operationKey } from '../../operations/operation';
import { pollingModeOf } from '../../operations/pollingMode';
import type { OriginLimiter } from '../limits/originLimiter';
import type { OriginLimiters } from '../limits/originLimiters';
import { PolledOperation, type PollingRules } from './polledOperation';

/**
 * The operations that are polled, or would be on request: all that run, those that are missing as long as they are looked
 * at again, and whatever a caller waits for now.
 */
export class PolledOperations {
  private readonly polled = new Map<string, PolledOperation>();

  constructor(
    private readonly limiters: Pick<OriginLimiters, 'of'>,
    private readonly rules: PollingRules,
  ) {}

  get all(): Iterable<PolledOperation> {
    return this.polled.values();
  }

  /** Those that go through a limiter. */
  at(limiter: OriginLimiter): PolledOperation[] {
    return [...this.polled.values()].filter(({ id }) => this.limiters.of(id) === limiter);
  }

  /** The poll state of an operation, from now on if there was none. */
  of(operation: Operation): PolledOperation {
    const key = operationKey(operation);
    const polled = this.polled.get(key) ?? new PolledOperation(operation, this.rules);
    this.polled.set(key, polled);
    return polled;
  }

  /** An operation came into the list, or became another. @returns its poll state if it is polled only from now on */
  changed(operation: Operation): PolledOperation | undefined {
    const polled = this.polled.get(operationKey(operation));
    if (!polled) return pollingModeOf(operation).kind === 'never' ? undefined : this.of(operation);
    polled.changed(operation);
    this.dropIfOver(polled);
    return undefined;
  }

  /** It has left the list. */
  drop(id: OperationId): void {
    this.polled.get(operationKey(id))?.abandon(`${id.name} was removed`);
    this.polled.delete(operationKey(id));
  }

  dropIfOver(polled: PolledOperation): void {
    const key = operationKey(polled.id);
    if (polled.isOver && this.polled.get(key) === polled) this.polled.delete(key);
  }

  /** All of this has ended. */
  abandonAll(reason: string): void {
    for (const polled of this.polled.values()) polled.abandon(reason);
    this.polled.clear();
  }
}
