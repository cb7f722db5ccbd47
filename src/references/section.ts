import { isLikelyName } from './likelyNames';
import { type Reference, referencesInSection } from './reference';
import { mayNameOperation } from './triggers';
import { type Place, WrittenText } from './writtenPlaces';

/** A reference, and where its name stands in a text. */
export interface PlacedReference extends Place {
  readonly reference: Reference;
}

/** In characters: how far before a name the host of its address may stand. */
const MAX_ADDRESS_CHARACTERS = 400;

/** Every place of a section where a reference is written, in order; offsets count from the beginning of the section. */
export function placedInSection(section: string): PlacedReference[] {
  if (!mayNameOperation(section)) return [];
  const ofName = new Map<string, Reference[]>();
  for (const one of referencesInSection(section)) {
    if (isLikelyName(one, section)) ofName.set(one.name, [...(ofName.get(one.name) ?? []), one]);
  }
  if (ofName.size === 0) return [];
  const written = new WrittenText(section);
  return [...ofName]
    .flatMap(([name, references]) =>
      written.placesOf(name).flatMap((place) => placedAt(place, references, section)),
    )
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/** At a place the one of several references to an operation whose address is there. */
function placedAt(place: Place, references: readonly Reference[], section: string): PlacedReference[] {
  const before = section.slice(Math.max(0, place.start - MAX_ADDRESS_CHARACTERS), place.start);
  const distances = references.map(({ root }) =>
    root === undefined ? -1 : before.lastIndexOf(hostOf(root)),
  );
  const reference = references[distances.indexOf(Math.max(...distances))];
  return reference ? [{ reference, ...place }] : [];
}

function hostOf(root: string): string {
  return new URL(root).host;
}
