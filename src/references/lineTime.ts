const DATE = '(\\d{4})[-/](\\d\\d)[-/](\\d\\d)';
const CLOCK = '(\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?';
/** ISO 8601, also with a space, slashes or a comma: `2026-11-29T10:00:01Z`, `[2026-11-29 10:00:01,123]`. */
const ISO = new RegExp(`(?<!\\d)${DATE}[T ]${CLOCK}\\s?(Z|UTC|[+-]\\d\\d:?\\d\\d)?(?![\\d:])`);
/** Of web servers: `29/Nov/2026:10:00:01 +0700`. */
const ACCESS_LOG = new RegExp(`(?<!\\d)(\\d\\d)/([A-Z][a-z]{2})/(\\d{4}):${CLOCK} ([+-]\\d{4})`);
/** Of syslog (RFC 3164, 4.1.2), without a year: `Nov 29 10:00:01`, `Nov  9 10:00:01`. */
const SYSLOG = new RegExp(`^([A-Z][a-z]{2}) ([ \\d]\\d) ${CLOCK}(?![\\d:])`);
/** Seconds or milliseconds since 1970 at the beginning of a line: `1764410401.123`, `[1764410401123]`. */
const EPOCH = /^[[({]?(\d{10})(?:\.(\d{1,9})|(\d{3}))?(?![\w.])/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** In characters: how far from the beginning of a line its time may stand, behind a level or the address of a client. */
const MAX_DISTANCE = 100;
/** In years since 1970: a log that somebody prints now is of this time. */
const YEARS_AFTER_1970 = [40, 100] as const;
const YEAR_MS = 365.25 * 24 * 60 * 60 * 1000;
/** A line that is printed right now is not older, by the clock of which it was written. */
const JUST_NOW_MS = 60_000;

/**
 * The time at the beginning of a line of a log; undefined where it is not certain, such as a time without a date. One without
 * a zone is that of this machine, unless only as UTC it is just now, as in containers.
 *
 * @param now in ms since 1970
 * @returns ISO 8601 UTC
 */
export function lineTime(line: string, now: number): string | undefined {
  const start = line.slice(0, MAX_DISTANCE).trimStart();
  const time = isoTime(start, now) ?? accessLogTime(start) ?? syslogTime(start, now) ?? epochTime(start);
  if (time === undefined || Number.isNaN(time)) return undefined;
  const years = time / YEAR_MS;
  return years > YEARS_AFTER_1970[0] && years < YEARS_AFTER_1970[1]
    ? new Date(time).toISOString()
    : undefined;
}

function isoTime(start: string, now: number): number | undefined {
  const match = ISO.exec(start);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const clock = { year, month: Number(month) - 1, day, hour, minute, second, fraction };
  return zone === undefined ? withoutZone(clock, now) : timeOf(clock, zone);
}

function accessLogTime(start: string): number | undefined {
  const match = ACCESS_LOG.exec(start);
  if (!match) return undefined;
  const [, day, month = '', year, hour, minute, second, fraction, zone = ''] = match;
  return timeOf({ year, month: MONTHS.indexOf(month), day, hour, minute, second, fraction }, zone);
}

/** Of this year, or of the last one where that would be in the future. */
function syslogTime(start: string, now: number): number | undefined {
  const match = SYSLOG.exec(start);
  if (!match) return undefined;
  const [, month = '', day, hour, minute, second, fraction] = match;
  const year = new Date(now).getFullYear();
  const clock = { month: MONTHS.indexOf(month), day, hour, minute, second, fraction };
  const times = [year, year - 1].map((one) => withoutZone({ ...clock, year: String(one) }, now));
  return times.find((time) => time !== undefined && time <= now + JUST_NOW_MS);
}

function epochTime(start: string): number | undefined {
  const [, seconds, fraction, ms] = EPOCH.exec(start) ?? [];
  if (seconds === undefined) return undefined;
  return Number(seconds) * 1000 + (ms === undefined ? msOf(fraction) : Number(ms));
}

/** The parts of a time as they are written; the month from 0. */
interface Clock {
  readonly year: string | undefined;
  readonly month: number;
  readonly day: string | undefined;
  readonly hour: string | undefined;
  readonly minute: string | undefined;
  readonly second: string | undefined;
  readonly fraction: string | undefined;
}

function withoutZone(clock: Clock, now: number): number | undefined {
  const utc = timeOf(clock, 'Z');
  if (utc === undefined) return undefined;
  const { year, month, day, hour, minute, second, fraction } = clock;
  const local = new Date(Number(year), month, Number(day), Number(hour), Number(minute), Number(second));
  const time = local.getTime() + msOf(fraction);
  return isJustNow(utc, now) && !isJustNow(time, now) ? utc : time;
}

/** Undefined for what is no time, such as the 31st of February. */
function timeOf(
  { year, month, day, hour, minute, second, fraction }: Clock,
  zone: string,
): number | undefined {
  const time = Date.UTC(Number(year), month, Number(day), Number(hour), Number(minute), Number(second));
  const date = new Date(time);
  if (date.getUTCMonth() !== month || date.getUTCDate() !== Number(day)) return undefined;
  if (date.getUTCHours() !== Number(hour) || date.getUTCMinutes() !== Number(minute)) return undefined;
  return time + msOf(fraction) - offsetMsOf(zone);
}

/** Of a fraction of a second, without its point. */
function msOf(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Math.trunc(Number(`0.${fraction}`) * 1000);
}

function offsetMsOf(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === '-' ? -ms : ms;
}

function isJustNow(time: number, now: number): boolean {
  return Math.abs(now - time) < JUST_NOW_MS;
}
