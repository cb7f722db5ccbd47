import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Throttle } from '../../base/throttle';
import { MINUTE_MS, NEVER, systemTime, type Time } from '../../base/time';
import { Timer } from '../../base/timer';
import type { OperationId } from '../../operations/operation';
import { scopeOf } from '../../tracking/limits/problemScope';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { orArchiveFault } from '../messages/commandError';
import { descriptionChangesIn } from '../messages/description';
import { literally } from '../messages/literalText';
import { confirm } from '../messages/message';
import { problemSentence } from '../messages/problemWords';
import { notListedWords } from '../messages/stateWords';
import type { CheckingMode } from '../pause';
import { REDRAW_INTERVAL_MS } from '../redrawInterval';
import { VIEW_ID } from './deferredTree';
import { isRow, operationOf, type TreeNode } from './operationNodes';
import type { OperationsTree } from './operationsTree';
import { pauseNotice } from './pauseNotice';
import { type Presence, ResultsInSight, type SeenResults } from './seenResults';

/** Visible rows are not refreshed more often, since each redraw closes a tooltip. */
const ELAPSED_INTERVAL_MS = 10_000;
/** The same while nothing runs: then the only times that change are the hours until videos are deleted. */
const EXPIRY_INTERVAL_MS = MINUTE_MS;

/** What the view asks above its rows. */
export interface OpenQuestion {
  /** Undefined while nothing is asked. */
  readonly sentence: string | undefined;
  readonly onDidChange: vscode.Event<void>;
}

interface ViewParts {
  readonly treeView: vscode.TreeView<TreeNode>;
  readonly tree: OperationsTree;
  readonly store: OperationStore;
  readonly seen: SeenResults;
  readonly endpoints: EndpointList;
  readonly presence: Presence;
  readonly mode: () => CheckingMode;
  readonly question: OpenQuestion;
}

/** The view `veo.operations`: the tree, its badge, the message above it, and what marks a result as seen. */
export class OperationsView extends DisposableStore {
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly inSight: ResultsInSight;
  private readonly refreshing: Timer;
  /** ms of `Time.elapsed` */
  private refreshAt = NEVER;
  /** Rows that we select ourselves: that does not mark them as seen. */
  private readonly revealing = new Set<TreeNode>();

  constructor(
    private readonly parts: ViewParts,
    private readonly time: Time = systemTime,
  ) {
    super();
    const { treeView, store, question } = parts;
    this.view = treeView;
    this.inSight = this.add(new ResultsInSight(parts, time));
    this.refreshing = this.add(new Timer(time, () => this.refreshTimes()));
    const redrawing = this.add(new Throttle(() => this.redraw(), REDRAW_INTERVAL_MS, time));
    this.add(store.onDidChange(() => redrawing.request()));
    this.add(store.onDidArchive(() => redrawing.request()));
    this.add(question.onDidChange(() => redrawing.request()));
    this.add(this.view.onDidChangeVisibility(({ visible }) => this.visibilityChanged(visible)));
    this.add(
      this.view.onDidChangeSelection(({ selection }) =>
        this.markSeen(selection.filter((row) => !this.revealing.has(row))),
      ),
    );
    // A click on a row that is already selected, as after a check, only expands it. A collapse does not mark it as seen:
    // VS Code reports one for each row that gets its first child.
    this.add(this.view.onDidExpandElement(({ element }) => this.markSeen([element])));
    this.inSight.setVisible(this.view.visible);
    this.redraw();
  }

  /** Calls back now if the view is visible, and whenever it becomes so. */
  whenVisible(callback: () => void): vscode.Disposable {
    if (this.view.visible) callback();
    return this.view.onDidChangeVisibility(({ visible }) => (visible ? callback() : undefined));
  }

  get selection(): readonly TreeNode[] {
    return this.view.selection;
  }

