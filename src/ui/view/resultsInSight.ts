import type { Disposable, Event } from '../../base/event';
import type { WallClock } from '../../base/time';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { SeenResults } from './seenResults';

/** ms after which a person has noticed what is in front of them; a glance on the way to another view is shorter. */
const GLANCE_MS = 2000;

/** Whether the person is there. */
export interface Presence {
  readonly isHere: boolean;
  readonly onDidChange: Event<void>;
}

/** Lets results count as seen that were 2 s in sight: in a visible view, while the person is at the window. */
export class ResultsInSight implements Disposable {
  private readonly listeners: readonly Disposable[];
  private isVisible = false;
  private timer: unknown;

  constructor(
    private readonly store: OperationStore,
    private readonly seen: Pick<SeenResults, 'markSeen'>,
    private readonly presence: Presence,
    private readonly clock: WallClock,
  ) {
    this.listeners = [presence.onDidChange(() => this.update()), store.onDidChange(() => this.update())];
  }

  /** The view is in sight from now on, or no more. */
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.update();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.clock.clearTimeout(this.timer);
  }

  /** Begins to wait where there is something to see, and goes on waiting where it does already. */
  private update(): void {
    const isLooking = this.isVisible && this.presence.isHere && this.store.unseen.length > 0;
    if (isLooking) this.timer ??= this.wait();
    else this.stop();
  }

  private wait(): unknown {
    const { unseen } = this.store;
    return this.clock.setTimeout(() => {
      this.timer = undefined;
      // As they are by now. What has ended since has its own 2 s, which begin with this change.
      this.seen.markSeen(unseen.flatMap((operation) => this.store.get(operation) ?? []));
      this.update();
    }, GLANCE_MS);
  }

  private stop(): void {
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
  }
}
