import { findReferences, type Reference } from './reference';
import { MAX_TEXT_LENGTH } from './textLength';

/** A reference, and where its name stands in a text. */
export interface PlacedReference {
  readonly reference: Reference;
  /** Offset in UTF-16 units of the first character of the name, as it is written. */
  readonly start: number;
  /** Offset behind the last character of the name. */
  readonly end: number;
}

/** Every place of a text where a reference is written, in order. A text of any length. */
export function placedReferences(text: string): PlacedReference[] {
  const placed: PlacedReference[] = [];
  for (let from = 0; from < text.length; ) {
    const to = pieceEnd(text, from);
    for (const reference of findReferences(text.slice(from, to))) {
      const start = text.indexOf(reference.name, from);
      if (start >= 0) placed.push({ reference, start, end: start + reference.name.length });
    }
    from = to;
  }
  return placed;
}

/** The end of the piece of a text that is read at once: that of a line, where one ends. */
function pieceEnd(text: string, from: number): number {
  const most = from + MAX_TEXT_LENGTH;
  if (most >= text.length) return text.length;
  const end = text.lastIndexOf('\n', most);
  return end > from ? end + 1 : most;
}