  /** Scrolls to the row of an operation and selects it. */
  async reveal(id: OperationId): Promise<void> {
    const row = this.parts.tree.pageTo(id);
    if (!row) return;
    this.revealing.add(row);
    // VS Code refuses a row that was just removed or is not drawn yet: then there is nothing to reveal.
    await this.view.reveal(row, { select: true, focus: false }).then(undefined, () => undefined);
    this.revealing.delete(row);
  }

  /**
   * Brings the view to the front and reveals one operation, or else the newest unseen result; then all results count as
   * seen.
   *
   * @throws CommandError when the archive had to be read and could not be
   */
  async show(id?: OperationId): Promise<void> {
    const { store, seen } = this.parts;
    const one = id && (await orArchiveFault(store.fetch(id)));
    if (id && !one) return confirm(notListedWords());
    const target = one ?? store.unseen[0];
    await this.bringToFront();
    if (target) await this.reveal(target);
    seen.markSeen(one ? [one] : store.unseen);
  }

  /** Shows one more page of older operations, which counts as seeing them. @throws as `show` */
  async showOlder(): Promise<void> {
    const { tree, store, seen } = this.parts;
    await this.bringToFront();
    const reading = () => orArchiveFault(tree.showOlder());
    await vscode.window.withProgress({ location: { viewId: VIEW_ID } }, reading);
    if (this.view.visible) seen.markSeen(store.unseen);
  }

  /** Draws the present state beside the rows. */
  redraw(): void {
    this.view.badge = this.parts.seen.badge();
    this.view.message = this.messageAbove();
    this.scheduleRefresh();
  }

  /** A visible view does not get the focus, which would close an input box that the person has opened meanwhile. */
  private async bringToFront(): Promise<void> {
    if (!this.view.visible) await vscode.commands.executeCommand('veo.operations.focus');
  }

  private markSeen(nodes: readonly TreeNode[]): void {
    this.parts.seen.markSeen(nodes.filter(isRow).map(operationOf));
  }

  private visibilityChanged(visible: boolean): void {
    this.inSight.setVisible(visible);
    this.scheduleRefresh();
  }

  /** What concerns several rows. Empty while nothing is tracked, since a message would hide the welcome text. */
  private messageAbove(): string {
    const { store, endpoints } = this.parts;
    if (store.size === 0) return '';
    const blocked = store.running.find(
      ({ problem }) => problem && scopeOf(problem.kind, undefined) === 'blockedEndpoint',
    );
    const sentences = [
      this.questionSentence(),
      this.pauseSentence(),
      blocked && problemSentence(blocked, endpoints),
    ];
    return literally(sentences.filter((sentence) => sentence !== undefined).join(' '));
  }

  /** It names the button above, since only VS Code's own extensions can put links there (`treeViewMarkdownMessage`). */
  private pauseSentence(): string | undefined {
    const mode = this.parts.mode();
    const sentence = pauseNotice(mode)?.sentence;
    return mode === 'paused' ? `${sentence} ${t('Resume it with the button above.')}` : sentence;
  }

  private questionSentence(): string | undefined {
    const { sentence } = this.parts.question;
    return sentence && `${sentence} ${t('Answer with the button above.')}`;
  }

  private refreshTimes(): void {
    this.parts.tree.redrawOutdated();
    this.scheduleRefresh();
  }

  /** Sets the timer anew only for a time that is nearer, since answers come more often than the timer fires. */
  private scheduleRefresh(): void {
    const at = this.view.visible ? this.time.elapsed() + this.usefulPause() : NEVER;
    if (at >= this.refreshAt && this.refreshing.isSet && at !== NEVER) return;
    this.refreshAt = at;
    this.refreshing.setAt(at);
  }

  /** ms until the time alone has changed what some row says; NEVER where it changes nothing. */
  private usefulPause(): number {
    const { store, tree } = this.parts;
    const now = Date.now();
    const changes = [...store.running, ...tree.ended].map((operation) =>
      descriptionChangesIn(operation, now),
    );
    const shortest = store.running.length > 0 ? ELAPSED_INTERVAL_MS : EXPIRY_INTERVAL_MS;
    return Math.max(shortest, Math.min(...changes, NEVER));
  }
}
