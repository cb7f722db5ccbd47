/** The characters by which a text tells something, and where in it what stands for each begins and ends. */
export interface Reading {
  readonly characters: string;
  readonly begins: readonly number[];
  readonly ends: readonly number[];
}

/** As addresses, JSON and HTML escape a character, be it several times: its code, or a letter for one that is not seen. */
const ESCAPED =
  /%(?:25){0,3}(?<percent>[\dA-F]{2})|\\{1,8}(?:u(?<unit>[\dA-F]{4})|[bfnrt])|&#(?:x(?<hex>[\dA-F]{2,5})|(?<decimal>\d{2,6}));/iy;
const ESCAPING = '%\\&';
/** The first and the last character of ASCII that is seen. */
const FIRST_SEEN = 0x21;
const LAST_SEEN = 0x7e;

/**
 * A text as whoever looks for a key in it reads it: what is escaped as it was meant, capitals as small letters, and of
 * all characters only those that a key has, for whatever stands between them would hide it.
 */
export function readingOf(text: string): Reading {
  const codes: number[] = [];
  const begins: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length; ) {
    const { code, end } = characterAt(text, at);
    if (code >= FIRST_SEEN && code <= LAST_SEEN) {
      codes.push(code);
      begins.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { characters: new TextDecoder().decode(Uint8Array.from(codes)).toLowerCase(), begins, ends };
}

/** `code`: NaN where a letter stands for a character that is not seen. */
function characterAt(text: string, at: number): { readonly code: number; readonly end: number } {
  if (ESCAPING.includes(text.charAt(at))) {
    ESCAPED.lastIndex = at;
    const found = ESCAPED.exec(text);
    if (found) return { code: codeOf(found.groups ?? {}), end: ESCAPED.lastIndex };
  }
  return { code: text.charCodeAt(at), end: at + 1 };
}

function codeOf({ percent, unit, hex, decimal }: Readonly<Record<string, string | undefined>>): number {
  return decimal === undefined ? Number.parseInt(percent ?? unit ?? hex ?? '', 16) : Number(decimal);
}
