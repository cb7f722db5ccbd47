import type { BesideName } from './beside/besideName';
import { besideInJson } from './beside/json';
import { besideInLines } from './beside/lines';
import { besideInTables } from './beside/tables';
import type { Reference } from './foundNames';
import type { Readings } from './pastedText';

/**
 * References with the label and the prompt that stand beside their names: in JSON, in a table, or in the same line.
 *
 * @param text as it was pasted, without what dresses it up, and with names that were wrapped made whole
 */
export function labelled(text: Readings, references: readonly Reference[]): Reference[] {
  if (references.length === 0) return [];
  const names = new Set(references.map(({ name }) => name));
  const found = [
    besideInJson(text.pasted, names),
    besideInTables(text.undressed, names),
    besideInLines(text.plain, names),
  ];
  const beside = new Map(
    [...names].map((name) => [name, found.find((one) => one.has(name))?.get(name) ?? {}] as const),
  );
  const telling = withoutCommonLabel(beside);
  return references.map((reference) => ({ ...reference, ...telling.get(reference.name) }));
}

/** A text that stands beside every name tells none from the others. */
function withoutCommonLabel(beside: ReadonlyMap<string, BesideName>): ReadonlyMap<string, BesideName> {
  const labels = [...beside.values()].flatMap(({ label }) => label ?? []);
  if (labels.length < 2 || new Set(labels).size > 1) return beside;
  return new Map([...beside].map(([name, { label: _, ...rest }]) => [name, rest]));
}
