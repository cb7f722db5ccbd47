/** No video API is older. */
const EARLIEST_MS = Date.UTC(2020, 0, 1);
/** No sensible time is later. */
const LATEST_MS = Date.UTC(2100, 0, 1);
/** A larger number counts ms, not seconds: as seconds it would be after the year 5138. */
const MAX_SECONDS = 1e11;

const ISO_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Reads a time of an answer, in ms since the epoch: seconds or ms as a number or a text, or ISO 8601, which is UTC where
 * it has no zone. Undefined for a value that cannot be such a time.
 */
export function readTimestamp(value: unknown): number | undefined {
  const ms =
    typeof value === 'string' ? msInText(value.trim()) : typeof value === 'number' ? msOf(value) : Number.NaN;
  return ms >= EARLIEST_MS && ms < LATEST_MS ? ms : undefined;
}

function msOf(count: number): number {
  return Math.round(count > MAX_SECONDS ? count : count * 1000);
}

function msInText(text: string): number {
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return msOf(Number(text));
  const [, date, time, zone = 'Z'] = ISO_TIME.exec(text) ?? [];
  return date === undefined ? Number.NaN : Date.parse(`${date}T${time}${zone}`);
}
