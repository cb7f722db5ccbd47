import { GOOGLE_ID } from './nameForms';

// With names, because nobody can read a control character in a regular expression.
const ESC = '\u001b';
const BEL = '\u0007';
/** Two characters, or the one of the C1 set. */
const CSI = `(?:${ESC}\\[|\u009b)`;
const OSC = `(?:${ESC}\\]|\u009d)`;
/** BEL, or ESC and a backslash, which JSON doubles and unescaping removes. */
const STRING_END = `(?:${BEL}|${ESC}\\\\*|\u009c)`;
/** Ends before the beginning of the next string, or the time would not be linear in a text of many beginnings. */
const STRING_BODY = `[^\\n${BEL}${ESC}\u009c\u009d]*`;

const HYPERLINK = new RegExp(`${OSC}8;[^;\\n${BEL}${ESC}\u009c\u009d]*;(${STRING_BODY})${STRING_END}`, 'g');
const SYSTEM_COMMAND = new RegExp(`${OSC}${STRING_BODY}${STRING_END}`, 'g');
const CONTROL_SEQUENCE = new RegExp(`${CSI}[0-?]*[ -/]*([@-~])`, 'g');
/** Character sets, keypad modes, saved cursors, and an ESC without the rest. */
const OTHER_ESCAPE = new RegExp(`${ESC}(?:[()*+][A-Z0-9]|[=>78])?`, 'g');
/** A whole id of Google's that a change of colours, as of agents that print one text behind another, parts from a word. */
const ID_BEFORE_COLOUR = new RegExp(`(operations/${GOOGLE_ID})(?=(?:${ESC}\\[[\\d;]{0,20}m){1,8}\\w)`, 'g');
/** A colour whose ESC was lost on the way to the clipboard, or became a visible mark; rsyslog writes `#033`. */
const COLOUR_WITHOUT_ESC = /(?:\^\[|#033|[\u241b\ufffd\u2190])?\[\d{1,3}(?:[;:]\d{1,3}){0,16}m/g;

/** Final bytes of sequences that move the cursor within a line, and of those that leave the line (ECMA-48, 8.3). */
const ALONG_THE_LINE = 'CDGa`';
const OFF_THE_LINE = 'ABEFHdef';

/**
 * A text as a terminal shows it: without colours, titles and other sequences, even inside a name. The targets of its
 * hyperlinks (OSC 8) follow at the end, one a line.
 */
export function withoutTerminalEscapes(text: string): string {
  const targets = [...text.matchAll(HYPERLINK)].flatMap(([, target]) => target || []);
  const shown = text
    .replace(ID_BEFORE_COLOUR, '$1 ')
    .replace(SYSTEM_COMMAND, '')
    .replace(CONTROL_SEQUENCE, (_, final: string) => replacementOf(final))
    .replace(OTHER_ESCAPE, '');
  return [shown, ...targets].join('\n');
}

/** A text without the colours whose ESC was lost. @param text without any other escapes */
export function withoutLostColours(text: string): string {
  return text.replace(COLOUR_WITHOUT_ESC, '');
}

function replacementOf(final: string): string {
  if (OFF_THE_LINE.includes(final)) return '\n';
  return ALONG_THE_LINE.includes(final) ? ' ' : '';
}
