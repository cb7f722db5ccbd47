import * as vscode from 'vscode';
import { DisposableStore } from '../base/disposableStore';
import { Throttle } from '../base/throttle';
import type { Time } from '../base/time';
import { BUILT_IN_ENDPOINTS } from '../endpoints/endpoint';
import { hasUnsaved } from '../operations/video';
import type { OperationStore } from '../tracking/list/operationStore';
import { type ApiKeys, keyStateOf } from './apiKeys';
import type { BuiltInSimulator } from './builtInSimulator';
import type { EndpointList } from './endpointList';
import type { Pause } from './pause';
import { REDRAW_INTERVAL_MS } from './redrawInterval';
import type { OperationsTree } from './view/operationsTree';

interface ContextKeysParts {
  readonly store: OperationStore;
  readonly tree: OperationsTree;
  readonly pause: Pause;
  readonly simulator: BuiltInSimulator;
  readonly keys: ApiKeys;
  readonly endpoints: EndpointList;
}

/**
 * Sets the context keys of menus and of the empty view: `veo.hasOperations`, `veo.hasFinished`, `veo.hasUnsaved` (videos
 * that only the server has), `veo.hasOlder` (operations that are not shown yet), `veo.defaultEndpoint`, `veo.paused`,
 * `veo.hasSimulator`, `veo.simulatorRunning`, and `veo.key`, which is `present` if at least one endpoint can be used,
 * else `missing`.
 */
export class ContextKeys extends DisposableStore {
  private readonly values = new Map<string, unknown>();
  private keyUpdates = 0;

  constructor(
    private readonly parts: ContextKeysParts,
    time: Time,
  ) {
    const { store, tree, pause, endpoints, keys } = parts;
    const updating = new Throttle(() => this.update(), REDRAW_INTERVAL_MS, time);
    super(
      updating,
      store.onDidChange(() => updating.request()),
      tree.onDidChangeTreeData(() => this.set('veo.hasOlder', tree.hasOlder)),
      pause.onDidChange(() => this.update()),
      endpoints.onDidChange(() => this.updateAll()),
      keys.onDidChange(() => this.updateKey()),
    );
    this.updateAll();
  }

  private updateAll(): void {
    this.update();
    void this.updateKey();
  }

  private update(): void {
    const { store, tree, pause, simulator } = this.parts;
    this.set('veo.hasOperations', store.size > 0);
    this.set('veo.hasFinished', store.ended.length > 0);
    this.set(
      'veo.hasUnsaved',
      store.ended.some((operation) => hasUnsaved(operation, Date.now())),
    );
    this.set('veo.hasOlder', tree.hasOlder);
    this.set('veo.paused', pause.isOn);
    this.set('veo.hasSimulator', simulator.isAvailable);
    this.set('veo.simulatorRunning', simulator.isRunning);
    this.set('veo.defaultEndpoint', this.defaultEndpoint());
  }

  /** The id of a built-in endpoint, for which the empty view has its own text, else `own`. */
  private defaultEndpoint(): string | undefined {
    const { default: endpoint } = this.parts.endpoints;
    return endpoint && (BUILT_IN_ENDPOINTS.includes(endpoint) ? endpoint.id : 'own');
  }

  /** A slow read of the keys must not undo the result of a later one. */
  private async updateKey(): Promise<void> {
    const { endpoints, keys } = this.parts;
    const update = ++this.keyUpdates;
    const states = await Promise.all(endpoints.all.map((endpoint) => keyStateOf(endpoint, keys)));
    const isAnyUsable = states.some((state) => state !== 'missing');
    if (update === this.keyUpdates) this.set('veo.key', isAnyUsable ? 'present' : 'missing');
  }

  private set(key: string, value: unknown): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
