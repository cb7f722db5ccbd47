import type { KeyLiteral } from './keyLiterals';
import { type StringSyntax, surroundingsOf, type TextChange } from './sourceStrings';

const STRINGS: StringSyntax = {
  quotes: [
    { mark: '"""', escapes: true, spansLines: true },
    { mark: "'''", escapes: true, spansLines: true },
    { mark: '"', escapes: true, spansLines: false },
    { mark: "'", escapes: true, spansLines: false },
  ],
  comments: [/#[^\n]*/y],
};

/** What reads a variable, up to its default. */
const READ_WITH_DEFAULT = /\bos\.(?:getenv|environ\.get)\(\s*["'](\w+)["']\s*(,|\)\s*or)\s*$/;

/** Replaces a key by `os.environ[…]`; undefined where that would need to know more of the code. */
export function pythonRead(source: string, key: KeyLiteral, variable: string): TextChange[] | undefined {
  const string = surroundingsOf(source, key, STRINGS);
  if (string.kind !== 'string') return undefined;
  const { open, close, mark } = string;
  const prefix =
    /(?<!\w)[rbfu]{1,2}$/i.exec(source.slice(Math.max(0, open - 3), open))?.[0].toLowerCase() ?? '';
  const isWhole = key.start === open + mark.length && key.end === close - mark.length;
  if (prefix.includes('b')) return undefined;
  if (!isWhole) return partRead(source, key, variable, { ...string, prefix });
  const [start, end] = [open - prefix.length, close];
  if (isConcatenated(source, start, end)) return undefined;
  return [{ ...withDefaultOf(source, { start, end }, variable), text: `os.environ["${variable}"]` }];
}

interface PythonString {
  readonly mark: string;
  readonly open: number;
  readonly close: number;
  readonly prefix: string;
}

/** Makes an f-string of a string that holds more than the key. */
function partRead(
  source: string,
  key: KeyLiteral,
  variable: string,
  { mark, open, close, prefix }: PythonString,
): TextChange[] | undefined {
  // Before Python 3.12 an f-string cannot hold its own quotes.
  const quote = mark.startsWith('"') ? "'" : '"';
  const read = { ...key, text: `{os.environ[${quote}${variable}${quote}]}` };
  if (prefix.includes('f')) return isInExpression(source.slice(open, key.start)) ? undefined : [read];
  // What the interpolation of f-strings would change.
  const hasBraces = /[{}]/.test(source.slice(open, close));
  const isFormatted = /^\s*(?:\.format\b|%)/.test(source.slice(close, close + 100));
  return hasBraces || isFormatted || prefix === 'u'
    ? undefined
    : [{ start: open, end: open, text: 'f' }, read];
}

/** Whether an expression of an f-string is not closed at the end of a text; braces that stand twice are text. */
function isInExpression(text: string): boolean {
  const plain = text.replace(/\{\{|\}\}/g, '');
  return plain.lastIndexOf('{') > plain.lastIndexOf('}');
}

/** Python joins strings that stand side by side, but nothing else. */
function isConcatenated(source: string, open: number, close: number): boolean {
  const before = source.slice(Math.max(0, open - 200), open);
  return /["']\s*$/.test(before) || /^\s*[rbfu]{0,2}["']/i.test(source.slice(close, close + 200));
}

/** The range of a string, with the call around it whose default it is: `os.getenv("A_KEY", "…")`, `os.environ.get(…) or "…"`. */
function withDefaultOf(source: string, { start, end }: KeyLiteral, variable: string): KeyLiteral {
  const [call, name, behind] = READ_WITH_DEFAULT.exec(source.slice(Math.max(0, start - 200), start)) ?? [];
  if (call === undefined || name !== variable) return { start, end };
  const closed = behind === ',' ? /^\s*(?:,\s*)?\)/.exec(source.slice(end, end + 100))?.[0].length : 0;
  return closed === undefined ? { start, end } : { start: start - call.length, end: end + closed };
}
