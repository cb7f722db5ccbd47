/** ms. A server that asks for more is not believed: the limits of these APIs are counted by the minute or the day. */
const LONGEST_WAIT = 60 * 60 * 1000;

/** RFC 9110, 5.6.7: all three forms begin with a day of the week. Other words with a number are a date to `Date.parse`. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/;
/** Of the three, asctime's does not say that it is GMT. */
const ZONELESS = /(?:\d \d{4}|:\d\d)$/;

/**
 * How long `Retry-After` (RFC 9110, 10.2.3: seconds or a date) tells to wait, in ms from `now` (ms since the epoch);
 * undefined when it tells nothing that makes sense.
 */
export function readRetryAfter(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return bounded(Number(text) * 1000);
  const date = HTTP_DATE.test(text) ? Date.parse(ZONELESS.test(text) ? `${text} GMT` : text) : Number.NaN;
  return Number.isNaN(date) ? undefined : bounded(date - now);
}

/** How long a protobuf duration such as `34s` or `1.5s` is, in ms (google.rpc.RetryInfo.retryDelay). */
export function readDuration(text: unknown): number | undefined {
  const seconds = typeof text === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1] : undefined;
  return seconds === undefined ? undefined : bounded(Number(seconds) * 1000);
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, 0), LONGEST_WAIT);
}
