import { printable } from '../../outside/oneLine';

/** Where an operation is named: path of a file, and line and column, which count from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Why there is no video, in a word that the problem matcher reads: it is the same in all languages. */
export type ProblemCode = 'filtered' | 'failed' | 'missing' | 'removed' | 'notSaved' | 'refused';

/**
 * The line of which the problem matcher `$veo` makes a problem. Without a place it finds nothing in it.
 *
 * @param text for people, in their language
 */
export function problemLine(place: Place | undefined, code: ProblemCode, text: string): string {
  const where = place ? `${place.path}:${place.line}:${place.column}: ` : '';
  return `${printable(where)}error: ${code}: ${withoutProblem(printable(text))}`;
}

/** A text in which the problem matcher finds nothing, although a label or a prompt in it may look like a problem of a file. */
export function withoutProblem(text: string): string {
  return text.replace(/(:\d+:\d+):(?= (?:error|warning):)/g, '$1');
}

/** The place of an offset in a text. @param offset in UTF-16 units */
export function placeIn(path: string, text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { path, line: before.split('\n').length, column: offset - lineStart + 1 };
}
