import { parseJson } from './json';

/** Also one without its end: or else each quotation mark in a hostile text would be read to the end of the line. */
const STRING = '"(?:[^"\\\\\\n]|\\\\.)*"?';
const COMMENTS = new RegExp(`${STRING}|//[^\\n]*|/\\*(?:[^*]|\\*(?!/))*(?:\\*/)?`, 'g');
const LAST_COMMAS = new RegExp(`${STRING}|,(?=\\s*[\\]}])`, 'g');

/** Reads JSON as settings files of VS Code have it: with comments and commas after the last element. Undefined if it is none. */
export function parseJsonWithComments(text: string): unknown {
  const withoutComments = text.replace(COMMENTS, (found) => (found.startsWith('"') ? found : ' '));
  const plain = withoutComments.replace(LAST_COMMAS, (found) => (found === ',' ? '' : found));
  return parseJson(plain.replace(/^\ufeff/, ''));
}
