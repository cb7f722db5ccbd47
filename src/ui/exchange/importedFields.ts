import * as v from 'valibot';
import { addressFrom } from '../../outside/address';
import { isoTime } from '../../outside/isoTime';
import { textFrom } from '../../outside/text';

/** What a file says, by names that anybody may have chosen. */
export type Fields = Readonly<Record<string, unknown>>;

/** Its own fields: a key `__proto__` of a file is one like any other. */
export function fieldsOf(value: unknown): Fields {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.assign(Object.create(null), value) : Object.create(null);
}

/** One line, cleaned and without keys; undefined where there is none. @param length in characters */
export function textOf(value: unknown, length: number): string | undefined {
  return typeof value === 'string' ? textFrom(value, length) || undefined : undefined;
}

/** In UTC, since the list compares times as texts. */
export function timeOf(value: unknown): string | undefined {
  return v.is(isoTime, value) ? new Date(value).toISOString() : undefined;
}

/** A time that is not still to come. @param now ms since the epoch */
export function pastTimeOf(value: unknown, now: number): string | undefined {
  const time = timeOf(value);
  return time !== undefined && Date.parse(time) <= now ? time : undefined;
}

/** An address that can be asked; undefined also for one whose signature was left out when it was exported. */
export function addressOf(value: unknown): string | undefined {
  return typeof value === 'string' && !value.includes('…') ? addressFrom(value) : undefined;
}
