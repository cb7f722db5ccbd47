import type { Reference } from './foundNames';

/**
 * References, each operation once, in order. What any of them, or one of `details`, tells of an operation counts for all of
 * its name. An operation with an address is not named again without.
 */
export function merged(references: readonly Reference[], details: readonly Reference[]): Reference[] {
  const told = new Map<string, Partial<Reference>>();
  for (const { root: _, ...one } of [...references, ...details]) {
    told.set(one.name, { ...one, ...told.get(one.name) });
  }
  return distinct(references).map((one) => ({ ...told.get(one.name), ...one }));
}

function distinct(references: readonly Reference[]): Reference[] {
  const addressed = new Set(references.filter(({ root }) => root !== undefined).map(({ name }) => name));
  const seen = new Set<string>();
  return references.filter(({ name, root }) => {
    const key = `${root ?? ''} ${name}`;
    if (seen.has(key) || (root === undefined && addressed.has(name))) return false;
    seen.add(key);
    return true;
  });
}
