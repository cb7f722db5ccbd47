import { shortId } from '../operations/name';
import { addressedNames } from './addresses';
import { withoutSurroundings } from './bareId';
import type { FoundNames, Reference } from './foundNames';
import { labelled } from './labels';
import { isWholeId } from './nameForms';
import { readingsOf } from './pastedText';
import { withoutPaths } from './paths';
import { plainNames } from './plainNames';
import { withQueriesAsText } from './queries';
import { withoutVertexNames } from './vertexNames';

export type { Reference } from './foundNames';

/** In characters. A whole status answer has some hundred; more is a pasted log or a video. */
export const MAX_TEXT_LENGTH = 256 * 1024;

/**
 * Every operation named in a text: full names, status addresses, curl lines, JSON answers. Each once, in order, with
 * the label and the prompt that stand beside it.
 * A text over {@link MAX_TEXT_LENGTH} names none, and a name that was cut off is none.
 */
export function findReferences(text: string): Reference[] {
  if (text.length > MAX_TEXT_LENGTH) return [];
  const readings = readingsOf(text);
  return labelled(readings, namesIn(readings.plain).references);
}

/** The operations that a plain text names, and whether it names others that were cut off. */
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

/** A program that rewrites a line as it receives it prints the beginnings of a name before the name. */
function withoutBeginnings(references: readonly Reference[]): Reference[] {
  const names = [...new Set(references.map(({ name }) => name))].sort();
  // Sorted by code units, a name stands right before those that go on with it.
  const beginnings = new Set(names.filter((name, i) => names[i + 1]?.startsWith(name)));
  return references.filter(({ name }) => !beginnings.has(name) || isWholeId(shortId(name)));
}
