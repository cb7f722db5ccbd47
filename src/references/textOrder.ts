import { shortId } from '../operations/name';
import type { Reference } from './foundNames';

/** What an id may be written as: words with the padding of Base64. */
const WORD = /[\w+-]+={0,2}/g;

/**
 * References in the order in which a text names them. One whose id is not found, such as an encoded one, stays behind the one
 * before it.
 */
export function inTextOrder(references: readonly Reference[], text: string): readonly Reference[] {
  if (references.length < 2) return references;
  const places = placesOf(new Set(references.map(({ name }) => shortId(name))), text);
  let before = 0;
  const placed = references.map((reference) => {
    before = places.get(shortId(reference.name)) ?? before;
    return { reference, at: before };
  });
  return placed.sort((a, b) => a.at - b.at).map(({ reference }) => reference);
}

/** Where each id stands first. */
function placesOf(ids: ReadonlySet<string>, text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (ids.has(word) && !places.has(word)) places.set(word, index);
  }
  return places;
}
