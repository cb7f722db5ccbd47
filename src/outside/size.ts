/** JSON adds two quotes and a separator to a text or a name. */
const ADDED_BYTES = 3;

/** Whether a JSON value takes at most `most` bytes, as `sizeUpTo` counts them. */
export function isWithin(value: unknown, most: number): boolean {
  return sizeUpTo(value, most + 1) <= most;
}

/**
 * Bytes of a value as JSON in UTF-8, without those that escapes add. Counting stops at `most`, so its cost is bounded
 * however large or deep the value is.
 */
export function sizeUpTo(value: unknown, most: number): number {
  const open: unknown[] = [value];
  let size = 0;
  while (open.length > 0 && size < most) {
    const one = open.pop();
    size += typeof one === 'string' ? sizeOf(one, most) : ADDED_BYTES;
    if (typeof one !== 'object' || one === null) continue;
    for (const name in one) {
      if (!Array.isArray(one)) size += sizeOf(name, most);
      if (size + open.length >= most) return most;
      open.push((one as Record<string, unknown>)[name]);
    }
  }
  return Math.min(size, most);
}

/** Counts without encoding, which would take ten times as long for many short texts. */
function sizeOf(text: string, most: number): number {
  let size = ADDED_BYTES;
  for (let at = 0; at < text.length && size < most; at++) size += bytesOf(text.charCodeAt(at));
  return size;
}

/** Bytes of a UTF-16 code unit in UTF-8; a pair of surrogates has four in all. */
function bytesOf(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}

/** Bytes of a value as JSON in UTF-8. */
export function jsonSize(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Bytes that a value takes in a list of JSON, with the comma. */
export function sizeInList(value: unknown): number {
  return jsonSize(value) + 1;
}
