import { oneLine } from '../operations/oneLine';
import { holdsSecret } from '../operations/secretShapes';
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
const MEANT = /video_\w{4,}|models\/\S+\/operations\/|https?:\/\/\S*\/videos\//;
const TOKEN = /[\w.~%/:+=-]{6,}/g;
/** Why a line gives no operation although it means one. */
const MISREAD: readonly Refusal[] = ['cutName', 'vertexName', 'malformedName', 'addressWithoutOperation'];

/** The lines of a text that look meant as operations and were not understood, although others were. */
export function unreadLines(text: string): UnreadLine[] {
  if (text.length > MAX_TEXT_LENGTH) return [];
  const names = findReferences(text).map(({ name }) => name);
  if (names.length === 0) return [];
  const known = new Set(names);
  const joined = names.join('\n');
  const unread: UnreadLine[] = [];
  for (const [at, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (unread.length === MOST_LINES) break;
    if (isUnread(line, known, joined)) unread.push({ line: at + 1, text: shown(line) });
  }
  return unread;
}

function isUnread(line: string, known: ReadonlySet<string>, joined: string): boolean {
  if (line.length > READ_LENGTH || !MEANT.test(line) || isPart(line, known, joined)) return false;
  const parsed = parseText(line);
  return parsed.kind === 'refused' && MISREAD.includes(parsed.reason);
}

/** Whether a name that was found, or a part of one that was wrapped, stands in the line. */
function isPart(line: string, known: ReadonlySet<string>, joined: string): boolean {
  const tokens = line.match(TOKEN) ?? [];
  return tokens.some((token) => known.has(token) || (MEANT.test(token) && joined.includes(token)));
}

function shown(line: string): string {
  return holdsSecret(line) ? '…' : oneLine(line, TEXT_LENGTH);
}
