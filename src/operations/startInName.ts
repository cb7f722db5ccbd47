import { decodedId, shortId } from './name';

/** Seconds, or ms, since the epoch between 2023 and 2033, that stand by themselves in an id such as `veo3:1764899481-a1b2`. */
const TIME_IN_ID = /(?:^|[:_.-])((?:1[6-9]|20)\d{8})(\d{3})?(?=$|[:_.-])/;

/**
 * The time that stands in an operation's id, ISO 8601; undefined where there is none. Gateways that number their jobs by
 * time begin them then; `startAfter` holds it against what was seen.
 */
export function startInName(name: string): string | undefined {
  const [, seconds, ms = '000'] = TIME_IN_ID.exec(decodedId(name) ?? shortId(name)) ?? [];
  return seconds === undefined ? undefined : new Date(Number(`${seconds}${ms}`)).toISOString();
}
