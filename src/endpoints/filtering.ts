import type { Filtering } from '../operations/operation';
import { type Fields, fieldsOf } from './fields';
import { shownText } from './shownText';

/** `raiMedia…` at Google, `content_filter {filtered_count, reasons}` at Bifrost. */
const COUNTS = ['raiMediaFilteredCount', 'filteredCount'];
const REASONS = ['raiMediaFilteredReasons', 'raiMediaFilteredReason', 'raiFilteredReason', 'filteredReasons'];
const MOST_REASONS = 20;
/** Samples that one operation may have asked for, generously. */
const MOST_FILTERED = 1000;

/** Names of fields that tell of the safety filter. */
export const FILTER_FIELDS: readonly string[] = [...COUNTS, ...REASONS, 'contentFilter'];

/** What the safety filter says that it kept back, wherever among these fields; undefined where it says nothing. */
export function filteringIn(levels: readonly Fields[], secrets: readonly string[]): Filtering | undefined {
  const own = levels.map((fields) => fieldsOf(fields.get('contentFilter')));
  const count = [...levels, ...own].flatMap(countsIn).find((told) => told > 0);
  const reasons = [
    ...levels.flatMap((fields) => textsIn(fields, REASONS)),
    ...own.flatMap((fields) => textsIn(fields, [...REASONS, 'reasons'])),
  ].slice(0, MOST_REASONS);
  if (count === undefined && reasons.length === 0) return undefined;
  return {
    filterReasons: reasons.map((reason) => shownText(reason, secrets)),
    ...(count !== undefined && { filteredCount: count }),
  };
}

function countsIn(fields: Fields): number[] {
  return COUNTS.map((name) => Number(fields.get(name))).filter(
    (count) => Number.isInteger(count) && count <= MOST_FILTERED,
  );
}

/** A list of texts, or one text alone. */
function textsIn(fields: Fields, names: readonly string[]): string[] {
  return names
    .flatMap((name) => fields.get(name) ?? [])
    .filter((text) => typeof text === 'string')
    .filter((text) => text.trim() !== '');
}
