import type { Time } from '../../base/time';
import { Timer } from '../../base/timer';
import type { Operation, OperationId } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import { t } from '../language/t';
import type { inform } from '../messages/message';
import { titleOf } from '../messages/titles';

/** From a removal to its message: the next removal may follow meanwhile. */
const PAUSE_MS = 1200;
/** The same while a message of the burst is open, which can already undo the removal. */
const LONGER_PAUSE_MS = 4000;
/** A later removal starts a new burst. */
const BURST_MS = 15_000;

interface RemovalParts {
  readonly store: OperationStore;
  readonly say: typeof inform;
  readonly time: Pick<Time, 'now' | 'elapsed' | 'setTimeout' | 'clearTimeout'>;
}

/**
 * Removes operations from the list. Removals shortly after one another are a burst with one message and one Undo. VS Code
 * cannot withdraw a message, so the message waits for a pause. Undo in a message that was already open when more was
 * removed undoes the whole burst, too.
 */
export class Removals {
  private burst: Burst | undefined;

  constructor(private readonly parts: RemovalParts) {}

  remove(ids: readonly OperationId[]): void {
    const removed = this.parts.store.remove(ids);
    if (removed.length === 0) return;
    if (!this.burst?.isOpen) this.burst = new Burst(this.parts);
    this.burst.add(removed);
  }
}

/** Removals that are undone together. */
class Burst {
  private readonly removed: Operation[] = [];
  private readonly timer: Timer;
  private openMessages = 0;
  /** ms since the epoch */
  private lastAt = 0;
  private isOver = false;

  constructor(private readonly parts: RemovalParts) {
    this.timer = new Timer(parts.time, () => void this.notify());
  }

  get isOpen(): boolean {
    return !this.isOver && this.parts.time.now() - this.lastAt <= BURST_MS;
  }

  add(removed: readonly Operation[]): void {
    this.removed.push(...removed);
    this.lastAt = this.parts.time.now();
    this.timer.setIn(this.openMessages > 0 ? LONGER_PAUSE_MS : PAUSE_MS);
  }

  private async notify(): Promise<void> {
    const undo = t('Undo');
    this.openMessages++;
    const answer = await this.parts.say(removedWords(this.removed), undo);
    this.openMessages--;
    // A person who answers knows all that was removed so far: the next removal is a new burst.
    this.isOver = true;
    if (answer === undo) this.undo();
  }

  private undo(): void {
    this.timer.clear();
    this.parts.store.restore(this.removed.splice(0));
  }
}

function removedWords(removed: readonly Operation[]): string {
  const [first, ...others] = removed;
  return first && others.length === 0
    ? t('{0} was removed from the list.', titleOf(first))
    : t('{0} operations were removed from the list.', removed.length);
}
