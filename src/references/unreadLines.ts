import { textFrom } from '../outside/text';
import { parseText, type Refusal } from './parseText';
import { findReferences, MAX_TEXT_LENGTH } from './reference';

/** A line of a pasted text that looks meant as an operation's name, and gave none. */
export interface UnreadLine {
  /** Counts from 1. */
  readonly line: number;
  /** Cleaned, cut off where it is long, without secrets. */
  readonly text: string;
}

const MOST_LINES = 20;
/** Characters of a line that are told. */
const TEXT_LENGTH = 80;
/** Characters of a line that are read; a longer one is no name that somebody copied. */
const READ_LENGTH = 8192;
/** What a line holds that means an operation. */
const MEANT = /video_\w{4,}|models\/[^\s/]+\/operations\/|https?:\/\/(?:(?!https?:\/\/)\S)*\/videos\//;
/** With what marks a cut, which no name holds. */
const TOKEN = /[\w.~%/:+=…-]{4,}/g;
/** Why a line gives no operation although it means one. */
const MISREAD: readonly Refusal[] = ['cutName', 'vertexName', 'malformedName', 'addressWithoutOperation'];

/** The lines of a text that look meant as operations and were not understood, although others were. */
export function unreadLines(text: string): UnreadLine[] {
  if (text.length > MAX_TEXT_LENGTH) return [];
  const names = findReferences(text).map(({ name }) => name);
  if (names.length === 0) return [];
  const found: FoundNames = { known: new Set(names), joined: names.join('\n') };
  const lines = text.split(/\r\n|\r|\n/);
  const unread: UnreadLine[] = [];
  for (const [at, line] of lines.entries()) {
    if (unread.length === MOST_LINES) break;
    if (isUnread(line, lines[at + 1] ?? '', found))
      unread.push({ line: at + 1, text: textFrom(line, TEXT_LENGTH) });
  }
  return unread;
}

interface FoundNames {
  readonly known: ReadonlySet<string>;
  /** All of them in one text, in which parts are looked for. */
  readonly joined: string;
}

function isUnread(line: string, next: string, found: FoundNames): boolean {
  if (line.length > READ_LENGTH || !MEANT.test(line) || isPart(line, next, found)) return false;
  const parsed = parseText(line);
  return parsed.kind === 'refused' && MISREAD.includes(parsed.reason);
}

/**
 * Whether a name that was found stands in the line, or a part of one with which the next line goes on: the ids of a
 * gateway all begin alike, so that a beginning alone is no part of any.
 */
function isPart(line: string, next: string, { known, joined }: FoundNames): boolean {
  const tokens = line.match(TOKEN) ?? [];
  const rest = next.match(TOKEN)?.[0] ?? '';
  return tokens.some(
    (token) =>
      known.has(token) ||
      (MEANT.test(token) && (joined.includes(`${token}${rest}`) || holdsOne(token, known))),
  );
}

/** Whether the name of an address is one of those. */
function holdsOne(token: string, known: ReadonlySet<string>): boolean {
  return known.has(token.slice(Math.max(token.lastIndexOf('/video_') + 1, token.indexOf('models/'), 0)));
}
