import { oneLine } from '../../outside/oneLine';
import { parseText } from '../../references/parseText';
import { type UnreadLine, unreadLines } from '../../references/unreadLines';
import { t } from '../language/t';
import type { Log } from '../log';
import { offer, warn } from './message';
import { briefRefusal } from './refusalWords';

/** Lines in the message; the log has all of them. */
const MAX_LINES = 3;
const MAX_LINE_CHARACTERS = 40;

/** A text that was pasted, how many operations of it are tracked, and why others are not. */
interface TrackedText {
  readonly text: string;
  readonly tracked: number;
  readonly leftOut: readonly string[];
}

/** Notifies of what was left out of a text: lines that were not understood, and operations without an endpoint. */
export function notifyUnread({ text, tracked, leftOut }: TrackedText, log: Log): void {
  const unread = unreadSentences(text, leftOut, log);
  if (unread.length === 0) return;
  const words = [trackedSentence(tracked), ...unread].join(' ');
  void offer(warn, words, [[t('Show Log'), 'veo.showLog', undefined]]);
}

/** What was left out of a text, for a message; the log has all of it. Empty where nothing was. */
export function unreadSentences(text: string, leftOut: readonly string[], log: Log): readonly string[] {
  const lines = unreadLines(text);
  const reasonOf = reasonsIn(text);
  for (const one of lines) log.warn(`Not understood: ${lineWords(one, reasonOf, one.text.length)}`);
  for (const reason of leftOut) log.warn(`Not tracked: ${reason}`);
  return [...unreadSentence(lines, reasonOf), ...leftOut];
}

function trackedSentence(count: number): string {
  return count === 1 ? t('One operation is tracked.') : t('{0} operations are tracked.', count);
}

function unreadSentence(lines: readonly UnreadLine[], reasonOf: ReasonOf): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MAX_LINES).map((line) => lineWords(line, reasonOf, MAX_LINE_CHARACTERS));
  const words = [...shown, ...(lines.length > MAX_LINES ? ['…'] : [])].join(', ');
  const sentence =
    lines.length === 1
      ? t('One line was not understood: {0}', words)
      : t('{0} lines were not understood: {1}', lines.length, words);
  return [sentence.endsWith('…') ? sentence : `${sentence}.`];
}

function lineWords(unread: UnreadLine, reasonOf: ReasonOf, length: number): string {
  const words = t('line {0} “{1}”', unread.line, oneLine(unread.text, length));
  const reason = reasonOf(unread);
  return reason === undefined ? words : `${words} (${reason})`;
}

/** Why a line was not understood, in a word or two. */
type ReasonOf = (unread: UnreadLine) => string | undefined;

function reasonsIn(text: string): ReasonOf {
  const lines = text.split(/\r\n|\r|\n/);
  return ({ line }) => {
    const parsed = parseText(lines[line - 1] ?? '');
    return parsed.kind === 'refused' ? briefRefusal(parsed.reason) : undefined;
  };
}
