import * as vscode from 'vscode';
import { Throttle } from '../base/throttle';
import { systemTime, type Time } from '../base/time';
import { BUILT_IN_ENDPOINTS } from '../endpoints/endpoint';
import { isOver } from '../operations/keeping';
import type { Operation } from '../operations/operation';
import { isToBeSaved } from '../operations/video';
import type { OperationStore } from '../tracking/list/operationStore';
import { type ApiKeys, keyStateOf } from './apiKeys';
import type { BuiltInSimulator } from './builtInSimulator';
import type { EndpointList } from './endpointList';
import type { Pause } from './pause';
import { REDRAW_INTERVAL_MS } from './redrawInterval';
import type { OperationsTree } from './view/operationsTree';

export interface ContextSources {
  readonly store: OperationStore;
  readonly tree: OperationsTree;
  readonly pause: Pause;
  readonly simulator: BuiltInSimulator;
  readonly keys: ApiKeys;
  readonly endpoints: EndpointList;
}

/**
 * The context keys that menus and the empty view depend on: `veo.hasOperations`, `veo.hasFinished`, `veo.hasUnsaved` for
 * videos that only the server has, `veo.hasOlder` for operations that are not shown yet, `veo.defaultEndpoint`,
 * `veo.paused`, `veo.hasSimulator`, `veo.simulatorRunning`, and `veo.key`, which is
 * `present` when any endpoint could be asked, else `missing`.
 */
export class ContextKeys implements vscode.Disposable {
  private readonly values = new Map<string, unknown>();
  private readonly disposables: { dispose(): void }[];
  private keyQuestions = 0;

  constructor(
    private readonly sources: ContextSources,
    clock: Time = systemTime,
  ) {
    const { store, tree, pause, endpoints, keys } = sources;
    const updating = new Throttle(() => this.update(), REDRAW_INTERVAL_MS, clock);
    this.disposables = [
      updating,
      store.onDidChange(() => updating.request()),
      tree.onDidChangeTreeData(() => this.set('veo.hasOlder', tree.hasOlder)),
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
    const { store, tree, pause, simulator } = this.sources;
    this.set('veo.hasOperations', store.size > 0);
    this.set('veo.hasFinished', store.ended.length > 0);
    this.set('veo.hasUnsaved', store.ended.some(hasUnsaved));
    this.set('veo.hasOlder', tree.hasOlder);
    this.set('veo.paused', pause.isOn);
    this.set('veo.hasSimulator', simulator.isAvailable);
    this.set('veo.simulatorRunning', simulator.isRunning);
    this.set('veo.defaultEndpoint', this.defaultEndpoint());
  }

  /** The id of a built-in one, for which the empty view has words; `own` of any other. */
  private defaultEndpoint(): string | undefined {
    const { default: endpoint } = this.sources.endpoints;
    return endpoint && (BUILT_IN_ENDPOINTS.includes(endpoint) ? endpoint.id : 'own');
  }

  /** The last to ask knows best: an answer that comes after a later question tells nothing new. */
  private async updateKey(): Promise<void> {
    const { endpoints, keys } = this.sources;
    const question = ++this.keyQuestions;
    const states = await Promise.all(endpoints.all.map((endpoint) => keyStateOf(endpoint, keys)));
    const isAnyUsable = states.some((state) => state !== 'missing');
    if (question === this.keyQuestions) this.set('veo.key', isAnyUsable ? 'present' : 'missing');
  }

  private set(key: string, value: unknown): void {
    if (this.values.get(key) === value) return;
    this.values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}

function hasUnsaved({ videos }: Operation): boolean {
  const now = Date.now();
  return videos.some((video) => isToBeSaved(video) && !isOver(video, now));
}
