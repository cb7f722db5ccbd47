import { oneLine } from '../../outside/oneLine';
import { parseText } from '../../references/parseText';
import { type UnreadLine, unreadLines } from '../../references/unreadLines';
import { t } from '../language/t';
import type { Log } from '../log';
import { warn } from './message';
import { offer } from './offer';

/** Lines that the message tells; the log has the others. */
const MOST_LINES = 3;
/** Characters of a line in the message. */
const LINE_LENGTH = 40;

/**
 * Tells what of a text was not taken, where other parts of it were: lines that were not understood, and operations
 * that belong nowhere.
 *
 * @param leftOut why operations of it are left out
 */
export function notifyUntaken(text: string, tracked: number, leftOut: readonly string[], log: Log): void {
  const lines = unreadLines(text);
  if (lines.length === 0 && leftOut.length === 0) return;
  const reasons = reasonsIn(text, lines);
  for (const one of lines) log.warn(`Not understood: ${lineWords(one, reasons, one.text.length)}`);
  for (const reason of leftOut) log.warn(`Not tracked: ${reason}`);
  const sentences = [trackedSentence(tracked), ...unreadSentence(lines, reasons), ...leftOut];
  void offer(warn, sentences.join(' '), [[t('Show'), 'veo.showLog', undefined]]);
}

function trackedSentence(count: number): string {
  return count === 1 ? t('One operation is tracked.') : t('{0} operations are tracked.', count);
}

function unreadSentence(lines: readonly UnreadLine[], reasons: Reasons): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_LINES).map((line) => lineWords(line, reasons, LINE_LENGTH));
  const words = [...shown, ...(lines.length > MOST_LINES ? ['…'] : [])].join(', ');
  return [
    lines.length === 1
      ? t('One line was not understood: {0}', words)
      : t('{0} lines were not understood: {1}', lines.length, words),
  ].map((sentence) => (sentence.endsWith('…') ? sentence : `${sentence}.`));
}

function lineWords({ line, text }: UnreadLine, reasons: Reasons, length: number): string {
  const words = t('line {0} “{1}”', line, oneLine(text, length));
  const reason = reasons.get(line);
  return reason === undefined ? words : `${words} (${reason})`;
}

/** Why lines were not understood, in a word or two, by their numbers. */
type Reasons = ReadonlyMap<number, string>;

function reasonsIn(text: string, unread: readonly UnreadLine[]): Reasons {
  const lines = text.split(/\r\n|\r|\n/);
  return new Map(
    unread.flatMap(({ line }) => {
      const reason = reasonOf(lines[line - 1] ?? '');
      return reason === undefined ? [] : [[line, reason] as const];
    }),
  );
}

function reasonOf(line: string): string | undefined {
  const parsed = parseText(line);
  if (parsed.kind !== 'refused') return undefined;
  switch (parsed.reason) {
    case 'cutName':
      return t('cut off');
    case 'vertexName':
      return t('of Vertex AI');
    case 'addressWithoutOperation':
      return t('no status address');
    default:
      return undefined;
  }
}
