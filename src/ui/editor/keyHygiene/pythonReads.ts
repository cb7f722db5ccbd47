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

/** Replaces a key by `os.environ[…]`; undefined where that would need to know more of the code. */
export function pythonRead(source: string, key: KeyLiteral, variable: string): TextChange[] | undefined {
  const string = surroundingsOf(source, key, STRINGS);
  if (string.kind !== 'string') return undefined;
  const { open, close, mark } = string;
  const prefix =
    /(?<!\w)[rbfu]{1,2}$/i.exec(source.slice(Math.max(0, open - 3), open))?.[0].toLowerCase() ?? '';
  // Bytes, and what the interpolation of f-strings would change.
  if (/[bu]/.test(prefix)) return undefined;
  const isWhole = key.start === open + mark.length && key.end === close - mark.length;
  if (isWhole) {
    if (isConcatenated(source, open - prefix.length, close)) return undefined;
    return [{ start: open - prefix.length, end: close, text: `os.environ["${variable}"]` }];
  }
  // Before Python 3.12 an f-string cannot hold its own quotes.
  const quote = mark.startsWith('"') ? "'" : '"';
  const read = { ...key, text: `{os.environ[${quote}${variable}${quote}]}` };
  if (prefix.includes('f')) return [read];
  const hasBraces = /[{}]/.test(source.slice(open, close));
  const isFormatted = /^\s*(?:\.format\b|%)/.test(source.slice(close, close + 100));
  return hasBraces || isFormatted ? undefined : [{ start: open, end: open, text: 'f' }, read];
}

/** Python joins strings that stand side by side, but nothing else. */
function isConcatenated(source: string, open: number, close: number): boolean {
  const before = source.slice(Math.max(0, open - 200), open);
  return /["']\s*$/.test(before) || /^\s*[rbfu]{0,2}["']/i.test(source.slice(close, close + 200));
}
