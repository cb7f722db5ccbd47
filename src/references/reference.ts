import { shortId } from '../operations/name';
import { addressedNames } from './addresses';
import { type AnsweredJobs, answeredJobs } from './answers/answeredJobs';
import { withoutSurroundings } from './bareId';
import type { FoundNames, Reference, Scope } from './foundNames';
import { withLabels } from './labels';
import { merged } from './mergedReferences';
import { isWholeId } from './nameForms';
import { type PastedText, readPastedText } from './pastedText';
import { withoutPaths } from './paths';
import { plainIds } from './plainIds';
import { plainNames } from './plainNames';
import { platformNames } from './platformNames';
import { withQueriesAsText } from './queries';
import { pathNames } from './statusAddresses';
import { withoutTerminalEscapes } from './terminalEscapes';
import { MAX_TEXT_LENGTH } from './textLength';
import { inTextOrder } from './textOrder';
import { withoutVertexNames } from './vertexNames';

export type { Reference } from './foundNames';

/**
 * Every operation that a text names, by its full name, a status address, a curl command or a JSON answer: each once, in
 * order, with the label and the prompt beside it. Empty for a text over {@link MAX_TEXT_LENGTH}; a cut name does not count.
 */
export function findReferences(text: string): Reference[] {
  if (text.length > MAX_TEXT_LENGTH) return [];
  const cleaned = readPastedText(text);
  return withLabels(cleaned, namesIn(cleaned).references);
}

/**
 * The operations that a section of a larger text names, likewise. What counts only because a text is nothing else, such as
 * an object with an id and a status, does not count there.
 */
export function referencesInSection(section: string): Reference[] {
  const cleaned = readPastedText(section);
  return withLabels(cleaned, namesIn(cleaned, 'section').references);
}

/** The operations that a cleaned text names, and whether it holds other names that were cut off. */
export function namesIn({ pasted, plain }: PastedText, scope: Scope = 'text'): FoundNames {
  const addressed = addressedNames(withQueriesAsText(plain));
  const platform = platformNames(addressed.rest);
  const paths = pathNames(platform.rest);
  const rest = withoutPaths(withoutVertexNames(paths.rest));
  const whole = scope === 'text' ? withoutSurroundings(plain) : '';
  const named = plainNames(rest, whole);
  const answers = answersIn(pasted, plain, scope);
  const all = [
    ...addressed.references,
    ...withRoot(platform.references, addressed.platformRoots),
    ...paths.references,
    ...named.references.filter(({ name }) => !answers.inner.has(name)),
    ...answers.jobs,
    ...plainIds(paths.rest, whole).filter(({ name }) => !answers.inner.has(name)),
  ];
  return {
    references: inTextOrder(withoutBeginnings(merged(all, answers.details)), plain),
    isAnyCut: [addressed, platform, named, answers].some(({ isAnyCut }) => isAnyCut),
  };
}

/** What the answers in a text say: in the text as it was pasted, or without all that was written into it later. */
function answersIn(pasted: string, plain: string, scope: Scope): AnsweredJobs {
  const answers = answeredJobs(withoutTerminalEscapes(pasted).trim(), scope);
  return answers.jobs.length + answers.details.length > 0 ? answers : answeredJobs(plain, scope);
}

/** Names of the Agent Platform with the root of the addresses in the same text, if there is one only. */
function withRoot(references: readonly Reference[], roots: ReadonlySet<string>): readonly Reference[] {
  const [root] = roots;
  return root !== undefined && roots.size === 1 ? references.map((one) => ({ ...one, root })) : references;
}

/** Drops names that are the beginning of another: programs that rewrite a line while they receive it print them first. */
export function withoutBeginnings(references: readonly Reference[]): Reference[] {
  const names = [...new Set(references.map(({ name }) => name))].sort();
  // Sorted by code units, the beginning of a name comes right before the name.
  const beginnings = new Set(names.filter((name, i) => names[i + 1]?.startsWith(name)));
  return references.filter(({ name }) => !beginnings.has(name) || isWholeId(shortId(name)));
}
