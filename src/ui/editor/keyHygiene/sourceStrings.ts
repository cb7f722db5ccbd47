import type { KeyLiteral } from './keyLiterals';

/** How strings are written in a language. */
export interface StringSyntax {
  readonly quotes: readonly Quote[];
  /** What goes on at most to the end of its line. */
  readonly comments: readonly RegExp[];
  /** Comments that may go on over lines, by what begins and what ends them. */
  readonly blockComments?: readonly (readonly [begin: string, end: string])[];
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

/** A source that is read from its beginning. */
interface ReadSource {
  readonly source: string;
  readonly syntax: StringSyntax;
  /**
   * For a mark after which nothing ends what it begins: up to where that was looked for. No other such mark before that place
   * has an end either, and to look again would take a time that grows with the square of the text.
   */
  readonly unclosed: Map<string, number>;
}

/** Finds out where a key stands, by reading the source from its beginning, in linear time. */
export function surroundingsOf(
  source: string,
  { start, end }: KeyLiteral,
  syntax: StringSyntax,
): Surroundings {
  const read: ReadSource = { source, syntax, unclosed: new Map() };
  for (let at = 0; at < start; ) {
    const skipped = commentEnd(read, at) ?? hereDocumentEnd(read, at);
    if (skipped !== undefined) {
      if (skipped > start) return { kind: 'other' };
      at = skipped;
      continue;
    }
    const string = stringAt(read, at);
    if (string && string.close > start)
      return string.close >= end + string.mark.length ? { kind: 'string', ...string } : { kind: 'other' };
    at = string?.close ?? at + 1;
  }
  return { kind: 'code' };
}

function commentEnd(read: ReadSource, at: number): number | undefined {
  const { source, syntax } = read;
  for (const comment of syntax.comments) {
    comment.lastIndex = at;
    const found = comment.exec(source);
    if (found) return at + Math.max(found[0].length, 1);
  }
  return blockCommentEnd(read, at);
}

function blockCommentEnd({ source, syntax, unclosed }: ReadSource, at: number): number | undefined {
  const [begin, end] = syntax.blockComments?.find(([one]) => source.startsWith(one, at)) ?? [];
  if (begin === undefined || end === undefined || unclosed.has(begin)) return undefined;
  const closed = source.indexOf(end, at + begin.length);
  if (closed >= 0) return closed + end.length;
  unclosed.set(begin, source.length);
  return undefined;
}

function hereDocumentEnd({ source, syntax }: ReadSource, at: number): number | undefined {
  if (!syntax.hasHereDocuments || !source.startsWith('<<', at)) return undefined;
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

function stringAt({ source, syntax, unclosed }: ReadSource, open: number) {
  const quote = syntax.quotes.find(({ mark }) => source.startsWith(mark, open));
  if (!quote || open < (unclosed.get(quote.mark) ?? 0)) return undefined;
  const { mark, escapes, spansLines } = quote;
  let at = open + mark.length;
  for (; at < source.length && (spansLines || source[at] !== '\n'); at++) {
    if (source.startsWith(mark, at)) return { mark, open, close: at + mark.length };
    if (escapes && source[at] === '\\') at++;
  }
  unclosed.set(mark, at);
  return undefined;
}
