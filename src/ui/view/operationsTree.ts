import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Throttle } from '../../base/throttle';
import { systemTime, type Time } from '../../base/time';
import { byRelevance, listPositionOf } from '../../operations/listOrder';
import {
  type EndedOperation,
  type Operation,
  type OperationId,
  operationKey,
} from '../../operations/operation';
import { isWorthWriting } from '../../tracking/list/operationChange';
import type { OperationChange, OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { descriptionOf } from '../messages/description';
import type { Circumstances, KnownDurations } from '../messages/followingWords';
import { REDRAW_INTERVAL_MS } from '../redrawInterval';
import { itemOf } from './operationItems';
import { OlderNode, OperationNode, type TreeNode } from './operationNodes';
import { PAGE_SIZE } from './pageSize';
import { operationTooltip, videoTooltip } from './tooltips';

interface TreeSources {
  readonly store: OperationStore;
  readonly endpoints: EndpointList;
  readonly known: KnownDurations;
  /** Whether background polling is off. Whoever changes it calls `redrawOutdated`. */
  readonly isPaused: () => boolean;
}

/**
 * The rows of the view `veo.operations`: operations in listing order, with their videos below them. It shows all running
 * operations and the newest of the ended ones; a row at the end shows more.
 */
export class OperationsTree extends DisposableStore implements vscode.TreeDataProvider<TreeNode> {
  private readonly store: OperationStore;
  private readonly nodes = new Map<string, OperationNode>();
  private readonly older = new OlderNode();
  /** The description of each row when it was last drawn. */
  private readonly drawn = new WeakMap<OperationNode, string>();
  private readonly changes = this.add(new vscode.EventEmitter<TreeNode[] | undefined>());
  private readonly redrawing: Throttle;
  /** The rows that the next event redraws. */
  private stale: Set<OperationNode> | 'all' = new Set();
  private mayBeOutdated = false;
  private endedLimit = PAGE_SIZE;

  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    private readonly sources: TreeSources,
    time: Time = systemTime,
  ) {
    super();
    const { store } = sources;
    this.store = store;
    this.redrawing = this.add(new Throttle(() => this.fire(), REDRAW_INTERVAL_MS, time));
    this.add(store.onDidChange((changes) => this.storeChanged(changes)));
    this.add(store.onDidArchive((operations) => this.archived(operations)));
    this.add(store.onDidChangeOlder(() => this.redraw()));
  }

  /** The ended operations that are shown. */
  get ended(): readonly EndedOperation[] {
    return this.store.ended.slice(0, this.endedLimit);
  }

  /** Whether there may be operations that are not shown, in the list or in the archive. */
  get hasOlder(): boolean {
    return this.store.ended.length > this.endedLimit || this.store.mayHaveOlder;
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) return this.rows();
    return node.kind === 'operation' ? [...node.videos] : [];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === 'video' ? node.parent : undefined;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const now = Date.now();
    if (node.kind === 'operation') this.drawn.set(node, this.describe(node, now));
    const [first] = this.store.running;
    return itemOf(node, { ...this.circumstances(), now, spinningKey: first && operationKey(first) });
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.kind === 'operation') item.tooltip = operationTooltip(node, this.sources);
    if (node.kind === 'video') item.tooltip = videoTooltip(node);
    return item;
  }

  /** The row of an operation, if it is listed. */
  find(id: OperationId): OperationNode | undefined {
    const operation = this.store.get(id);
    return operation && this.nodeOf(operation);
  }

  /** The row of an operation, after the pages up to it are drawn, so that the view can reveal it. */
  pageTo(id: OperationId): OperationNode | undefined {
    const place = this.store.endedAfter(id) ?? 0;
    if (place >= this.endedLimit) {
      this.endedLimit = Math.ceil((place + 1) / PAGE_SIZE) * PAGE_SIZE;
      this.redraw();
    }
    // The draw is synchronous, so it is done when this returns.
    void this.redrawing.flush();
    return this.find(id);
  }

  /** Shows one more page, from the list and then from the archive. @throws as `OperationStore.readOlder` */
  async showOlder(): Promise<void> {
    const most = this.ended.length + PAGE_SIZE;
    const missing = most - this.store.ended.length;
    if (missing > 0) await this.store.page(missing);
    this.endedLimit = Math.max(this.endedLimit, most);
    this.redraw();
  }

  /** Redraws the rows whose description has changed: with the time, or with the pause. */
  redrawOutdated(): void {
    this.mayBeOutdated = true;
    this.redrawing.request();
  }

  private rows(): TreeNode[] {
    const { ended, store } = this;
    const rows = [...store.running, ...ended].map((operation) => this.nodeOf(operation));
    return this.hasOlder ? [...rows, this.older] : rows;
  }

  private nodeOf(operation: Operation): OperationNode {
    const key = operationKey(operation);
    const node = this.nodes.get(key) ?? new OperationNode(key, operation);
    this.nodes.set(key, node);
    return node;
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    const stale: OperationNode[] = [];
    for (const change of changes) {
      const { before, after } = change;
      const key = operationKey((after ?? before) as OperationId);
      const node = this.nodes.get(key);
      if (!after) this.nodes.delete(key);
      else if (node) {
        node.operation = after;
        if (isWorthWriting(change)) stale.push(node);
      }
    }
    // Rows move only when an operation comes, goes, ends or gets other times; any other change redraws its own row.
    if (changes.some(movesRows)) this.redraw();
    else this.redraw(stale);
  }

  private archived(operations: readonly Operation[]): void {
    for (const operation of operations) this.nodes.delete(operationKey(operation));
    this.redraw();
  }

  /** Redraws some rows, or all. */
  redraw(nodes?: readonly OperationNode[]): void {
    if (nodes?.length === 0) return;
    this.markStale(nodes);
    this.redrawing.request();
  }

  private markStale(nodes?: readonly OperationNode[]): void {
    if (!nodes) this.stale = 'all';
    if (this.stale !== 'all') for (const node of nodes ?? []) this.stale.add(node);
  }

  private fire(): void {
    if (this.mayBeOutdated && this.stale !== 'all') this.markStale(this.outdated());
    const { stale } = this;
    this.mayBeOutdated = false;
    this.stale = new Set();
    if (stale === 'all') this.changes.fire(undefined);
    else if (stale.size > 0) this.changes.fire([...stale]);
  }

  private outdated(): OperationNode[] {
    const now = Date.now();
    return [...this.nodes.values()].filter((node) => {
      const drawn = this.drawn.get(node);
      return drawn !== undefined && drawn !== this.describe(node, now);
    });
  }

  private describe({ operation }: OperationNode, now: number): string {
    return descriptionOf(operation, now, this.circumstances());
  }

  private circumstances(): Circumstances {
    const { known, isPaused } = this.sources;
    return { known, isPaused: isPaused() };
  }
}

function movesRows({ before, after }: OperationChange): boolean {
  return !before || !after || byRelevance(listPositionOf(before), listPositionOf(after)) !== 0;
}
