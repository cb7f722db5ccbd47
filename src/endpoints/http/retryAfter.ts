import { HOUR_MS } from '../../base/time';
import { readHttpDate } from './httpDate';

/** A longer wait is shortened to this: the limits of these APIs count by the minute or the day. */
const MAX_WAIT_MS = HOUR_MS;

/**
 * How long to wait by `Retry-After` (RFC 9110, 10.2.3: seconds or a date), in ms from `now`; undefined for any
 * other text.
 *
 * @param now ms since the epoch, by the clock of the server
 */
export function readRetryAfter(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return bounded(Number(text) * 1000);
  const date = readHttpDate(text);
  return date === undefined ? undefined : bounded(date - now);
}

/**
 * How long to wait before a job is polled again, by `openai-poll-after-ms`, as OpenAI's own client reads it on answers about
 * videos (openai/openai-python, src/openai/resources/videos.py), in ms; undefined for any other text.
 */
export function readPollAfter(header: string | null): number | undefined {
  return /^\d+$/.test(header ?? '') ? bounded(Number(header)) : undefined;
}

/** A protobuf duration such as `34s` or `1.5s` (google.rpc.RetryInfo.retryDelay), in ms. */
export function readDuration(text: unknown): number | undefined {
  const seconds = typeof text === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1] : undefined;
  return seconds === undefined ? undefined : bounded(Number(seconds) * 1000);
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, 0), MAX_WAIT_MS);
}
