import type { WallClock } from '../../base/time';
import type { Operation, OperationId } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import type { inform } from '../messages/message';
import { titleOf } from '../messages/titles';

/** ms after a removal until it is told: meanwhile the next one may come. */
const PAUSE_MS = 1200;
/** The same while a message of the burst is open, which can undo the removal already. */
const LONGER_PAUSE_MS = 4000;
/** ms after its last removal in which another one belongs to a burst. */
const BURST_MS = 15_000;

export interface RemovalParts {
  readonly store: OperationStore;
  readonly say: typeof inform;
  readonly clock: WallClock;
}

/**
 * Removes operations from the list. Removals shortly after one another are a burst, which is told once and has one Undo:
 * VS Code cannot take a message back, so it waits until the person pauses. A message that is open already when more is
 * removed undoes the whole burst, too.
 */
export class Removals {
  private burst: Burst | undefined;

  constructor(private readonly parts: RemovalParts) {}

  remove(ids: readonly OperationId[]): void {
    const removed = this.parts.store.remove(ids);
    if (removed.length === 0) return;
    if (!this.burst?.isGoingOn) this.burst = new Burst(this.parts);
    this.burst.add(removed);
  }
}

/** Removals that are undone together. */
class Burst {
  private readonly removed: Operation[] = [];
  private timer: unknown;
  private openMessages = 0;
  /** ms since the epoch */
  private last = 0;
  private isOver = false;

  constructor(private readonly parts: RemovalParts) {}

  get isGoingOn(): boolean {
    return !this.isOver && this.parts.clock.now() - this.last <= BURST_MS;
  }

  add(removed: readonly Operation[]): void {
    const { clock } = this.parts;
    this.removed.push(...removed);
    this.last = clock.now();
    clock.clearTimeout(this.timer);
    const pause = this.openMessages > 0 ? LONGER_PAUSE_MS : PAUSE_MS;
    this.timer = clock.setTimeout(() => void this.notify(), pause);
  }

  private async notify(): Promise<void> {
    const undo = t('Undo');
    this.openMessages++;
    const answer = await this.parts.say(removedWords(this.removed), undo);
    this.openMessages--;
    // Who has answered knows of what was removed so far: what comes now is a new burst.
    this.isOver = true;
    if (answer === undo) this.undo();
  }

  private undo(): void {
    this.parts.clock.clearTimeout(this.timer);
    this.parts.store.restore(this.removed.splice(0));
  }
}

function removedWords(removed: readonly Operation[]): string {
  const [first, ...others] = removed;
  return first && others.length === 0
    ? t('{0} was removed from the list.', titleOf(first))
    : t('{0} operations were removed from the list.', removed.length);
}
