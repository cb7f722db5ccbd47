import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/time';
import { languageTag, t } from '../language/t';

const SECOND_MS = 1000;
/** From then on the name of a weekday is ambiguous. */
const WEEKDAY_LIMIT_MS = 6 * DAY_MS;
/** People count down seconds up to this; a longer wait they read on a clock. */
const LONGEST_COUNTDOWN_MS = 90 * SECOND_MS;

const HOUR_AND_MINUTE = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DAY_AND_MONTH = { day: 'numeric', month: 'short' } as const;

/** Forms of times: each row has one. To make a formatter takes longer than all else of a row, so one is kept. */
const FORMS = {
  shortTime: formatter({ timeStyle: 'short' }),
  longTime: formatter({ timeStyle: 'medium' }),
  dateAndLongTime: formatter({ dateStyle: 'short', timeStyle: 'medium' }),
  time: formatter(HOUR_AND_MINUTE),
  weekdayAndTime: formatter({ weekday: 'short', ...HOUR_AND_MINUTE }),
  dateAndTime: formatter({ ...DAY_AND_MONTH, ...HOUR_AND_MINUTE }),
};

/** A span of time as people say it, such as "4 min 30 s". */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  if (seconds < 60) return t('{0} s', seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return seconds % 60 ? t('{0} min {1} s', minutes, seconds % 60) : t('{0} min', minutes);
  if (minutes < 60) return t('{0} min', minutes);
  const hours = Math.floor(minutes / 60);
  if (hours >= 24) return t('{0} d', Math.floor(hours / 24));
  return minutes % 60 ? t('{0} h {1} min', hours, minutes % 60) : t('{0} h', hours);
}

/** After how many ms a span of time that grows has other words. */
export function durationChangesIn(ms: number): number {
  const step = ms < 10 * MINUTE_MS ? SECOND_MS : ms < DAY_MS ? MINUTE_MS : DAY_MS;
  return step - (Math.max(0, ms) % step);
}

/** From then on the hours of a deadline no longer matter. */
const DAYS_FROM_MS = 3 * DAY_MS;

/** The time until a deadline, rounded down: days, from three on; then hours, and only the last hour in minutes. */
export function spanWords(ms: number): string {
  if (ms >= DAYS_FROM_MS) return t('{0} d', Math.floor(ms / DAY_MS));
  return ms >= HOUR_MS ? t('{0} h', Math.floor(ms / HOUR_MS)) : t('{0} min', Math.floor(ms / MINUTE_MS));
}

/** After how many ms the time until a deadline has other words. */
export function spanChangesIn(ms: number): number {
  const step = ms >= DAYS_FROM_MS ? DAY_MS : ms >= HOUR_MS ? HOUR_MS : MINUTE_MS;
  return (ms % step) + 1;
}

/**
 * When something goes on: "in 40 s", or "at 15:07" for a longer wait.
 *
 * @param at ISO 8601
 * @param now ms since the epoch
 * @returns undefined when that time has passed or is not known
 */
export function untilWords(at: string | undefined, now: number): string | undefined {
  const time = Date.parse(at ?? '');
  const left = time - now;
  if (!(left > 0)) return undefined;
  if (left <= LONGEST_COUNTDOWN_MS) return t('in {0} s', Math.ceil(left / SECOND_MS));
  const minute = new Date(Math.ceil(time / MINUTE_MS) * MINUTE_MS);
  return t('at {0}', FORMS.shortTime(minute));
}

/** Hour and minute, with the day unless it is today. */
export function timeOfDay(iso: string): string {
  const at = new Date(iso);
  return isToday(at) ? FORMS.time(at) : FORMS.dateAndTime(at);
}

/** Hour, minute and second, with the date unless it is today. */
export function clockTime(iso: string): string {
  const at = new Date(iso);
  return isToday(at) ? FORMS.longTime(at) : FORMS.dateAndLongTime(at);
}

/**
 * Hour and minute with the day of the week, or with the date of a day that is further away.
 *
 * @param time ISO 8601, or ms since the epoch as `now`
 */
export function dayAndTime(time: string | number, now: number): string {
  const at = new Date(time);
  const isNear = Math.abs(at.getTime() - now) < WEEKDAY_LIMIT_MS;
  return isNear ? FORMS.weekdayAndTime(at) : FORMS.dateAndTime(at);
}

function isToday(at: Date): boolean {
  return at.toDateString() === new Date().toDateString();
}

/** Formats times in the language that is spoken when it is called. */
function formatter(form: Intl.DateTimeFormatOptions): (at: Date) => string {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (at) => {
    const tag = languageTag();
    const format = formats.get(tag) ?? new Intl.DateTimeFormat(tag, form);
    formats.set(tag, format);
    return format.format(at);
  };
}
