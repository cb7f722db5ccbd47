import { DisposableStore } from '../../base/disposableStore';
import { Throttle } from '../../base/throttle';
import type { Time } from '../../base/time';
import { Timer } from '../../base/timer';
import type { Operation } from '../../operations/operation';
import { isWorthWriting, type OperationChange } from '../../tracking/list/operationChange';
import type { CommandContext } from '../commands/command';
import { descriptionChangesIn } from '../messages/description';
import { REDRAW_INTERVAL_MS } from '../redrawInterval';
import type { DocumentReferences } from './documentReferences';

/** How long an operation has run is not shown more exactly than that. */
const ELAPSED_INTERVAL_MS = 10_000;

interface RefreshParts extends Pick<CommandContext, 'store' | 'settings' | 'pause' | 'endpoints'> {
  readonly documents: DocumentReferences;
  /** Lets VS Code ask for hints and lenses again. */
  readonly redraw: () => void;
  readonly time: Time;
}

/** Shows the states in documents anew when they have changed, or when the time has changed what they say. */
export class StateRefresh extends DisposableStore {
  private readonly documents: DocumentReferences;
  private readonly throttle: Throttle;
  private readonly ticking: Timer;

  constructor({ store, settings, pause, endpoints, documents, redraw, time }: RefreshParts) {
    super();
    this.documents = documents;
    this.throttle = this.add(new Throttle(redraw, REDRAW_INTERVAL_MS, time));
    this.ticking = this.add(new Timer(time, redraw));
    this.add(store.onDidChange((changes) => this.changed(changes)));
    for (const { onDidChange } of [settings, pause, endpoints]) {
      this.add(onDidChange(() => this.throttle.request()));
    }
  }

  /**
   * Shows states anew once the time has changed what they say. VS Code asks for states only while they are in sight, so
   * the timer stops when they no longer are.
   *
   * @param now ms since the epoch
   */
  schedule(shown: readonly Operation[], now: number): void {
    const running = shown.filter(({ state }) => state === 'running');
    if (running.length === 0 || this.ticking.isSet) return;
    const changes = running.map((operation) => descriptionChangesIn(operation, now));
    this.ticking.setIn(Math.max(ELAPSED_INTERVAL_MS, Math.min(...changes)));
  }

  private changed(changes: readonly OperationChange[]): void {
    const shown = changes.filter(isWorthWriting).flatMap(({ before, after }) => [before, after]);
    const names = shown.flatMap((one) => one?.name ?? []);
    if (this.documents.showsAny(names)) this.throttle.request();
  }
}
