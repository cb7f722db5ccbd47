import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import type { PrintedOperation } from '../commands/printedOperations';
import { t } from '../language/t';
import { inList } from '../messages/literalText';
import type { CapturePlace } from '../settings';
import { commandLink, markdownText } from '../view/markdownText';
import { questionWords } from './placeWords';

export const ANSWERS = ['always', 'once', 'never'] as const;
/** Tracks such operations always, these and those of this session, or never in this workspace. */
export type CaptureAnswer = (typeof ANSWERS)[number];

/** An operation that was printed and waits for the answer. */
export interface WaitingOperation extends PrintedOperation {
  readonly place: CapturePlace;
}

/** Of more the newest wait: what a program prints for ever must not keep out what was begun later. */
const MAX_WAITING = 200;
const MAX_LINE_CHARACTERS = 300;

/** The title of an answer, as a button or an item. */
export function answerTitle(answer: CaptureAnswer): string {
  switch (answer) {
    case 'always':
      return t('Always');
    case 'once':
      return t('This Time');
    case 'never':
      return t('Never');
  }
}

/**
 * The question whether operations are tracked that programs print. While operations wait for its answer it is asked in the
 * status bar and in the view, and so that menus know of it, in the context key `veo.captureQuestion`.
 */
export class CaptureQuestion extends DisposableStore {
  /** By the keys of their operations. */
  private readonly byKey = new Map<string, WaitingOperation>();
  private item: vscode.StatusBarItem | undefined;
  private readonly changes = this.add(new vscode.EventEmitter<void>());

  readonly onDidChange = this.changes.event;

  get waiting(): readonly WaitingOperation[] {
    return [...this.byKey.values()];
  }

  /** What is asked; undefined while nothing is. */
  get sentence(): string | undefined {
    const { waiting } = this;
    if (waiting.length === 0) return undefined;
    return questionWords(waiting.length, new Set(waiting.map(({ place }) => place)));
  }

  /** Lets operations wait for the answer, by their keys. */
  wait(operations: ReadonlyMap<string, WaitingOperation>): void {
    const added = [...operations].filter(([key]) => !this.byKey.has(key));
    if (added.length === 0) return;
    for (const [key, operation] of added) this.byKey.set(key, operation);
    for (const key of [...this.byKey.keys()].slice(0, -MAX_WAITING)) this.byKey.delete(key);
    this.redraw();
  }

  /** Takes operations out of the question, such as when they are tracked. */
  settle(isSettled: (key: string, operation: WaitingOperation) => boolean): readonly WaitingOperation[] {
    const settled = [...this.byKey].filter(([key, operation]) => isSettled(key, operation));
    if (settled.length === 0) return [];
    for (const [key] of settled) this.byKey.delete(key);
    this.redraw();
    return settled.map(([, operation]) => operation);
  }

  /** Draws the question, in the present language. */
  redraw(): void {
    const { sentence } = this;
    const wasAsked = this.item !== undefined;
    if (sentence === undefined) this.hide();
    else this.show(sentence);
    if (wasAsked !== (sentence !== undefined)) {
      void vscode.commands.executeCommand('setContext', 'veo.captureQuestion', !wasAsked);
    }
    this.changes.fire();
  }

  override dispose(): void {
    this.hide();
    super.dispose();
  }

  private show(sentence: string): void {
    const { size } = this.byKey;
    this.item ??= createItem();
    const text = size === 1 ? t('Track a printed operation?') : t('Track {0} printed operations?', size);
    this.item.text = `$(question) ${inList(text)}`;
    this.item.tooltip = tooltipOf(sentence);
    this.item.accessibilityInformation = { label: `Veo: ${sentence}` };
    this.item.show();
  }

  private hide(): void {
    this.item?.dispose();
    this.item = undefined;
  }
}

/** Beside the item of the list, which has a higher priority. */
function createItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem('veo.capture', vscode.StatusBarAlignment.Left, -1);
  item.name = t('Veo Operations: Printed Operations');
  item.command = 'veo.answerCapture';
  return item;
}

function tooltipOf(sentence: string): vscode.MarkdownString {
  const links = ANSWERS.map((answer) => commandLink(answerTitle(answer), 'veo.answerCapture', answer));
  const text = `${markdownText(sentence, MAX_LINE_CHARACTERS)}\n\n${links.join(' · ')}`;
  const tooltip = new vscode.MarkdownString(text);
  tooltip.isTrusted = { enabledCommands: ['veo.answerCapture'] };
  return tooltip;
}
