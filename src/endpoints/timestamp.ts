/** ms since the epoch; no video API is older, and no sensible time later. */
const EARLIEST_MS = Date.UTC(2020, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
/** Beyond it a number counts ms, not seconds: as seconds it would be the year 5138. */
const LARGEST_SECONDS = 1e11;

const ISO_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * A time as an answer tells it, in ms since the epoch: seconds or ms as a number or a text, or ISO 8601, which without a
 * zone is UTC. Undefined for what cannot be such a time.
 */
export function readTimestamp(told: unknown): number | undefined {
  const ms =
    typeof told === 'string' ? msInText(told.trim()) : typeof told === 'number' ? msOf(told) : Number.NaN;
  return ms >= EARLIEST_MS && ms < LATEST_MS ? ms : undefined;
}

function msOf(count: number): number {
  return Math.round(count > LARGEST_SECONDS ? count : count * 1000);
}

function msInText(text: string): number {
  if (/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return msOf(Number(text));
  const [, date, time, zone = 'Z'] = ISO_TIME.exec(text) ?? [];
  return date === undefined ? Number.NaN : Date.parse(`${date}T${time}${zone}`);
}
