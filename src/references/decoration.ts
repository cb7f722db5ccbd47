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
/** An arrow to what a program tells of a name, whose point at a line's end may be the screen's edge; a comment of HTML. */
const ARROW = /<!--|-->|->(?=[^\S\n]*\S)/g;
/** Slashes, hyphens and underscores of full width, as input methods for Chinese and Japanese type them. */
const WIDE: readonly (readonly [RegExp, string])[] = [
  [/[／⁄∕]/g, '/'],
  [/－/g, '-'],
  [/＿/g, '_'],
];
/** Where mail breaks a line (quoted-printable, RFC 2045): in a name or address, or behind 75 characters. */
const SOFT_BREAK = /(?==\n\S)(?<=(?:models\/|https?:\/\/)[\w.~:/%-]{0,300}|^[^\n]{72,75})=\n/gm;
const MAILED_EQUALS_SIGN = /=3D/g;
/** What highlights a part of a name, or lets it break; behind a whole id it parts the id from other text. */
const INLINE_TAG =
  /(?=<)(?<=[\w./-])(?<!\/operations\/(?:[a-z0-9]{12}|[0-9a-f-]{36}))<\/?(?:wbr|b|i|u|em|strong|mark)\s?\/?>(?=[\w./-])/gi;

/**
 * A text without what is not seen in it and what only dresses it up: control characters become spaces, all line ends
 * alike, typographic quotes and hyphens plain ones.
 */
export function undecorated(text: string): string {
  return WIDE.reduce((plain, [wide, narrow]) => plain.replace(wide, narrow), text)
    .replace(LINE_END, '\n')
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .replace(HYPHEN, '-')
    .replace(DOUBLE_QUOTES, '"')
    .replace(SINGLE_QUOTES, "'")
    .replace(CARET, '')
    .replace(CONTINUATION, '')
    .replace(STRIKETHROUGH, ' ')
    .replace(ARROW, ' ')
    .replace(SOFT_BREAK, '')
    .replace(MAILED_EQUALS_SIGN, '=')
    .replace(INLINE_TAG, '');
}
