import * as vscode from 'vscode';
import { Throttle } from '../../base/throttle';
import { systemTime, type Time } from '../../base/time';
import type { RunningOperation } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { isKeyFault } from '../messages/actions';
import { restingSentence, restingWords } from '../messages/checkingWords';
import { literally } from '../messages/literalText';
import { problemSentence } from '../messages/problemWords';
import { countsOf, stateWord } from '../messages/stateWords';
import { titleOf } from '../messages/titles';
import type { CheckingMode } from '../pause';
import { REDRAW_INTERVAL_MS } from '../redrawInterval';
import { commandLink, markdownText } from './markdownText';

/** Results that the tooltip tells one by one. */
const MOST_LINES = 20;
/** Characters of one line of the tooltip. */
const LINE_LENGTH = 300;
/** What a link in the tooltip may run. */
const COMMANDS = ['veo.resumeChecking', 'veo.openSettings', 'veo.setApiKey'] as const;

/** A way to go on that the tooltip offers. */
type Link = readonly [title: string, command: (typeof COMMANDS)[number], argument?: string];

/** What the status bar shows, apart from how it is drawn. */
interface StatusContent {
  readonly icon: string;
  /** Whether something waits for the person: only that has a colour of its own. */
  readonly isUrgent: boolean;
  /** What matters most first. */
  readonly parts: readonly string[];
  readonly sentences: readonly string[];
  readonly links: readonly Link[];
}

/** The status-bar item `veo.status`: what waits for the person, the results not looked at yet, and how many run. */
export class StatusBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly redrawing: Throttle;
  private readonly listeners: readonly { dispose(): void }[];

  constructor(
    private readonly store: OperationStore,
    private readonly mode: () => CheckingMode,
    private readonly endpoints: EndpointList,
    clock: Time = systemTime,
  ) {
    this.item = vscode.window.createStatusBarItem('veo.status', vscode.StatusBarAlignment.Left, 0);
    this.item.name = 'Veo Operations';
    this.item.command = 'veo.showOperations';
    this.redrawing = new Throttle(() => this.redraw(), REDRAW_INTERVAL_MS, clock);
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
    const content = this.content();
    const { icon, parts, sentences, isUrgent } = content;
    this.item.text = `$(${icon}) ${parts.length > 0 ? `Veo: ${parts.join(' · ')}` : 'Veo'}`;
    this.item.tooltip = tooltipOf(content);
    this.item.backgroundColor = isUrgent
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.item.accessibilityInformation = {
      label: [`Veo: ${parts.join(', ')}`, ...sentences.map(literally)].join('\n'),
    };
    this.item.show();
  }

  dispose(): void {
    for (const listener of this.listeners) listener.dispose();
    this.redrawing.dispose();
    this.item.dispose();
  }

  private content(): StatusContent {
    const { running, unseen } = this.store;
    const mode = this.mode();
    const keyless = running.filter(needsKey);
    const others = running.filter((operation) => !needsKey(operation));
    const troubled = keyless[0] ?? others.find(({ problem }) => problem);
    return {
      icon: this.icon(mode, troubled),
      isUrgent: keyless.length > 0,
      parts: [
        ...defined(restingWords(mode)),
        ...defined(keylessWords(keyless.length)),
        ...countsOf([...unseen, ...others]),
      ],
      sentences: [
        ...defined(restingSentence(mode)),
        ...defined(troubled && problemSentence(troubled, this.endpoints)),
        ...this.resultLines(),
        ...(running.length + unseen.length === 0 ? [t('No operation is running.')] : []),
      ],
      links: [...linksOf(mode), ...keyLinks(keyless)],
    };
  }

  private icon(mode: CheckingMode, troubled: RunningOperation | undefined): string {
    const { unseen } = this.store;
    if (mode !== 'on') return 'debug-pause';
    if (troubled) return 'warning';
    if (unseen.length === 0) return 'device-camera-video';
    return unseen.every(({ state }) => state === 'succeeded') ? 'pass-filled' : 'info';
  }

  private resultLines(): string[] {
    const { unseen } = this.store;
    const lines = unseen
      .slice(0, MOST_LINES)
      .map((operation) => `${titleOf(operation)}: ${stateWord(operation)}`);
    return unseen.length > MOST_LINES ? [...lines, '…'] : lines;
  }
}

function needsKey({ problem }: RunningOperation): boolean {
  return isKeyFault(problem?.kind);
}

function keylessWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? t('1 needs a key') : t('{0} need a key', count);
}

function linksOf(mode: CheckingMode): readonly Link[] {
  switch (mode) {
    case 'on':
      return [];
    case 'paused':
      return [[t('Resume Checking'), 'veo.resumeChecking']];
    case 'offInSettings':
      return [[t('Open Settings'), 'veo.openSettings']];
  }
}

function keyLinks([operation]: readonly RunningOperation[]): readonly Link[] {
  return operation ? [[t('Set API Key…'), 'veo.setApiKey', operation.endpoint]] : [];
}

/** Titles and problems come from outside, so that each line is escaped; a link runs one of our own commands. */
function tooltipOf({ parts, sentences, links }: StatusContent): vscode.MarkdownString {
  const lines = [...defined(parts.join(' · ') || undefined), ...sentences].map((sentence) =>
    markdownText(sentence, LINE_LENGTH),
  );
  const ways = links.map(([title, command, argument]) => commandLink(title, command, argument));
  const tooltip = new vscode.MarkdownString([lines.join('  \n'), ways.join(' · ')].join('\n\n'));
  tooltip.isTrusted = { enabledCommands: COMMANDS };
  return tooltip;
}

function defined(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}
