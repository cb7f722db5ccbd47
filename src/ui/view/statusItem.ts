import * as vscode from 'vscode';
import { t } from '../language/t';
import { literally } from '../messages/literalText';
import type { CheckingMode } from '../pause';
import { commandLink, markdownText } from './markdownText';
import { pauseNotice } from './pauseNotice';

const MAX_LINE_CHARACTERS = 300;
/** Commands that a link in the tooltip may run. */
const COMMANDS = ['veo.resumeChecking', 'veo.openSettings', 'veo.setApiKey'] as const;

export type StatusLink = readonly [title: string, command: (typeof COMMANDS)[number], argument?: string];

/** What the status bar shows, apart from how it is drawn. */
export interface StatusContent {
  readonly icon: string;
  /** Whether something waits for the person, which alone colours the item. */
  readonly isUrgent: boolean;
  /** The most important comes first. */
  readonly parts: readonly string[];
  readonly sentences: readonly string[];
  readonly links: readonly StatusLink[];
}

/** Makes the status-bar item `veo.status`, hidden. */
export function createStatusItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('veo.status', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Veo Operations';
  item.command = 'veo.showOperations';
  return item;
}

/** What is shown while nothing runs and all results are seen. */
export function idleStatus(mode: CheckingMode): StatusContent {
  const pause = pauseNotice(mode);
  return {
    icon: pause ? 'debug-pause' : 'device-camera-video',
    isUrgent: false,
    parts: pause ? [pause.words] : [],
    sentences: [...(pause ? [pause.sentence] : []), t('No operation is running.')],
    links: pause ? [pause.link] : [],
  };
}

/** Draws and shows the item. */
export function drawStatus(item: vscode.StatusBarItem, content: StatusContent): void {
  const { icon, parts, sentences, isUrgent } = content;
  item.text = `$(${icon}) ${parts.length > 0 ? `Veo: ${parts.join(' · ')}` : 'Veo'}`;
  item.tooltip = tooltipOf(content);
  item.backgroundColor = isUrgent ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
  item.accessibilityInformation = {
    label: [`Veo: ${parts.join(', ')}`, ...sentences.map(literally)].join('\n'),
  };
  item.show();
}

/** Each line is escaped, since titles and problems come from outside; a link runs one of our own commands. */
function tooltipOf({ parts, sentences, links }: StatusContent): vscode.MarkdownString {
  const heading = parts.length > 0 ? [parts.join(' · ')] : [];
  const lines = [...heading, ...sentences].map((sentence) => markdownText(sentence, MAX_LINE_CHARACTERS));
  const shownLinks = links.map(([title, command, argument]) => commandLink(title, command, argument));
  const tooltip = new vscode.MarkdownString([lines.join('  \n'), shownLinks.join(' · ')].join('\n\n'));
  tooltip.isTrusted = { enabledCommands: COMMANDS };
  return tooltip;
}
