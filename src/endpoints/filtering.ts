import type { Filtering } from '../operations/operation';
import { type Fields, fieldsOf } from './fields';
import { shownText } from './shownText';

/** `raiMedia…` at Google, `content_filter {filtered_count, reasons}` at Bifrost. */
const COUNTS = ['raiMediaFilteredCount', 'filteredCount'];
const REASONS = ['raiMediaFilteredReasons', 'raiMediaFilteredReason', 'raiFilteredReason', 'filteredReasons'];
const MAX_REASONS = 20;
/** No operation asks for so many samples. */
export const MAX_FILTERED = 1000;

/** All fields of the safety filter. */
export const FILTER_FIELDS: readonly string[] = [...COUNTS, ...REASONS, 'contentFilter'];

/** What the safety filter kept back, by any of these fields; undefined where they say nothing of it. */
export function filteringIn(levels: readonly Fields[], secrets: readonly string[]): Filtering | undefined {
  const own = levels.map((fields) => fieldsOf(fields.get('contentFilter')));
  const count = [...levels, ...own].flatMap(countsIn).find((one) => one > 0);
  const reasons = [
    ...levels.flatMap((fields) => textsIn(fields, REASONS)),
    ...own.flatMap((fields) => textsIn(fields, [...REASONS, 'reasons'])),
  ].slice(0, MAX_REASONS);
  if (count === undefined && reasons.length === 0) return undefined;
  return {
    filterReasons: reasons.map((reason) => shownText(reason, secrets)),
    ...(count !== undefined && { filteredCount: count }),
  };
}

function countsIn(fields: Fields): number[] {
  return COUNTS.map((name) => Number(fields.get(name))).filter(
    (count) => Number.isInteger(count) && count <= MAX_FILTERED,
  );
}

/** Each field may hold a list of texts, or one text. */
function textsIn(fields: Fields, names: readonly string[]): string[] {
  return names
    .flatMap((name) => fields.get(name) ?? [])
    .filter((text) => typeof text === 'string')
    .filter((text) => text.trim() !== '');
}
