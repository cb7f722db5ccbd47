import * as vscode from 'vscode';
import { Throttle } from '../../base/throttle';
import { systemTime, type Time } from '../../base/time';
import type { OperationId } from '../../operations/operation';
import { expiryOf } from '../../operations/video';
import { scopeOf } from '../../tracking/limits/problemScope';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { restingSentence } from '../messages/checkingWords';
import { orArchiveFault } from '../messages/commandError';
import { literally } from '../messages/literalText';
import { confirm } from '../messages/message';
import { problemSentence } from '../messages/problemWords';
import { notListedWords } from '../messages/stateWords';
import type { CheckingMode } from '../pause';
import { REDRAW_INTERVAL_MS } from '../redrawInterval';
import { OlderNode, type OperationNode, operationOf, type TreeNode, type VideoNode } from './operationNodes';
import type { OperationsTree } from './operationsTree';
import { type Presence, ResultsInSight } from './resultsInSight';
import type { SeenResults } from './seenResults';

const VIEW = 'veo.operations';
/** ms between two looks at the times of visible rows; each redraw closes a tooltip. */
const TIME_INTERVAL = 10_000;
/** ms; while nothing runs, only the hours that videos are still there for change. */
const EXPIRY_INTERVAL = 60_000;

/** What the view shows beside its rows, and what it has to know of the person and of checking. */
export interface ViewParts {
  readonly tree: OperationsTree;
  readonly store: OperationStore;
  readonly seen: SeenResults;
  readonly endpoints: EndpointList;
  readonly presence: Presence;
  readonly mode: () => CheckingMode;
}

/** The view `veo.operations`: the tree, its badge, the line above it, and what counts as having looked at a result. */
export class OperationsView implements vscode.Disposable {
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly disposables: { dispose(): void }[];
  private readonly tree: OperationsTree;
  private readonly store: OperationStore;
  private readonly seen: SeenResults;
  private readonly inSight: ResultsInSight;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private interval: number | undefined;
  /** Rows that we select just now: they have not been looked at for that. */
  private readonly revealing = new Set<TreeNode>();

  constructor(
    private readonly parts: ViewParts,
    clock: Time = systemTime,
  ) {
    const { tree, store, seen, presence } = parts;
    this.tree = tree;
    this.store = store;
    this.seen = seen;
    this.inSight = new ResultsInSight(store, seen, presence, clock);
    const updating = new Throttle(() => this.redraw(), REDRAW_INTERVAL_MS, clock);
    this.view = vscode.window.createTreeView(VIEW, {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: false,
    });
    this.disposables = [
      this.view,
      this.inSight,
      this.view.onDidChangeVisibility(({ visible }) => this.visibilityChanged(visible)),
      this.view.onDidChangeSelection(({ selection }) =>
        this.markSeen(selection.filter((row) => !this.revealing.has(row))),
      ),
      // A click on a row that is selected already, as after a check, only opens it. That a row is closed is no sign of a
      // look: VS Code says so of each one that gets its first video.
      this.view.onDidExpandElement(({ element }) => this.markSeen([element])),
      updating,
      store.onDidChange(() => updating.request()),
      store.onDidArchive(() => updating.request()),
    ];
    this.inSight.setVisible(this.view.visible);
    this.redraw();
  }

  /** Fires when the view comes into sight or goes. */
  get onDidChangeVisibility(): vscode.Event<vscode.TreeViewVisibilityChangeEvent> {
    return this.view.onDidChangeVisibility;
  }

  get selection(): readonly TreeNode[] {
    return this.view.selection;
  }

  /** Shows the row of an operation, selected. */
  async reveal(id: OperationId): Promise<void> {
    const row = this.tree.reach(id);
    if (!row) return;
    this.revealing.add(row);
    // VS Code refuses a row that has just gone or is not drawn yet: then there is nothing to show.
    await this.view.reveal(row, { select: true, focus: false }).then(undefined, () => undefined);
    this.revealing.delete(row);
  }

  /**
   * Brings the view to the front, at one operation, or at the newest result and with everything in it looked at.
   *
   * @throws CommandError when the archive had to be read and could not be
   */
  async show(id?: OperationId): Promise<void> {
    const one = id && (await orArchiveFault(this.store.fetch(id)));
    if (id && !one) return confirm(notListedWords());
    const target = one ?? this.store.unseen[0];
    await this.bringToFront();
    if (target) await this.reveal(target);
    this.seen.markSeen(one ? [one] : this.store.unseen);
  }

  /** Shows one page more of the older operations, which are looked at with that. @throws as `show` */
  async showOlder(): Promise<void> {
    await this.bringToFront();
    const reading = () => orArchiveFault(this.tree.showOlder());
    await vscode.window.withProgress({ location: { viewId: VIEW } }, reading);
    if (this.view.visible) this.seen.markSeen(this.store.unseen);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** A view in sight is not given the focus, which would close an input box that the person has opened meanwhile. */
  private async bringToFront(): Promise<void> {
    if (!this.view.visible) await vscode.commands.executeCommand('veo.operations.focus');
  }

  private markSeen(nodes: readonly TreeNode[]): void {
    this.seen.markSeen(nodes.filter(isRow).map(operationOf));
  }

  private visibilityChanged(visible: boolean): void {
    this.inSight.setVisible(visible);
    this.keepTime();
  }

  /** Shows what is known now beside the rows. */
  redraw(): void {
    this.view.badge = this.seen.badge();
    this.view.message = this.lineAbove();
    this.keepTime();
  }

  /** What concerns more than one row is said once. Empty where nothing is tracked, for a line would hide the welcome. */
  private lineAbove(): string {
    if (this.store.size === 0) return '';
    const stuck = this.store.running.find(
      ({ problem }) => problem && scopeOf(problem.kind, undefined) === 'blockedEndpoint',
    );
    const sentences = [this.restingLine(), stuck && problemSentence(stuck, this.parts.endpoints)];
    return literally(sentences.filter((sentence) => sentence !== undefined).join(' '));
  }

  /** The line is plain text for all but VS Code's own extensions (`treeViewMarkdownMessage`): the button is above it. */
  private restingLine(): string | undefined {
    const mode = this.parts.mode();
    const sentence = restingSentence(mode);
    return mode === 'paused' ? `${sentence} ${t('Resume it with the button above.')}` : sentence;
  }

  /** Begins anew only where it does not run: answers come more often than it looks. */
  private keepTime(): void {
    const interval = this.view.visible ? this.usefulInterval() : undefined;
    if (interval !== this.interval) clearTimeout(this.timer);
    if (interval === this.interval && this.timer) return;
    this.interval = interval;
    this.timer = undefined;
    if (interval === undefined) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.tree.redrawOutdated();
      this.keepTime();
    }, interval);
  }

  private usefulInterval(): number | undefined {
    if (this.store.running.length > 0) return TIME_INTERVAL;
    const hasDeadline = this.tree.ended.some((operation) => expiryOf(operation) !== undefined);
    return hasDeadline ? EXPIRY_INTERVAL : undefined;
  }
}

function isRow(node: TreeNode): node is OperationNode | VideoNode {
  return !(node instanceof OlderNode);
}
