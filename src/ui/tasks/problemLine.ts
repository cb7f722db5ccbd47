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

/** Finds the places of offsets in a text, in UTF-16 units. The lines are counted once: a text may name thousands. */
export function placesIn(path: string, text: string): (offset: number) => Place {
  const lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    const line = linesUpTo(offset, lineStarts);
    return { path, line, column: offset - (lineStarts[line - 1] ?? 0) + 1 };
  };
}

/** How many lines start at or before an offset, by bisection. */
function linesUpTo(offset: number, lineStarts: readonly number[]): number {
  let [low, high] = [0, lineStarts.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
