const LINE_END = /\r\n?|[\v\f\p{Zl}\p{Zp}]/gu;
/** Format characters (zero-width, bidirectional, soft hyphen, byte order mark) and variation selectors. */
const INVISIBLE = /\p{Cf}|\u034f|[\u180b-\u180d]|[\ufe00-\ufe0f]|%E2%80%8[B-F]/giu;
const CONTROL = /(?![\n\t])\p{Cc}/gu;
/** Typographic hyphens. A longer dash may separate two words. */
const HYPHEN = /[\u2010\u2011]/g;
const DOUBLE_QUOTES = /[“”„‟«»″＂]/g;
const SINGLE_QUOTES = /[‘’‚‛‹›′＇]/g;

/** In cmd a caret escapes the next character. Browsers that copy for cmd write `^"`, `^&`, and `^%^2F` for `%2F`. */
const CARET = /\^(?=[!-/:-@[-`{-~])|(?<=%)\^/g;
/** Continues a command on the next line, in cmd and other shells; also a hard line break of Markdown. */
const CONTINUATION = /[\\^](?=\n)/g;
const STRIKETHROUGH = /~~/g;
/** An arrow from a name to its result, or a comment of HTML. An arrow at the end of a line may be the screen's edge. */
const ARROW = /<!--|-->|->(?=[^\S\n]*\S)/g;
/** Full-width slashes, hyphens and underscores, which input methods for Chinese and Japanese type. */
const WIDE: readonly (readonly [RegExp, string])[] = [
  [/[／⁄∕]/g, '/'],
  [/－/g, '-'],
  [/＿/g, '_'],
];
/** Where mail breaks a line (quoted-printable, RFC 2045): inside a name or address, or behind 75 characters. */
const SOFT_BREAK = /(?==\n\S)(?<=(?:models\/|https?:\/\/)[\w.~:/%-]{0,300}|^[^\n]{72,75})=\n/gm;
const MAILED_EQUALS_SIGN = /=3D/g;
/** A tag that highlights a part of a name, or lets it break. Behind a whole id it separates the id from other text. */
const INLINE_TAG =
  /(?=<)(?<=[\w./-])(?<!\/operations\/(?:[a-z0-9]{12}|[0-9a-f-]{36}))<\/?(?:wbr|b|i|u|em|strong|mark)\s?\/?>(?=[\w./-])/gi;

/**
 * A text without invisible characters and decoration: control characters become spaces, all line ends `\n`, typographic
 * quotes and hyphens plain ones.
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
