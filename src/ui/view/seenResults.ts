import type * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { Event } from '../../base/event';
import type { Time } from '../../base/time';
import { Timer } from '../../base/timer';
import { isUnseen, type Operation } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import { countWords } from '../messages/stateWords';

/** How long a result must be in sight to count as seen; a glance on the way to another view is shorter. */
const GLANCE_MS = 2000;

/** Which ended operations the person has seen. Stored with each operation, so it outlives a restart. */
export class SeenResults {
  constructor(private readonly store: OperationStore) {}

  markSeen(operations: readonly Operation[]): void {
    const seenAt = new Date().toISOString();
    const unseen = operations.filter(isUnseen);
    if (unseen.length > 0) this.store.update(unseen.map((operation) => ({ ...operation, seenAt })));
  }

  /** The badge of the view: how many results are unseen; undefined rather than 0. */
  badge(): vscode.ViewBadge | undefined {
    const { unseen } = this.store;
    return unseen.length === 0 ? undefined : { value: unseen.length, tooltip: countWords(unseen) };
  }
}

/** Whether the person is at the window. */
export interface Presence {
  readonly isHere: boolean;
  readonly onDidChange: Event<void>;
}

/** What `ResultsInSight` depends on. */
interface SightParts {
  readonly store: OperationStore;
  readonly seen: Pick<SeenResults, 'markSeen'>;
  readonly presence: Presence;
}

/** Marks results as seen after 2 s in sight: in a visible view, while the person is at the window. */
export class ResultsInSight extends DisposableStore {
  private isVisible = false;
  private readonly timer: Timer;
  /** The results that were unseen when the timer was set. */
  private inSight: readonly Operation[] = [];

  constructor(
    private readonly parts: SightParts,
    time: Time,
  ) {
    super();
    this.timer = this.add(new Timer(time, () => this.glanceIsOver()));
    this.add(parts.presence.onDidChange(() => this.update()));
    this.add(parts.store.onDidChange(() => this.update()));
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.update();
  }

  private update(): void {
    const { unseen } = this.parts.store;
    if (!this.isVisible || !this.parts.presence.isHere || unseen.length === 0) {
      this.timer.clear();
    } else if (!this.timer.isSet) {
      this.inSight = unseen;
      this.timer.setIn(GLANCE_MS);
    }
  }

  private glanceIsOver(): void {
    const { store, seen } = this.parts;
    // Results that came since then have their own 2 s, which begin with this change.
    seen.markSeen(this.inSight.flatMap((operation) => store.get(operation) ?? []));
    this.update();
  }
}
