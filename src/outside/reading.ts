/** The significant characters of a text, and where in the text each of them begins and ends. */
interface Reading {
  readonly characters: string;
  readonly begins: Uint32Array;
  readonly ends: Uint32Array;
}

/** An escaped character of an address, of JSON or of HTML, also where it is escaped several times. */
const ESCAPED =
  /%(?:25){0,3}(?<percent>[\dA-F]{2})|\\{1,8}(?:u(?<unit>[\dA-F]{4})|[bfnrt])|&#(?:x(?<hex>[\dA-F]{2,5})|(?<decimal>\d{2,6}));/iy;
const ESCAPING: readonly number[] = Array.from('%\\&', (mark) => mark.charCodeAt(0));
/** The first and the last visible character of ASCII. */
const FIRST_VISIBLE = 0x21;
const LAST_VISIBLE = 0x7e;

/**
 * A text as it is searched for keys: escapes are decoded, capitals are small letters, and all characters that no key has
 * are left out, since they could hide a key when they stand between its characters.
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
    if (code < FIRST_VISIBLE || code > LAST_VISIBLE) continue;
    codes[count] = code;
    begins[count] = at;
    ends[count++] = end;
  }
  return { characters: new TextDecoder().decode(codes.subarray(0, count)).toLowerCase(), begins, ends };
}

/** `code`: 0 for an escape such as `\n`, which stands for an invisible character. */
function escapedAt(text: string, at: number): { readonly code: number; readonly end: number } | undefined {
  ESCAPED.lastIndex = at;
  const { percent, unit, hex, decimal } = ESCAPED.exec(text)?.groups ?? {};
  const end = ESCAPED.lastIndex;
  if (end === 0) return undefined;
  if (decimal !== undefined) return { code: Number(decimal), end };
  return { code: Number.parseInt(percent ?? unit ?? hex ?? '0', 16), end };
}
