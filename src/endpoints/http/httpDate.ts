/** RFC 9110, 5.6.7: all three forms begin with a day of the week. `Date.parse` alone takes any word with a number for a date. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/;
/** Of the three forms, asctime's lacks the zone, which is GMT. */
const WITHOUT_ZONE = /(?:\d \d{4}|:\d\d)$/;

/** `Date` has whole seconds, and an answer travels for a moment: a smaller difference may be none. */
const PRECISION_MS = 2000;

/** A time in the header of an answer, in ms since the epoch; undefined for any other text. */
export function readHttpDate(text: string): number | undefined {
  if (!HTTP_DATE.test(text)) return undefined;
  const time = Date.parse(WITHOUT_ZONE.test(text) ? `${text} GMT` : text);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * By how many ms the clock of a server is ahead of ours, as `Date` says when its answer arrives; negative where it is behind.
 * Undefined where they agree, without such a time, and for an answer that a cache has kept.
 *
 * @param now ms since the epoch
 */
export function readClockAhead(headers: Pick<Headers, 'get'>, now: number): number | undefined {
  const sent = readHttpDate(headers.get('date')?.trim() ?? '');
  if (sent === undefined || headers.get('age') !== null) return undefined;
  const ahead = sent - now;
  return Math.abs(ahead) > PRECISION_MS ? ahead : undefined;
}
