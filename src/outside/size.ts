/** Bytes that JSON puts around a text or a name: quotes, and what parts it from the next. */
const AROUND = 3;

/** Whether a JSON value takes at most so many bytes, as `sizeUpTo` counts them. */
export function isWithin(value: unknown, most: number): boolean {
  return sizeUpTo(value, most + 1) <= most;
}

/**
 * Bytes that a value takes as JSON in UTF-8, without what escapes add. Counting ends at `most`, so that it costs no more
 * than that, however large or deep the value is.
 */
export function sizeUpTo(value: unknown, most: number): number {
  const open: unknown[] = [value];
  let size = 0;
  while (open.length > 0 && size < most) {
    const one = open.pop();
    size += typeof one === 'string' ? sizeOf(one, most) : AROUND;
    if (typeof one !== 'object' || one === null) continue;
    for (const name in one) {
      if (!Array.isArray(one)) size += sizeOf(name, most);
      if (size + open.length >= most) return most;
      open.push((one as Record<string, unknown>)[name]);
    }
  }
  return Math.min(size, most);
}

/** Counted by hand: to encode many short texts takes ten times as long. */
function sizeOf(text: string, most: number): number {
  let size = AROUND;
  for (let at = 0; at < text.length && size < most; at++) size += bytesOf(text.charCodeAt(at));
  return size;
}

/** Bytes of a UTF-16 code unit; a pair of surrogates has four in all. */
function bytesOf(unit: number): number {
  if (unit < 0x80) return 1;
  return unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
}
