import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Throttle } from '../../base/throttle';
import { systemTime, type Time } from '../../base/time';
import type { EndedOperation, RunningOperation } from '../../operations/operation';
import type { OperationStore } from '../../tracking/list/operationStore';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { isKeyFault } from '../messages/actions';
import { literally } from '../messages/literalText';
import { problemSentence } from '../messages/problemWords';
import { countsOf, stateWord } from '../messages/stateWords';
import { titleOf } from '../messages/titles';
import type { CheckingMode } from '../pause';
import { REDRAW_INTERVAL_MS } from '../redrawInterval';
import { commandLink, markdownText } from './markdownText';
import { pauseNotice } from './pauseNotice';

/** Results that the tooltip lists. */
const MAX_RESULTS = 20;
const MAX_LINE_CHARACTERS = 300;
/** Commands that a link in the tooltip may run. */
const COMMANDS = ['veo.resumeChecking', 'veo.openSettings', 'veo.setApiKey'] as const;

type Link = readonly [title: string, command: (typeof COMMANDS)[number], argument?: string];

interface StatusBarSources {
  readonly store: OperationStore;
  readonly endpoints: EndpointList;
  readonly mode: () => CheckingMode;
}

/** What the status bar shows, apart from how it is drawn. */
interface StatusContent {
  readonly icon: string;
  /** Whether something waits for the person, which alone colours the item. */
  readonly isUrgent: boolean;
  /** The most important comes first. */
  readonly parts: readonly string[];
  readonly sentences: readonly string[];
  readonly links: readonly Link[];
}

/** The status-bar item `veo.status`: what waits for the person, how many results are unseen, and how many run. */
export class StatusBar extends DisposableStore {
  private readonly item: vscode.StatusBarItem;

  constructor(
    private readonly sources: StatusBarSources,
    time: Time = systemTime,
  ) {
    super();
    this.item = this.add(vscode.window.createStatusBarItem('veo.status', vscode.StatusBarAlignment.Left, 0));
    this.item.name = 'Veo Operations';
    this.item.command = 'veo.showOperations';
    const redrawing = this.add(new Throttle(() => this.redraw(), REDRAW_INTERVAL_MS, time));
    this.add(sources.store.onDidChange(() => redrawing.request()));
    this.add(sources.store.onDidArchive(() => redrawing.request()));
    this.redraw();
  }

  /** Shows the present state; hidden while nothing is tracked. */
  redraw(): void {
    if (this.sources.store.size === 0) {
      this.item.hide();
      return;
    }
    const content = contentFrom(this.sources);
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
}

function contentFrom({ store, endpoints, mode }: StatusBarSources): StatusContent {
  const { running, unseen } = store;
  const pause = pauseNotice(mode());
  const keyless = running.filter(needsKey);
  const others = running.filter((operation) => !needsKey(operation));
  const troubled = keyless[0] ?? others.find(({ problem }) => problem);
  const icon = troubled ? 'warning' : resultIcon(unseen);
  return {
    icon: pause ? 'debug-pause' : icon,
    isUrgent: keyless.length > 0,
    parts: defined(pause?.words, keylessWords(keyless.length), ...countsOf([...unseen, ...others])),
    sentences: defined(
      pause?.sentence,
      troubled && problemSentence(troubled, endpoints),
      ...resultLines(unseen),
      running.length + unseen.length === 0 ? t('No operation is running.') : undefined,
    ),
    links: [...(pause ? [pause.link] : []), ...keyLinks(keyless)],
  };
}

function needsKey({ problem }: RunningOperation): boolean {
  return isKeyFault(problem?.kind);
}

function keylessWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? t('1 needs a key') : t('{0} need a key', count);
}

function keyLinks([operation]: readonly RunningOperation[]): readonly Link[] {
  return operation ? [[t('Set API Key…'), 'veo.setApiKey', operation.endpoint]] : [];
}

function resultIcon(unseen: readonly EndedOperation[]): string {
  if (unseen.length === 0) return 'device-camera-video';
  return unseen.every(({ state }) => state === 'succeeded') ? 'pass-filled' : 'info';
}

function resultLines(unseen: readonly EndedOperation[]): string[] {
  const lines = unseen
    .slice(0, MAX_RESULTS)
    .map((operation) => `${titleOf(operation)}: ${stateWord(operation)}`);
  return unseen.length > MAX_RESULTS ? [...lines, '…'] : lines;
}

/** Each line is escaped, since titles and problems come from outside; a link runs one of our own commands. */
function tooltipOf({ parts, sentences, links }: StatusContent): vscode.MarkdownString {
  const lines = defined(parts.join(' · ') || undefined, ...sentences).map((sentence) =>
    markdownText(sentence, MAX_LINE_CHARACTERS),
  );
  const shownLinks = links.map(([title, command, argument]) => commandLink(title, command, argument));
  const tooltip = new vscode.MarkdownString([lines.join('  \n'), shownLinks.join(' · ')].join('\n\n'));
  tooltip.isTrusted = { enabledCommands: COMMANDS };
  return tooltip;
}

function defined(...texts: readonly (string | undefined)[]): string[] {
  return texts.filter((text) => text !== undefined);
}
