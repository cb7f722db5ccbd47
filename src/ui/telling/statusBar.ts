import * as vscode from 'vscode';
import type { EndedOperation, Operation } from '../../operations/operation';
import { type Clock, systemClock } from '../../tracking/clock';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { Paced } from '../paced';
import { isKeyFault } from './faultActions';
import { titleOf } from './names';
import { problemSentence } from './problemWords';
import { stateWord } from './words';

/** Results that the tooltip tells one by one. */
const MOST_LINES = 20;

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
  private readonly redrawing: Paced;
  private readonly listeners: readonly { dispose(): void }[];

  constructor(
    private readonly store: OperationStore,
    private readonly isPaused: () => boolean,
    private readonly endpoints: EndpointList,
    clock: Clock = systemClock,
  ) {
    this.item = vscode.window.createStatusBarItem('veo.status', vscode.StatusBarAlignment.Left, 0);
    this.item.name = 'Veo Operations';
    this.item.command = 'veo.showOperations';
    this.redrawing = new Paced(() => this.redraw(), clock);
    const request = () => this.redrawing.request();
    this.listeners = [store.onDidChange(request), store.onDidArchive(request)];
    this.redraw();
  }

  /** Shows what is known now; hidden while nothing is tracked. */
  redraw(): void {
    if (this.store.size === 0) {
      this.item.hide();
      return;
    }
    const { icon, text, background, tooltip } = this.content();
    this.item.text = `$(${icon}) ${text}`;
    this.item.tooltip = tooltip;
    this.item.backgroundColor = background && new vscode.ThemeColor(`statusBarItem.${background}Background`);
    this.item.accessibilityInformation = { label: `Veo: ${tooltip}` };
    this.item.show();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.redrawing.dispose();
    this.item.dispose();
  }

  private content(): StatusContent {
    const { running, unseen } = this.store;
    const runningText = t('{0} running', running.length);
    if (unseen.length > 0) return resultContent(unseen, running.length > 0 ? ` · ${runningText}` : '');
    if (running.length === 0) {
      return { icon: 'device-camera-video', text: 'Veo', tooltip: t('No operation is running.') };
    }
    if (this.isPaused()) {
      const tooltip = t('Checking is paused. {0}.', runningText);
      return { icon: 'debug-pause', text: `Veo: ${t('{0}, paused', runningText)}`, tooltip };
    }
    return this.runningContent(running, runningText);
  }

  private runningContent(running: readonly Operation[], text: string): StatusContent {
    const troubled = running.find(({ problem }) => isKeyFault(problem?.kind));
    const withProblem = troubled ?? running.find(({ problem }) => problem);
    const sentence = withProblem && problemSentence(withProblem, this.endpoints);
    if (!sentence) return { icon: 'device-camera-video', text: `Veo: ${text}`, tooltip: `${text}.` };
    const tooltip = `${text}. ${sentence}`;
    return { icon: 'warning', text: `Veo: ${text}`, tooltip, ...(troubled && { background: 'warning' }) };
  }
}

function resultContent(unseen: readonly EndedOperation[], runningText: string): StatusContent {
  const lines = unseen
    .slice(0, MOST_LINES)
    .map((operation) => `${titleOf(operation)}: ${stateWord(operation)}`);
  const tooltip = [...lines, ...(unseen.length > MOST_LINES ? ['…'] : [])].join('\n');
  const [first] = unseen;
  const succeeded = unseen.every(({ state }) => state === 'succeeded');
  const text =
    unseen.length === 1 && first ? stateWord(first) : t('{0} operations have ended', unseen.length);
  return {
    icon: succeeded ? 'pass-filled' : 'warning',
    text: `Veo: ${text}${runningText}`,
    tooltip,
    ...(!succeeded && { background: 'warning' }),
  };
}
