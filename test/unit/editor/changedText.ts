import type { TextChange } from '../../../src/ui/editor/keyHygiene/sourceStrings';

/** The text after changes that do not overlap. */
export function changedText(text: string, changes: readonly TextChange[]): string {
  // The last one first, so that offsets hold; of two at one offset the first comes before the second.
  return changes
    .toSorted((a, b) => a.start - b.start)
    .reduceRight((rest, change) => rest.slice(0, change.start) + change.text + rest.slice(change.end), text);
}
