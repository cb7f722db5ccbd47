/** A longer wait is shortened to this: the limits of these APIs count by the minute or the day. */
const MAX_WAIT_MS = 60 * 60 * 1000;

/** RFC 9110, 5.6.7: all three forms begin with a day of the week. `Date.parse` alone takes any word with a number for a date. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/;
/** Of the three forms, asctime's lacks the zone, which is GMT. */
const WITHOUT_ZONE = /(?:\d \d{4}|:\d\d)$/;

/**
 * How long to wait by `Retry-After` (RFC 9110, 10.2.3: seconds or a date), in ms from `now` (ms since the epoch);
 * undefined for any other text.
 */
export function readRetryAfter(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return bounded(Number(text) * 1000);
  const date = HTTP_DATE.test(text) ? Date.parse(WITHOUT_ZONE.test(text) ? `${text} GMT` : text) : Number.NaN;
  return Number.isNaN(date) ? undefined : bounded(date - now);
}

/** A protobuf duration such as `34s` or `1.5s` (google.rpc.RetryInfo.retryDelay), in ms. */
export function readDuration(text: unknown): number | undefined {
  const seconds = typeof text === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1] : undefined;
  return seconds === undefined ? undefined : bounded(Number(seconds) * 1000);
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, 0), MAX_WAIT_MS);
}
