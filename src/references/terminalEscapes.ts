// Written with names, for a control character in a regular expression cannot be read.
const ESC = '\u001b';
const BEL = '\u0007';
/** Also as one character of the C1 set, which Latin-1 has in place of two. */
const CSI = `(?:${ESC}\\[|\u009b)`;
const OSC = `(?:${ESC}\\]|\u009d)`;
/** BEL, or ESC and a backslash, of which JSON makes two and an unescaping none. */
const STRING_END = `(?:${BEL}|${ESC}\\\\*|\u009c)`;
/** What begins a string ends the one before it, too, or else a text of beginnings would take the square of its length. */
const STRING_BODY = `[^\\n${BEL}${ESC}\u009c\u009d]*`;

const HYPERLINK = new RegExp(`${OSC}8;[^;\\n${BEL}${ESC}\u009c\u009d]*;(${STRING_BODY})${STRING_END}`, 'g');
const SYSTEM_COMMAND = new RegExp(`${OSC}${STRING_BODY}${STRING_END}`, 'g');
const CONTROL_SEQUENCE = new RegExp(`${CSI}[0-?]*[ -/]*([@-~])`, 'g');
/** Character sets, keypad modes, saved cursors, and an ESC that lost what followed it. */
const OTHER_ESCAPE = new RegExp(`${ESC}(?:[()*+][A-Z0-9]|[=>78])?`, 'g');
/** A colour whose ESC was lost, or is shown as a mark, between the program and the clipboard; rsyslog writes `#033`. */
const COLOUR_WITHOUT_ESC = /(?:\^\[|#033|[\u241b\ufffd\u2190])?\[\d{1,3}(?:[;:]\d{1,3}){0,16}m/g;

/** Final bytes of sequences that move the cursor along a line, and of those that leave it (ECMA-48, 8.3). */
const ALONG_THE_LINE = 'CDGa`';
const OFF_THE_LINE = 'ABEFHdef';

/**
 * A text as a terminal shows it: without colours, titles and other sequences, also within a name. The targets of its
 * hyperlinks (OSC 8) stand on lines of their own at the end.
 */
export function withoutTerminalEscapes(text: string): string {
  const targets = [...text.matchAll(HYPERLINK)].flatMap(([, target]) => target || []);
  const shown = text
    .replace(SYSTEM_COMMAND, '')
    .replace(CONTROL_SEQUENCE, (_, final: string) => traceOf(final))
    .replace(OTHER_ESCAPE, '');
  return [shown, ...targets].join('\n');
}

/** A text without the colours whose ESC was lost; only of a text whose other escapes are undone. */
export function withoutLostColours(text: string): string {
  return text.replace(COLOUR_WITHOUT_ESC, '');
}

function traceOf(final: string): string {
  if (OFF_THE_LINE.includes(final)) return '\n';
  return ALONG_THE_LINE.includes(final) ? ' ' : '';
}
