import { languageTag, t } from '../language/t';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
/** Up to here people count seconds; a longer wait they look up on a clock. */
const LONGEST_COUNTDOWN_MS = 90_000;

/**
 * When something goes on: "in 40 s", or "at 15:07" where that is long.
 *
 * @param at ISO 8601; `now` in ms since the epoch
 * @returns undefined when it is over, or nobody knows
 */
export function untilWords(at: string | undefined, now: number): string | undefined {
  const time = Date.parse(at ?? '');
  const left = time - now;
  if (!(left > 0)) return undefined;
  if (left <= LONGEST_COUNTDOWN_MS) return t('in {0} s', Math.ceil(left / SECOND_MS));
  const minute = new Date(Math.ceil(time / MINUTE_MS) * MINUTE_MS);
  return t('at {0}', minute.toLocaleTimeString(languageTag(), { timeStyle: 'short' }));
}
