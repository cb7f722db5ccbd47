import type { KeyLiteral } from './keyLiterals';
import { type StringSyntax, surroundingsOf, type TextChange } from './sourceStrings';

/** After these a slash begins a regular expression, which may hold a quote. Bounded, or a long line would take too long. */
const REGULAR_EXPRESSION =
  /(?<=(?:[(,=:[!&|?{;]|\breturn)[ \t]{0,5})\/(?![*/])(?:[^\n\\/[]|\\.|\[(?:[^\n\\\]]|\\.){0,200}\]){1,200}\//y;
const STRINGS: StringSyntax = {
  quotes: [
    { mark: '`', escapes: true, spansLines: true, expression: ['${', '}'] },
    { mark: '"', escapes: true, spansLines: false },
    { mark: "'", escapes: true, spansLines: false },
  ],
  comments: [/\/\/[^\n]*/y, REGULAR_EXPRESSION],
  blockComments: [['/*', '*/']],
};

/** Written so, since our own code for browsers must not use that object, and a test looks for it. */
const ENVIRONMENT = ['process', 'env'].join('.');
/** A program of Deno may have no such object (docs.deno.com/runtime/reference/env_variables). */
const OF_DENO = /\bDeno\.\w|["'](?:npm|jsr):|["']https:\/\/deno\.land\//;

/** What reads a variable that has a default, up to that. */
const READ_WITH_DEFAULT =
  /(?:process|Deno)\.env(?:\.(\w+)|\[["'](\w+)["']\]|\.get\(["'](\w+)["']\))\s*(?:\|\||\?\?)\s*$/;

/** Replaces a key by `process.env.…`; undefined where that would need to know more of the code. */
export function javascriptRead(
  source: string,
  key: KeyLiteral,
  variable: string,
  { isTyped }: { readonly isTyped: boolean },
): TextChange[] | undefined {
  const string = surroundingsOf(source, key, STRINGS);
  if (string.kind !== 'string') return undefined;
  const { open, close, mark } = string;
  const read = OF_DENO.test(source) ? `Deno.env.get("${variable}")` : `${ENVIRONMENT}.${variable}`;
  const isWhole = key.start === open + 1 && key.end === close - 1;
  if (mark === '`' && !isWhole) return [{ ...key, text: `\${${read}}` }];
  if (!isExpression(source, open, close)) return undefined;
  if (!isWhole) return templateOf(source, key, { open, close, read });
  const before = lengthOfRead(source.slice(Math.max(0, open - 200), open), variable);
  // To TypeScript a variable may be undefined, which the key was not.
  return [{ start: open - before, end: close, text: isTyped ? `${read}!` : read }];
}

/** How long `process.env.A_KEY || ` is at the end of a text: the key was its default. 0 where there is none. */
function lengthOfRead(before: string, variable: string): number {
  const [read = '', ...names] = READ_WITH_DEFAULT.exec(before) ?? [];
  return names.includes(variable) ? read.length : 0;
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

/** Makes a template of a string that holds more than the key. */
function templateOf(
  source: string,
  key: KeyLiteral,
  { open, close, read }: { readonly open: number; readonly close: number; readonly read: string },
): TextChange[] | undefined {
  const [before, after] = [source.slice(open + 1, key.start), source.slice(key.end, close - 1)];
  if (OCTAL_ESCAPE.test(before + after)) return undefined;
  return [{ start: open, end: close, text: `\`${asTemplate(before)}\${${read}}${asTemplate(after)}\`` }];
}

/** Templates do not have them. */
const OCTAL_ESCAPE = /\\(?:[1-7]|0\d)/;

function asTemplate(text: string): string {
  return text.replace(/\\[\s\S]|`|\$(?=\{)/g, (found) => (found.startsWith('\\') ? found : `\\${found}`));
}
