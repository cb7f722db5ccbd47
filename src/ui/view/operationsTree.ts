import * as vscode from 'vscode';
import { isUnseen, type Operation, type OperationId, operationKey } from '../../operations/operation';
import type { OperationChange, OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { descriptionOf, type Usual } from '../telling/words';
import { itemOf, tooltipOf } from './operationItems';
import { OperationNode, type TreeNode } from './operationNodes';

/** The rows of the view `veo.operations`: operations in listing order, their videos below them. */
export class OperationsTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly nodes = new Map<string, OperationNode>();
  /** What the rows of operations said beside their titles when they were last drawn. */
  private readonly drawn = new WeakMap<OperationNode, string>();
  private readonly changes = new vscode.EventEmitter<TreeNode[] | undefined>();
  private readonly listener: { dispose(): void };

  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    private readonly store: OperationStore,
    private readonly endpoints: EndpointList,
    private readonly usual: Usual,
  ) {
    for (const operation of store.list()) this.add(operationKey(operation), operation);
    this.listener = store.onDidChange((changes) => this.storeChanged(changes));
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) return this.store.list().flatMap((operation) => this.find(operation) ?? []);
    return node.kind === 'operation' ? [...node.videos] : [];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === 'video' ? node.parent : undefined;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const now = Date.now();
    if (node.kind === 'operation') this.drawn.set(node, descriptionOf(node.operation, now, this.usual));
    return itemOf(node, now, this.usual);
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    item.tooltip = tooltipOf(node, this.endpoints, this.usual);
    return item;
  }

  /** The row of an operation, if it is listed. */
  find(id: OperationId): OperationNode | undefined {
    return this.nodes.get(operationKey(id));
  }

  /** Redraws the rows whose times read differently by now: how long it has run, or how long the video is there. */
  redrawTimes(): void {
    const now = Date.now();
    const stale = [...this.nodes.values()].filter((node) => {
      const drawn = this.drawn.get(node);
      return drawn !== undefined && drawn !== descriptionOf(node.operation, now, this.usual);
    });
    if (stale.length > 0) this.changes.fire(stale);
  }

  dispose(): void {
    this.listener.dispose();
    this.changes.dispose();
  }

  private storeChanged(changes: readonly OperationChange[]): void {
    const redrawn: OperationNode[] = [];
    for (const { before, after } of changes) {
      const key = operationKey((after ?? before) as OperationId);
      const node = this.nodes.get(key);
      if (!after) this.nodes.delete(key);
      else if (!node) this.add(key, after);
      else if (before && looksAlike(before, after)) node.show(after);
      else redrawn.push(node.show(after));
    }
    // Only an operation that comes, goes or ends moves rows; all else redraws just its own.
    if (changes.some(movesRows)) this.changes.fire(undefined);
    else if (redrawn.length > 0) this.changes.fire(redrawn);
  }

  private add(key: string, operation: OperationChange['after'] & object): void {
    this.nodes.set(key, new OperationNode(key, operation));
  }
}

/** Whether a row would only be drawn as it is: it was asked about once more and nothing came of it. */
function looksAlike(before: Operation, after: Operation): boolean {
  return (
    before.state === after.state &&
    before.label === after.label &&
    before.problem?.kind === after.problem?.kind &&
    before.videos.length === after.videos.length &&
    before.videos.every((video, index) => video === after.videos[index]) &&
    isUnseen(before) === isUnseen(after)
  );
}

function movesRows({ before, after }: OperationChange): boolean {
  return !before || !after || before.state !== after.state;
}
