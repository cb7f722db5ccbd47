import { type Operation, type OperationId, operationKey } from '../../operations/operation';
import { pollingModeOf } from '../../operations/pollingMode';
import type { OriginLimiter } from '../limits/originLimiter';
import type { OriginLimiters } from '../limits/originLimiters';
import { PolledOperation, type PollingRules } from './polledOperation';

/**
 * The poll states of all that runs, of missing operations as long as they are polled again, and of whatever a caller waits
 * for now.
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

  /** Those whose requests go through this limiter. */
  at(limiter: OriginLimiter): PolledOperation[] {
    return [...this.polled.values()].filter(({ id }) => this.limiters.of(id) === limiter);
  }

  /** The poll state of an operation; a new one if there was none. */
  of(operation: Operation): PolledOperation {
    const key = operationKey(operation);
    const polled = this.polled.get(key) ?? new PolledOperation(operation, this.rules);
    this.polled.set(key, polled);
    return polled;
  }

  /** An operation was added to the list, or changed. @returns its poll state if that is new */
  changed(operation: Operation): PolledOperation | undefined {
    const polled = this.polled.get(operationKey(operation));
    if (!polled) return pollingModeOf(operation).kind === 'never' ? undefined : this.of(operation);
    polled.changed(operation);
    this.dropIfOver(polled);
    return undefined;
  }

  /** These have left the list. */
  drop(ids: readonly OperationId[]): void {
    for (const id of ids) {
      this.polled.get(operationKey(id))?.abandon(`${id.name} was removed`);
      this.polled.delete(operationKey(id));
    }
  }

  dropIfOver(polled: PolledOperation): void {
    const key = operationKey(polled.id);
    if (polled.isOver && this.polled.get(key) === polled) this.polled.delete(key);
  }

  abandonAll(reason: string): void {
    for (const polled of this.polled.values()) polled.abandon(reason);
    this.polled.clear();
  }
}
