import { shortId } from '../operations/name';
import { addressedNames } from './addresses';
import { withoutSurroundings } from './bareId';
import type { FoundNames, Reference } from './foundNames';
import { withLabels } from './labels';
import { isWholeId } from './nameForms';
import { readPastedText } from './pastedText';
import { withoutPaths } from './paths';
import { plainNames } from './plainNames';
import { withQueriesAsText } from './queries';
import { MAX_TEXT_LENGTH } from './textLength';
import { withoutVertexNames } from './vertexNames';

export type { Reference } from './foundNames';

/**
 * Every operation that a text names, by its full name, a status address, a curl command or a JSON answer: each once, in
 * order, with the label and the prompt beside it. Empty for a text over {@link MAX_TEXT_LENGTH}; a cut name does not count.
 */
export function findReferences(text: string): Reference[] {
  if (text.length > MAX_TEXT_LENGTH) return [];
  const cleaned = readPastedText(text);
  return withLabels(cleaned, namesIn(cleaned.plain).references);
}

/** The operations that a cleaned text names, and whether it holds other names that were cut off. */
export function namesIn(plain: string): FoundNames {
  const addressed = addressedNames(withQueriesAsText(plain));
  const named = plainNames(withoutPaths(withoutVertexNames(addressed.rest)), withoutSurroundings(plain));
  return {
    references: withoutBeginnings(distinct([...addressed.references, ...named.references])),
    isAnyCut: addressed.isAnyCut || named.isAnyCut,
  };
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

/** Drops names that are the beginning of another: programs that rewrite a line while they receive it print them first. */
function withoutBeginnings(references: readonly Reference[]): Reference[] {
  const names = [...new Set(references.map(({ name }) => name))].sort();
  // Sorted by code units, the beginning of a name comes right before the name.
  const beginnings = new Set(names.filter((name, i) => names[i + 1]?.startsWith(name)));
  return references.filter(({ name }) => !beginnings.has(name) || isWholeId(shortId(name)));
}
