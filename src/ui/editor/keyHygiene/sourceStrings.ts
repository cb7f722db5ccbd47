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
  /** What begins and what ends an expression within the string. */
  readonly expression?: readonly [begin: string, end: string] | undefined;
}

/** Where a key stands in a source; `open` and `close`: the offsets of the first and behind the last mark of its string. */
type Surroundings =
  | { readonly kind: 'string'; readonly mark: string; readonly open: number; readonly close: number }
  | { readonly kind: 'code' }
  /** In a here-document whose variables the shell fills in. */
  | { readonly kind: 'hereDocument' }
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
  /** Where the line of the key starts. */
  readonly lineStart: number;
  /**
   * For a mark after which nothing ends what it begins: up to where that was looked for. No other such mark before that place
   * has an end either, and to look again would take a time that grows with the square of the text.
   */
  readonly unclosed: Map<string, number>;
}

/** A string, and the expressions in it; `close`, `end`: behind the last character. */
interface SourceString {
  readonly mark: string;
  readonly open: number;
  readonly close: number;
  readonly expressions: readonly { readonly start: number; readonly end: number }[];
}

/** What is neither code nor a string; `end`: behind its last character. */
interface Skipped {
  readonly kind: 'hereDocument' | 'other';
  readonly end: number;
}

/** Strings in expressions in strings: what goes deeper was not written by hand. */
const MAX_DEPTH = 4;

/** Finds out where a key stands, by reading the source from its beginning, in linear time. */
export function surroundingsOf(
  source: string,
  { start, end }: KeyLiteral,
  syntax: StringSyntax,
): Surroundings {
  const lineStart = source.lastIndexOf('\n', start) + 1;
  const read: ReadSource = { source, syntax, lineStart, unclosed: new Map() };
  for (let at = 0; at < start; ) {
    const skipped = skippedAt(read, at);
    if (skipped && skipped.end > start) return { kind: skipped.kind };
    const string = skipped ? undefined : stringAt(read, at);
    const expression = string?.expressions.find((one) => one.start <= start && start < one.end);
    if (string && !expression && string.close > start) {
      return string.close >= end + string.mark.length ? { kind: 'string', ...string } : { kind: 'other' };
    }
    at = skipped?.end ?? expression?.start ?? string?.close ?? at + 1;
  }
  return { kind: 'code' };
}

function skippedAt(read: ReadSource, at: number): Skipped | undefined {
  const end = commentEnd(read, at);
  return end === undefined ? hereDocumentAt(read, at) : { kind: 'other', end };
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

/** Three `<` are another thing, and so is a shift in arithmetic: its second operand is a number. */
const HERE_DOCUMENT = /(?<!<)<<-?[ \t]{0,5}(["'\\]?)([A-Za-z_]\w{0,60})/y;

/** The here-document whose mark stands at an offset. The rest of the line with the mark is code. */
function hereDocumentAt({ source, syntax, lineStart }: ReadSource, at: number): Skipped | undefined {
  if (!syntax.hasHereDocuments || at >= lineStart || !source.startsWith('<<', at)) return undefined;
  HERE_DOCUMENT.lastIndex = at;
  const [, quote, word] = HERE_DOCUMENT.exec(source) ?? [];
  if (word === undefined) return undefined;
  const kind = quote === '' ? 'hereDocument' : 'other';
  for (let line = source.indexOf('\n', at) + 1; line > 0; line = source.indexOf('\n', line) + 1) {
    const next = source.indexOf('\n', line);
    const end = next < 0 ? source.length : next;
    if (source.slice(line, end).trim() === word) return { kind, end };
  }
  return { kind, end: source.length };
}

function stringAt(read: ReadSource, open: number, depth = 0): SourceString | undefined {
  const { source, syntax, unclosed } = read;
  const quote = syntax.quotes.find(({ mark }) => source.startsWith(mark, open));
  if (!quote || open < (unclosed.get(quote.mark) ?? 0)) return undefined;
  const { mark, escapes, spansLines, expression } = quote;
  const expressions: { start: number; end: number }[] = [];
  let at = open + mark.length;
  for (; at < source.length && (spansLines || source[at] !== '\n'); at++) {
    if (source.startsWith(mark, at)) return { mark, open, close: at + mark.length, expressions };
    const isEscape = escapes && source[at] === '\\';
    const inner = isEscape || depth > MAX_DEPTH ? undefined : expressionAt(read, at, { expression, depth });
    if (inner) expressions.push(inner);
    at = inner?.end ?? (isEscape ? at + 1 : at);
  }
  unclosed.set(mark, at);
  return undefined;
}

/** The expression within a string that begins at an offset; `end`: the offset of what ends it. */
function expressionAt(
  read: ReadSource,
  at: number,
  { expression, depth }: Pick<Quote, 'expression'> & { readonly depth: number },
) {
  const { source, unclosed } = read;
  const [begin, end] = expression ?? [];
  if (begin === undefined || end === undefined) return undefined;
  if (!source.startsWith(begin, at) || unclosed.has(begin)) return undefined;
  const start = at + begin.length;
  let braces = 0;
  for (let next = start; next < source.length; ) {
    if (braces === 0 && source.startsWith(end, next)) return { start, end: next };
    if (source[next] === '{') braces++;
    if (source[next] === '}') braces--;
    next = commentEnd(read, next) ?? stringAt(read, next, depth + 1)?.close ?? next + 1;
  }
  unclosed.set(begin, source.length);
  return undefined;
}
