import * as vscode from 'vscode';
import { type Clock, systemClock } from '../tracking/clock';
import type { OperationStore } from '../tracking/list/operationStore';
import type { ApiKeys } from './apiKeys';
import type { BuiltInSimulator } from './builtInSimulator';
import type { EndpointList } from './endpointList';
import { Paced } from './paced';
import type { Pause } from './pause';

/**
 * The context keys that menus and the empty view depend on: `veo.hasOperations`, `veo.hasFinished`, `veo.paused`,
 * `veo.hasSimulator`, `veo.simulatorRunning`, and `veo.key`, which is `present` when any endpoint could be asked, else `missing`.
 */
export class ContextKeys implements vscode.Disposable {
  private readonly values = new Map<string, unknown>();
  private readonly disposables: { dispose(): void }[];
  private keyQuestions = 0;

  constructor(
    private readonly store: OperationStore,
    private readonly pause: Pause,
    private readonly simulator: BuiltInSimulator,
    private readonly keys: ApiKeys,
    private readonly endpoints: EndpointList,
    clock: Clock = systemClock,
  ) {
    const updating = new Paced(() => this.update(), clock);
    this.disposables = [
      updating,
      store.onDidChange(() => updating.request()),
      pause.onDidChange(() => this.update()),
      endpoints.onDidChange(() => {
        this.update();
        void this.updateKey();
      }),
      keys.onDidChange(() => this.updateKey()),
    ];
    this.update();
    void this.updateKey();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private update(): void {
    this.set('veo.hasOperations', this.store.size > 0);
    this.set('veo.hasFinished', this.store.endedCount > 0);
    this.set('veo.paused', this.pause.isOn);
    this.set('veo.hasSimulator', this.simulator.isAvailable);
    this.set('veo.simulatorRunning', this.simulator.isRunning);
  }

  /** The last to ask knows best: an answer that comes after a later question tells nothing new. */
  private async updateKey(): Promise<void> {
    const question = ++this.keyQuestions;
    const found = await Promise.all(
      this.endpoints.all.map(({ auth, url }) => auth.kind === 'none' || this.keys.get(new URL(url).origin)),
    );
    if (question === this.keyQuestions) this.set('veo.key', found.some(Boolean) ? 'present' : 'missing');
  }

  private set(key: string, value: unknown): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
