import * as vscode from 'vscode';
import { hasEnded, type Operation, type OperationId } from '../../operations/operation';
import { expiryOf } from '../../operations/video';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import type { SeenResults } from '../telling/seenResults';
import { problemSentence } from '../telling/words';
import { operationOf, type TreeNode } from './operationNodes';
import type { OperationsTree } from './operationsTree';

/** ms between two looks at the times of visible rows; each redraw closes a tooltip. */
const TIME_INTERVAL = 10_000;
/** ms; while nothing runs, only the hours that videos are still there for change. */
const EXPIRY_INTERVAL = 60_000;

/** The view `veo.operations`: the tree, its badge, the line above it, and what counts as having looked at a result. */
export class OperationsView implements vscode.Disposable {
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly disposables: { dispose(): void }[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private interval: number | undefined;
  private revealed: TreeNode | undefined;

  constructor(
    private readonly tree: OperationsTree,
    private readonly store: OperationStore,
    private readonly seen: SeenResults,
    private readonly endpoints: EndpointList,
  ) {
    this.view = vscode.window.createTreeView('veo.operations', {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: false,
    });
    this.disposables = [
      this.view,
      this.view.onDidChangeVisibility(({ visible }) => this.visibilityChanged(visible)),
      this.view.onDidChangeSelection(({ selection }) => this.selectionChanged(selection)),
      // A click on a row that is selected already, as after a check, only opens or closes it.
      this.view.onDidExpandElement(({ element }) => seen.look([operationOf(element)])),
      this.view.onDidCollapseElement(({ element }) => seen.look([operationOf(element)])),
      store.onDidChange(() => this.storeChanged()),
    ];
    this.storeChanged();
  }

  get selection(): readonly TreeNode[] {
    return this.view.selection;
  }

  /** Shows the row of an operation, selected. */
  async reveal(id: OperationId): Promise<void> {
    this.revealed = this.tree.find(id);
    if (!this.revealed) return;
    // VS Code refuses a row that has just gone or is not drawn yet: then there is nothing to show.
    await this.view.reveal(this.revealed, { select: true, focus: false }).then(undefined, () => undefined);
  }

  /** Brings the view to the front, at one operation, or at the newest result and with everything in it looked at. */
  async show(id?: OperationId): Promise<void> {
    const target = id ?? this.seen.unseen()[0];
    const one = id && this.store.get(id);
    // A view in sight is not given the focus, which would close an input box that the person has opened meanwhile.
    if (!this.view.visible) await vscode.commands.executeCommand('veo.operations.focus');
    if (target) await this.reveal(target);
    this.seen.look(one ? [one] : this.store.list());
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** A row that we have selected has not been looked at for that. */
  private selectionChanged(selection: readonly TreeNode[]): void {
    const isOurs = selection.length === 1 && selection[0] === this.revealed;
    this.revealed = undefined;
    if (!isOurs) this.seen.look(selection.map(operationOf));
  }

  private visibilityChanged(visible: boolean): void {
    if (visible) this.seen.look(this.store.list());
    this.keepTime();
  }

  private storeChanged(): void {
    this.view.badge = this.seen.badge();
    this.view.message = this.lineAbove();
    this.keepTime();
  }

  /** What keeps a whole endpoint from being asked is said once, not only on each row. */
  private lineAbove(): string {
    const stuck = this.store
      .list()
      .find(
        ({ problem }) =>
          problem?.kind === 'unauthorized' || problem?.kind === 'noKey' || problem?.kind === 'budgetExceeded',
      );
    return (stuck && problemSentence(stuck, this.endpoints)) ?? '';
  }

  /** Begins anew only where it does not run: answers come more often than it looks. */
  private keepTime(): void {
    const interval = this.view.visible ? intervalFor(this.store.list()) : undefined;
    if (interval !== this.interval) clearTimeout(this.timer);
    if (interval === this.interval && this.timer) return;
    this.interval = interval;
    this.timer = undefined;
    if (interval === undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.tree.redrawTimes();
      this.keepTime();
    }, interval);
  }
}

function intervalFor(operations: readonly Operation[]): number | undefined {
  if (!operations.every(hasEnded)) return TIME_INTERVAL;
  return operations.some((operation) => expiryOf(operation) !== undefined) ? EXPIRY_INTERVAL : undefined;
}
