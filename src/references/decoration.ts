const LINE_END = /\r\n?|[\v\f\p{Zl}\p{Zp}]/gu;
/** Format characters (zero-width, bidirectional, soft hyphen, byte order mark) and variation selectors. */
const INVISIBLE = /\p{Cf}|\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]|%E2%80%8[B-F]/giu;
const CONTROL = /(?![\n\t])\p{Cc}/gu;
/** Hyphens of typesetting; a longer dash may part two words. */
const HYPHEN = /[\u2010\u2011]/g;
const DOUBLE_QUOTES = /[“”„‟«»″＂]/g;
const SINGLE_QUOTES = /[‘’‚‛‹›′＇]/g;

/** A caret escapes the next character in cmd; a browser that copies for cmd writes `^"`, `^&`, and `^%^2F` for `%2F`. */
const CARET = /\^(?=[!-/:-@[-`{-~])|(?<=%)\^/g;
/** What continues a command on the next line, in cmd and in other shells; also a hard line break of Markdown. */
const CONTINUATION = /[\\^](?=\n)/g;
const STRIKETHROUGH = /~~/g;

/**
 * A text without what is not seen in it and what only dresses it up: control characters become spaces, all line ends
 * alike, typographic quotes and hyphens plain ones.
 */
export function undecorated(text: string): string {
  return text
    .replace(LINE_END, '\n')
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .replace(HYPHEN, '-')
    .replace(DOUBLE_QUOTES, '"')
    .replace(SINGLE_QUOTES, "'")
    .replace(CARET, '')
    .replace(CONTINUATION, '')
    .replace(STRIKETHROUGH, ' ');
}
