/** The characters by which a text tells something, and where in it what stands for each begins and ends. */
export interface Reading {
  readonly characters: string;
  readonly begins: Uint32Array;
  readonly ends: Uint32Array;
}

/** As addresses, JSON and HTML escape a character, be it several times: its code, or a letter for one that is not seen. */
const ESCAPED =
  /%(?:25){0,3}(?<percent>[\dA-F]{2})|\\{1,8}(?:u(?<unit>[\dA-F]{4})|[bfnrt])|&#(?:x(?<hex>[\dA-F]{2,5})|(?<decimal>\d{2,6}));/iy;
const ESCAPING: readonly number[] = Array.from('%\\&', (mark) => mark.charCodeAt(0));
/** The first and the last character of ASCII that is seen. */
const FIRST_SEEN = 0x21;
const LAST_SEEN = 0x7e;

/**
 * A text as whoever looks for a key in it reads it: what is escaped as it was meant, capitals as small letters, and of
 * all characters only those that a key has, for whatever stands between them would hide it.
 */
export function readingOf(text: string): Reading {
  const codes = new Uint8Array(text.length);
  const begins = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  let count = 0;
  for (let at = 0, end = 0; at < text.length; at = end) {
    const unit = text.charCodeAt(at);
    const escaped = ESCAPING.includes(unit) ? escapedAt(text, at) : undefined;
    const code = escaped?.code ?? unit;
    end = escaped?.end ?? at + 1;
    if (code < FIRST_SEEN || code > LAST_SEEN) continue;
    codes[count] = code;
    begins[count] = at;
    ends[count++] = end;
  }
  return { characters: new TextDecoder().decode(codes.subarray(0, count)).toLowerCase(), begins, ends };
}

/** `code`: 0 where a letter stands for a character that is not seen. */
function escapedAt(text: string, at: number): { readonly code: number; readonly end: number } | undefined {
  ESCAPED.lastIndex = at;
  const { percent, unit, hex, decimal } = ESCAPED.exec(text)?.groups ?? {};
  const end = ESCAPED.lastIndex;
  if (end === 0) return undefined;
  if (decimal !== undefined) return { code: Number(decimal), end };
  return { code: Number.parseInt(percent ?? unit ?? hex ?? '0', 16), end };
}
