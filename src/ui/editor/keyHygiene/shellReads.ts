import type { KeyLiteral } from './keyLiterals';
import { type StringSyntax, surroundingsOf, type TextChange } from './sourceStrings';

const SHELL: StringSyntax = {
  quotes: [
    { mark: '"', escapes: true, spansLines: true },
    { mark: "'", escapes: false, spansLines: true },
  ],
  comments: [/(?<![^\s;])#[^\n]*/y, /\\[\s\S]/y],
  hasHereDocuments: true,
};
const POWERSHELL: StringSyntax = {
  quotes: [
    { mark: '"', escapes: false, spansLines: true },
    { mark: "'", escapes: false, spansLines: true },
  ],
  comments: [/#[^\n]*/y, /`[\s\S]/y],
  blockComments: [['<#', '#>']],
};

/** A variable that has a default, and what stands before that. */
const BEFORE_DEFAULT = /\$\{(\w+)(:?[-=](["']?))$/;
const BEFORE_ASSIGNED = /(?<!\w)(\w+)=["']?$/;

/** Replaces a key by `$…`; undefined in a comment, or in a here-document in which the shell fills in nothing. */
export function shellRead(source: string, key: KeyLiteral, variable: string): TextChange[] | undefined {
  const place = surroundingsOf(source, key, SHELL);
  if (place.kind === 'other') return undefined;
  const before = source.slice(Math.max(0, key.start - 100), key.start);
  const [, name, mark = '', quote = ''] = BEFORE_DEFAULT.exec(before) ?? [];
  if (name === variable) {
    return [{ start: key.start - mark.length, end: key.end + quote.length, text: ':?' }];
  }
  // A script that sets the variable itself stops where nobody else has set it.
  const isOwnAssignment = BEFORE_ASSIGNED.exec(before)?.[1] === variable;
  const read = isOwnAssignment ? `\${${variable}:?}` : reference(source, key.end, variable);
  if (place.kind === 'code') return [{ ...key, text: `"${read}"` }];
  if (place.kind === 'hereDocument' || place.mark === '"') return [{ ...key, text: read }];
  return inSingleQuotes(source, key, place, read);
}

/** Single quotes keep a `$` as it is, so they become double ones, or end around the variable. */
function inSingleQuotes(
  source: string,
  key: KeyLiteral,
  { open, close }: { readonly open: number; readonly close: number },
  read: string,
): TextChange[] {
  const [before, after] = [source.slice(open + 1, key.start), source.slice(key.end, close - 1)];
  if (/["$`\\!]/.test(before + after)) return [{ ...key, text: `'"${read}"'` }];
  return [{ start: open, end: close, text: `"${before}${read}${after}"` }];
}

function reference(source: string, end: number, variable: string): string {
  return /\w/.test(source[end] ?? '') ? `\${${variable}}` : `$${variable}`;
}

/** The same for PowerShell: `$env:…`. */
export function powershellRead(source: string, key: KeyLiteral, variable: string): TextChange[] | undefined {
  const place = surroundingsOf(source, key, POWERSHELL);
  if (place.kind === 'other' || place.kind === 'hereDocument') return undefined;
  const read = `$env:${variable}`;
  if (place.kind === 'code') return [{ ...key, text: read }];
  const { open, close, mark } = place;
  if (key.start === open + 1 && key.end === close - 1) return [{ start: open, end: close, text: read }];
  const inText = `\${env:${variable}}`;
  if (mark === '"') return [{ ...key, text: inText }];
  const [before, after] = [source.slice(open + 1, key.start), source.slice(key.end, close - 1)];
  if (/["$`]/.test(before + after)) return undefined;
  return [{ start: open, end: close, text: `"${before}${inText}${after}"` }];
}
