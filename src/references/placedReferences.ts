import type { Reference } from './foundNames';
import { isCommonLabel } from './labels';
import { withoutBeginnings } from './reference';
import { type PlacedReference, placedInSection } from './section';
import { sectionEnd } from './sections';
import { holdsTrigger, mayNameOperation } from './triggers';

export type { PlacedReference } from './section';

/**
 * In characters of the sections that may name an operation: some thousand names. The rest of a text is not read, so that a
 * text made to take long does not.
 */
export const MAX_READ_CHARACTERS = 768 * 1024;

/**
 * Every place of a text where a reference is written, in order. A text of any length, in linear time; what one place tells of
 * an operation counts at all of its places.
 */
export function placedReferences(text: string): PlacedReference[] {
  if (!holdsTrigger(text)) return [];
  return agreed(placedIn(text));
}

function placedIn(text: string): PlacedReference[] {
  const placed: PlacedReference[] = [];
  const known = new Map<string, readonly PlacedReference[]>();
  let read = 0;
  for (let from = 0; from < text.length && read < MAX_READ_CHARACTERS; ) {
    const end = sectionEnd(text, from);
    const section = text.slice(from, end);
    if (mayNameOperation(section)) {
      const found = known.get(section) ?? placedInSection(section);
      if (!known.has(section)) read += section.length;
      known.set(section, found);
      for (const one of found) placed.push(moved(one, from));
    }
    from = end;
  }
  return placed;
}

/** A place that counts from the beginning of a section, as it counts from the beginning of the text. */
export function moved({ reference, start, end }: PlacedReference, by: number): PlacedReference {
  return { reference, start: start + by, end: end + by };
}

/**
 * Places of which each tells all that is known of its operation: an operation with an address at one place has it at all, a
 * label that is the same for all operations is none, and a name that is only the beginning of another is no name.
 */
export function agreed(placed: readonly PlacedReference[]): PlacedReference[] {
  const told = toldOf(withoutBeginnings(placed.map(({ reference }) => reference)));
  const isLabelled = !isCommonLabel([...told.values()]);
  return placed.flatMap(({ reference, start, end }) => {
    const all = told.get(reference.name);
    return all
      ? [{ reference: withAddressOf(reference, isLabelled ? all : withoutLabel(all)), start, end }]
      : [];
  });
}

function withAddressOf({ root, statusPath }: Reference, all: Reference): Reference {
  if (root === undefined || root === all.root) return all;
  const { statusPath: _, ...others } = all;
  return { ...others, root, ...(statusPath !== undefined && { statusPath }) };
}

function withoutLabel({ label: _, ...others }: Reference): Reference {
  return others;
}

/** What the references to each operation tell together; the first one counts. */
function toldOf(references: readonly Reference[]): Map<string, Reference> {
  const told = new Map<string, Reference>();
  for (const one of references) {
    const before = told.get(one.name);
    told.set(one.name, before ? { ...one, ...before } : one);
  }
  return told;
}
