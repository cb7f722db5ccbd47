import type { KeyLiteral } from './keyLiterals';

/** How strings are written in a language. */
export interface StringSyntax {
  readonly quotes: readonly Quote[];
  readonly comments: readonly RegExp[];
  /** Whether `<<WORD` begins a text up to a line with that word. */
  readonly hasHereDocuments?: true;
}

interface Quote {
  readonly mark: string;
  /** Whether a backslash escapes the mark. */
  readonly escapes: boolean;
  readonly spansLines: boolean;
}

/** Where a key stands in a source; `open` and `close`: the offsets of the first and behind the last mark of its string. */
type Surroundings =
  | { readonly kind: 'string'; readonly mark: string; readonly open: number; readonly close: number }
  | { readonly kind: 'code' }
  /** In a comment, or in a text whose syntax is another's. */
  | { readonly kind: 'other' };

/** A change of a text; offsets in UTF-16 units. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Finds out where a key stands, by reading the source from its beginning. */
export function surroundingsOf(
  source: string,
  { start, end }: KeyLiteral,
  syntax: StringSyntax,
): Surroundings {
  for (let at = 0; at < start; ) {
    const skipped = commentEnd(source, at, syntax) ?? hereDocumentEnd(source, at, syntax);
    if (skipped !== undefined) {
      if (skipped > start) return { kind: 'other' };
      at = skipped;
      continue;
    }
    const string = stringAt(source, at, syntax);
    if (string && string.close > start)
      return string.close >= end + string.mark.length ? { kind: 'string', ...string } : { kind: 'other' };
    at = string?.close ?? at + 1;
  }
  return { kind: 'code' };
}

function commentEnd(source: string, at: number, { comments }: StringSyntax): number | undefined {
  for (const comment of comments) {
    comment.lastIndex = at;
    const found = comment.exec(source);
    if (found) return at + Math.max(found[0].length, 1);
  }
  return undefined;
}

function hereDocumentEnd(source: string, at: number, { hasHereDocuments }: StringSyntax): number | undefined {
  if (!hasHereDocuments || !source.startsWith('<<', at)) return undefined;
  const begin = /<<-?\s{0,5}(["']?)(\w{1,60})\1/y;
  begin.lastIndex = at;
  const word = begin.exec(source)?.[2];
  if (word === undefined) return undefined;
  for (let line = source.indexOf('\n', at) + 1; line > 0; line = source.indexOf('\n', line) + 1) {
    const next = source.indexOf('\n', line);
    const end = next < 0 ? source.length : next;
    if (source.slice(line, end).trim() === word) return end;
  }
  return source.length;
}

function stringAt(source: string, open: number, { quotes }: StringSyntax) {
  const quote = quotes.find(({ mark }) => source.startsWith(mark, open));
  if (!quote) return undefined;
  const { mark, escapes, spansLines } = quote;
  for (let at = open + mark.length; at < source.length; at++) {
    if (source.startsWith(mark, at)) return { mark, open, close: at + mark.length };
    if (escapes && source[at] === '\\') at++;
    else if (!spansLines && source[at] === '\n') return undefined;
  }
  return undefined;
}
