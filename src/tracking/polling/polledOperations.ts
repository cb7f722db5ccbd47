import type { Time } from '../../base/time';
import { pollingOf } from '../../operations/following';
import { type Operation, type OperationId, operationKey } from '../../operations/operation';
import type { OriginLimiter } from '../limits/originLimiter';
import type { OriginLimiters } from '../limits/originLimiters';
import type { OperationStore } from '../list/operationStore';
import type { Expectations } from './operationAge';
import type { Watch } from './polledOperation';
import type { Turns } from './pollQueue';

export interface FollowedParts {
  readonly store: OperationStore;
  readonly limiters: OriginLimiters;
  readonly turns: Turns;
  readonly expectations: Expectations;
  readonly time: Time;
  /** An operation is followed from now on. */
  readonly onFollow: (operation: Operation) => void;
}

/**
 * The operations that are polled, or would be on request: all that run, those that are missing as long as they are looked
 * at again, and whatever somebody asks about now. Each is planned as it is; what is over is dropped.
 */
export class FollowedOperations {
  private readonly watches = new Map<string, Watch>();

  constructor(private readonly parts: FollowedParts) {}

  get all(): Iterable<Watch> {
    return this.watches.values();
  }

  /** Those that are asked about over a limiter. */
  on(limiter: OriginLimiter): Watch[] {
    return [...this.watches.values()].filter(({ id }) => this.parts.limiters.of(id) === limiter);
  }

  /** The watch on an operation, from now on if there was none. */
  watchOf(operation: Operation): Watch {
    const key = operationKey(operation);
    const known = this.watches.get(key);
    if (known) return known;
    const watch = this.parts.expectations.watch(operation);
    this.watches.set(key, watch);
    this.plan(watch, operation);
    return watch;
  }

  /** An operation came into the list, or somebody changed it: it may have ended, or be older than we thought. */
  changed(before: Operation | undefined, after: Operation): void {
    const watch = this.watches.get(operationKey(after));
    if (watch) this.replan(watch, before, after);
    else if (pollingOf(after).kind !== 'over') {
      this.watchOf(after);
      this.parts.onFollow(after);
    }
  }

  /** Sets the time of the next poll. */
  plan(watch: Watch, operation: Operation): void {
    this.parts.turns.plan(watch, this.parts.expectations.dueTime(watch, operation));
  }

  /** Polls it at once, where it is polled by schedule; a missing one keeps its times. */
  makeDue(watch: Watch): void {
    const { store, turns, time } = this.parts;
    const operation = store.get(watch.id);
    if (!operation || watch.isUnderWay) return;
    if (pollingOf(operation).kind === 'scheduled') turns.plan(watch, time.steady());
    else this.plan(watch, operation);
    if (watch.isAsked) turns.ask(watch);
  }

  /** The same for all on a limiter that something stood in the way of: it may be gone for all of them. */
  makeHinderedDue(limiter: OriginLimiter): void {
    for (const watch of this.on(limiter)) if (this.parts.store.get(watch.id)?.problem) this.makeDue(watch);
  }

  /** Nobody will hear of it any more. */
  drop(id: OperationId): void {
    const watch = this.watches.get(operationKey(id));
    if (!watch) return;
    watch.abandon(`${id.name} was removed`);
    this.forget(watch);
  }

  /** Nobody waits for it, and as it is now there is nothing more to be learned of it. */
  dropIfOver(watch: Watch, operation: Operation): void {
    if (pollingOf(operation).kind === 'over') this.forget(watch);
  }

  /** All of this has ended. */
  abandonAll(reason: string): void {
    for (const watch of this.watches.values()) watch.abandon(reason);
    this.watches.clear();
  }

  private replan(watch: Watch, before: Operation | undefined, after: Operation): void {
    if (watch.isUnderWay || watch.isAsked) return;
    const { kind } = pollingOf(after);
    const isOlder = this.parts.expectations.knowStart(watch, after);
    if (kind === 'over') this.forget(watch);
    else if (isOlder || !before || kind !== pollingOf(before).kind) this.plan(watch, after);
  }

  private forget(watch: Watch): void {
    this.parts.turns.delete(watch);
    this.watches.delete(operationKey(watch.id));
  }
}
