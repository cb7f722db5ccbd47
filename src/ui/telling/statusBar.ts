import * as vscode from 'vscode';
import { type EndedOperation, hasEnded, type Operation } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import type { SeenResults } from './seenResults';
import { problemSentence, stateWord, titleOf } from './words';

/** What the status bar shows, apart from how it is drawn. */
interface StatusContent {
  readonly icon: string;
  readonly text: string;
  readonly background?: 'warning' | 'error';
  readonly tooltip: string;
}

/** The status-bar item `veo.status`: how many operations run, and each result until it has been looked at. */
export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly listener: { dispose(): void };

  constructor(
    private readonly store: OperationStore,
    private readonly seen: SeenResults,
    private readonly isPaused: () => boolean,
    private readonly endpoints: EndpointList,
  ) {
    this.item = vscode.window.createStatusBarItem('veo.status', vscode.StatusBarAlignment.Left, 0);
    this.item.name = 'Veo Operations';
    this.item.command = 'veo.showOperations';
    this.listener = store.onDidChange(() => this.redraw());
    this.redraw();
  }

  /** Shows what is known now; hidden while nothing is tracked. */
  redraw(): void {
    const operations = this.store.list();
    if (operations.length === 0) {
      this.item.hide();
      return;
    }
    const { icon, text, background, tooltip } = this.contentOf(operations);
    this.item.text = `$(${icon}) ${text}`;
    this.item.tooltip = tooltip;
    this.item.backgroundColor = background && new vscode.ThemeColor(`statusBarItem.${background}Background`);
    this.item.accessibilityInformation = { label: `Veo: ${tooltip}` };
    this.item.show();
  }

  dispose(): void {
    this.listener.dispose();
    this.item.dispose();
  }

  private contentOf(operations: readonly Operation[]): StatusContent {
    const running = operations.filter((operation) => !hasEnded(operation));
    const unseen = this.seen.unseen();
    const runningText = vscode.l10n.t('{0} running', running.length);
    if (unseen.length > 0) return resultContent(unseen, running.length > 0 ? ` · ${runningText}` : '');
    if (running.length === 0) {
      return { icon: 'device-camera-video', text: 'Veo', tooltip: vscode.l10n.t('No operation is running.') };
    }
    if (this.isPaused()) {
      const tooltip = vscode.l10n.t('Checking is paused. {0}.', runningText);
      return { icon: 'debug-pause', text: `Veo: ${vscode.l10n.t('{0}, paused', runningText)}`, tooltip };
    }
    return this.runningContent(running, runningText);
  }

  private runningContent(running: readonly Operation[], text: string): StatusContent {
    const troubled = running.find(
      ({ problem }) => problem?.kind === 'noKey' || problem?.kind === 'unauthorized',
    );
    const withProblem = troubled ?? running.find(({ problem }) => problem);
    const sentence = withProblem && problemSentence(withProblem, this.endpoints);
    if (!sentence) return { icon: 'device-camera-video', text: `Veo: ${text}`, tooltip: `${text}.` };
    const tooltip = `${text}. ${sentence}`;
    return { icon: 'warning', text: `Veo: ${text}`, tooltip, ...(troubled && { background: 'warning' }) };
  }
}

function resultContent(unseen: readonly EndedOperation[], runningText: string): StatusContent {
  const tooltip = unseen.map((operation) => `${titleOf(operation)}: ${stateWord(operation)}`).join('\n');
  const [first] = unseen;
  const succeeded = unseen.every(({ state }) => state === 'succeeded');
  const text =
    unseen.length === 1 && first
      ? stateWord(first)
      : vscode.l10n.t('{0} operations have ended', unseen.length);
  return {
    icon: succeeded ? 'pass-filled' : 'warning',
    text: `Veo: ${text}${runningText}`,
    tooltip,
    ...(!succeeded && { background: 'warning' }),
  };
}
