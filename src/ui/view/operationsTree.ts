import * as vscode from 'vscode';
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
import { operationTooltip, videoTooltip } from './tooltips';

/** Ended operations that are shown at first, and how many more each time. */
const PAGE = 200;

/** What the rows are made from. */
export interface TreeSources {
  readonly store: OperationStore;
  readonly endpoints: EndpointList;
  readonly known: KnownDurations;
  /** Whether nothing is checked without the person asking; after a change the tree is to be told: see `redrawOutdated`. */
  readonly isPaused: () => boolean;
}

/**
 * The rows of the view `veo.operations`: operations in listing order, their videos below them. All that run are shown
 * and the newest of the others; a row at the end shows more.
 */
export class OperationsTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly store: OperationStore;
  private readonly nodes = new Map<string, OperationNode>();
  private readonly older = new OlderNode();
  /** What the rows of operations said beside their titles when they were last drawn. */
  private readonly drawn = new WeakMap<OperationNode, string>();
  private readonly changes = new vscode.EventEmitter<TreeNode[] | undefined>();
  private readonly redrawing: Throttle;
  private readonly listeners: readonly { dispose(): void }[];
  private stale = new Set<OperationNode>();
  private isStaleAsAWhole = false;
  private mayBeOutdated = false;
  private mostEnded = PAGE;

  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    private readonly sources: TreeSources,
    clock: Time = systemTime,
  ) {
    const { store } = sources;
    this.store = store;
    this.redrawing = new Throttle(() => this.fire(), REDRAW_INTERVAL_MS, clock);
    this.listeners = [
      this.redrawing,
      store.onDidChange((changes) => this.storeChanged(changes)),
      store.onDidArchive((operations) => this.archived(operations)),
      store.onDidChangeOlder(() => this.redraw()),
    ];
  }

  /** The ended operations that are shown. */
  get ended(): readonly EndedOperation[] {
    return this.store.ended.slice(0, this.mostEnded);
  }

  /** Whether there may be operations that are not shown, in the list or in the archive. */
  get hasOlder(): boolean {
    return this.store.ended.length > this.mostEnded || this.store.mayHaveOlder;
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

  /** The row of an operation, drawn by now, though it may be one of the older ones. */
  reach(id: OperationId): OperationNode | undefined {
    const place = this.store.endedAfter(id) ?? 0;
    if (place >= this.mostEnded) {
      this.mostEnded = Math.ceil((place + 1) / PAGE) * PAGE;
      this.redraw();
    }
    this.redrawing.flush();
    return this.find(id);
  }

  /** Shows one page more, from the list and then from the archive. @throws as `OperationStore.readOlder` */
  async showOlder(): Promise<void> {
    const most = this.ended.length + PAGE;
    const missing = most - this.store.ended.length;
    if (missing > 0) await this.store.page(missing);
    this.mostEnded = Math.max(this.mostEnded, most);
    this.redraw();
  }

  /** Redraws the rows that read differently by now: how long it has run, how long the video is there, whether it is paused. */
  redrawOutdated(): void {
    this.mayBeOutdated = true;
    this.redrawing.request();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.changes.dispose();
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
    // Only an operation that comes, goes, ends or gets other times moves rows; all else redraws just its own.
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
    if (!nodes) this.isStaleAsAWhole = true;
    for (const node of nodes ?? []) this.stale.add(node);
    this.redrawing.request();
  }

  private fire(): void {
    if (this.mayBeOutdated && !this.isStaleAsAWhole) for (const node of this.outdated()) this.stale.add(node);
    const stale = this.isStaleAsAWhole ? undefined : [...this.stale];
    this.isStaleAsAWhole = false;
    this.mayBeOutdated = false;
    this.stale = new Set();
    if (stale?.length !== 0) this.changes.fire(stale);
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
