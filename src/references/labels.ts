import type { BesideName } from './beside/besideName';
import { besideInJson } from './beside/json';
import { besideInLines } from './beside/lines';
import { besideInTables } from './beside/tables';
import type { Reference } from './foundNames';
import type { PastedText } from './pastedText';

/** References with the label and the prompt that stand beside their names: in JSON, in a table, or in the same line. */
export function withLabels(text: PastedText, references: readonly Reference[]): Reference[] {
  if (references.length === 0) return [];
  const names = new Set(references.map(({ name }) => name));
  const found = [
    besideInJson(text.pasted, names),
    besideInTables(text.undecorated, names),
    besideInLines(text.plain, names),
  ];
  const beside = new Map(
    [...names].map((name) => [name, found.find((one) => one.has(name))?.get(name) ?? {}] as const),
  );
  const distinctive = withoutCommonLabel(beside);
  return references.map((reference) => ({ ...reference, ...distinctive.get(reference.name) }));
}

/** Drops a label that stands beside every name: it does not tell them apart. */
function withoutCommonLabel(beside: ReadonlyMap<string, BesideName>): ReadonlyMap<string, BesideName> {
  if (!isCommonLabel([...beside.values()])) return beside;
  return new Map([...beside].map(([name, { label: _, ...rest }]) => [name, rest]));
}

/** Whether all operations that have a label have the same one. */
export function isCommonLabel(beside: readonly BesideName[]): boolean {
  const labels = beside.flatMap(({ label }) => label ?? []);
  return labels.length > 1 && new Set(labels).size === 1;
}
