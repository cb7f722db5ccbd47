import { textFrom } from '../outside/text';
import { nameAtEndOf } from './foundNames';
import { parseText, type Refusal } from './parseText';
import { findReferences } from './reference';
import { MAX_TEXT_LENGTH } from './textLength';

/** A line of a pasted text that seems to name an operation, but gave none. */
export interface UnreadLine {
  /** Counts from 1. */
  readonly line: number;
  /** Cleaned, shortened and redacted. */
  readonly text: string;
}

const MAX_UNREAD_LINES = 20;
const SHOWN_CHARACTERS = 80;
/** A longer line is no copied name. */
const MAX_READ_CHARACTERS = 8192;
/** The part of a line that shows that it means an operation. */
const MEANT_AS_OPERATION =
  /video_\w{4,}|models\/[^\s/]+\/operations\/|https?:\/\/(?:(?!https?:\/\/)\S)*\/videos\//;
/** May include the mark of a cut, which is no part of a name. */
const TOKEN = /[\w.~%/:+=…-]{4,}/g;
/** Refusals of lines that mean an operation. */
const MISREAD: readonly Refusal[] = ['cutName', 'vertexName', 'malformedName', 'addressWithoutOperation'];

/** The lines of a text that seem to name an operation but gave none, if other lines gave some. */
export function unreadLines(text: string): UnreadLine[] {
  if (text.length > MAX_TEXT_LENGTH) return [];
  const names = findReferences(text).map(({ name }) => name);
  if (names.length === 0) return [];
  const found: KnownNames = { known: new Set(names), joined: names.join('\n') };
  const lines = text.split(/\r\n|\r|\n/);
  const unread: UnreadLine[] = [];
  for (const [at, line] of lines.entries()) {
    if (unread.length === MAX_UNREAD_LINES) break;
    if (isUnread(line, lines[at + 1] ?? '', found))
      unread.push({ line: at + 1, text: textFrom(line, SHOWN_CHARACTERS) });
  }
  return unread;
}

interface KnownNames {
  readonly known: ReadonlySet<string>;
  /** All names in one text, to search for parts of them. */
  readonly joined: string;
}

function isUnread(line: string, next: string, found: KnownNames): boolean {
  if (line.length > MAX_READ_CHARACTERS || !MEANT_AS_OPERATION.test(line) || isPart(line, next, found))
    return false;
  const parsed = parseText(line);
  return parsed.kind === 'refused' && MISREAD.includes(parsed.reason);
}

/**
 * Whether the line holds a known name, or a part of one that goes on in the next line. A beginning alone does not count,
 * since all ids of a gateway begin alike.
 */
function isPart(line: string, next: string, { known, joined }: KnownNames): boolean {
  const tokens = line.match(TOKEN) ?? [];
  const rest = next.match(TOKEN)?.[0] ?? '';
  return tokens.some(
    (token) =>
      known.has(token) ||
      (MEANT_AS_OPERATION.test(token) &&
        (joined.includes(`${token}${rest}`) || known.has(nameAtEndOf(token)))),
  );
}
