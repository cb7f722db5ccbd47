import * as v from 'valibot';
import { defined } from '../base/defined';
import { HOUR_MS, MINUTE_MS } from '../base/time';
import { isoTime } from '../outside/isoTime';
import { hasEnded, type Operation, type StartTold } from './operation';
import type { ToldStart } from './toldStarts';

/** APIs tell times in whole seconds, and an answer travels for a moment. */
const TOLERANCE_MS = 2000;
/** No video takes longer: a start that is farther off comes from a wrong clock or time zone. */
const FARTHEST_START_MS = 2 * HOUR_MS;
/** How far the clock of a person, or of another extension, may be ahead of ours. */
const MOST_AHEAD_MS = MINUTE_MS;
/** How long ago a start may be that a person gives. */
const LONGEST_AGO_MS = 30 * 24 * HOUR_MS;
/** If the last answer `running` came at most this long before the end, the run time counts as observed. */
const OBSERVED_WITHIN_S = 600;

/** What is known of the start of an operation. A `startedAt` without `startTold` comes from a person. */
export type KnownStart = Pick<Operation, 'startedAt' | 'startTold'>;

/** What an answer tells of the start. */
interface Reported {
  /** ISO 8601; undefined if it tells none. */
  readonly start: string | undefined;
  /** ms by which the clock of the server is ahead of ours. */
  readonly clockAhead?: number | undefined;
  /** What the endpoint is known to tell as starts. */
  readonly meaning?: ToldStart | undefined;
}

/**
 * What is known of a start after an answer.
 *
 * `created_at` of `/v1/videos` is the time of the start or, at some gateways, the time of the request; and clocks differ.
 * Neither is before the real start, so we believe a reported time if it is clearly before the answer. If it is after the
 * tracking, the latter is the better bound. The time of the request differs from answer to answer: after two different
 * times we believe none. Where that was found out before, of another operation of the endpoint, it is
 * not believed from the first answer on; and where a start was, it need not be far from the answer.
 *
 * The clock of the server may be wrong, so the time is corrected by what its answer says of that; where this gives no possible
 * start, the time counts as it is.
 *
 * @param now ms since the epoch: when the answer came
 */
export function startAfter(
  { startedAt, startTold, trackedAt }: KnownStart & Pick<Operation, 'trackedAt'>,
  { start, clockAhead = 0, meaning }: Reported,
  now: number,
): KnownStart {
  if (startedAt !== undefined && !startTold) return { startedAt };
  const reported = start === undefined ? Number.NaN : Date.parse(start);
  const seen = { tracked: Date.parse(trackedAt), now };
  if (plausibleStarts(reported, clockAhead, seen).length === 0) return defined({ startedAt, startTold });
  const allTold: StartTold =
    meaning === 'pollTime' ? { kind: 'several' } : withReportedStart(startTold, reported);
  if (allTold.kind === 'several') return { startTold: allTold };
  if (startedAt !== undefined) return { startedAt, startTold: allTold };
  const starts = plausibleStarts(Date.parse(allTold.at), clockAhead, seen);
  const possible = starts.find((time) => time <= latestStart(seen));
  const isClear = possible !== undefined && (meaning === 'start' || now - possible > TOLERANCE_MS);
  return defined({
    startedAt: isClear ? new Date(possible).toISOString() : undefined,
    startTold: allTold,
  });
}

/** When the operation was tracked, and when an answer came; in ms since the epoch. */
interface Seen {
  readonly tracked: number;
  readonly now: number;
}

function latestStart({ tracked, now }: Seen): number {
  return Math.min(tracked, now);
}

/** The reported time by our clock, and as it is; the more credible one first, and none that is too far off. */
function plausibleStarts(time: number, clockAhead: number, seen: Seen): number[] {
  return [corrected(time, clockAhead, latestStart(seen)), time].filter((one) => isPlausible(one, seen));
}

/** The time by our clock; the latest possible one where it comes out slightly later, since `Date` has whole seconds. */
function corrected(time: number, clockAhead: number, latest: number): number {
  const own = time - clockAhead;
  return clockAhead !== 0 && own > latest && own <= latest + TOLERANCE_MS ? latest : own;
}

/** An operation with the start that a person gave, which no answer changes; the same object if none was given. */
export function withGivenStart<O extends Operation>(operation: O, startedAt: string | undefined): O {
  if (startedAt === undefined) return operation;
  const { startTold, ...rest } = operation;
  return !startTold && operation.startedAt === startedAt ? operation : ({ ...rest, startedAt } as O);
}

/**
 * Reads a start that a person or another extension gives, and returns it in UTC. One that is slightly ahead of our clock
 * becomes now.
 *
 * @param given ISO 8601 with a time zone
 * @param now ms since the epoch
 * @throws RangeError if it is no such time, over a minute ahead or over 30 days ago.
 */
export function readGivenStart(given: unknown, now: number): string {
  if (!v.is(isoTime, given)) {
    throw new RangeError('startedAt must be an ISO 8601 time with a time zone, such as 2026-11-20T10:00:00Z');
  }
  const time = Date.parse(given);
  if (time - now > MOST_AHEAD_MS) throw new RangeError('startedAt must not be in the future');
  if (now - time > LONGEST_AGO_MS) throw new RangeError('startedAt must not be more than 30 days ago');
  return new Date(Math.min(time, now)).toISOString();
}

/**
 * How long an operation has run, in ms: until now, or until its end. Counts from its tracking if the start is unknown, so
 * the real time may be longer. Undefined if nobody watched the end: it may have come at any time before.
 *
 * @param now ms since the epoch
 */
export function runTimeOf(operation: Operation, now: number): number | undefined {
  const { trackedAt, startedAt = trackedAt } = operation;
  if (!hasEnded(operation)) return now - Date.parse(startedAt);
  const { endedWithin = Number.POSITIVE_INFINITY, finishedAt } = operation;
  return endedWithin <= OBSERVED_WITHIN_S ? Date.parse(finishedAt) - Date.parse(startedAt) : undefined;
}

function isPlausible(time: number, { tracked, now }: Seen): boolean {
  return time >= tracked - FARTHEST_START_MS && time <= now + FARTHEST_START_MS;
}

function withReportedStart(before: StartTold | undefined, time: number): StartTold {
  if (!before) return { kind: 'one', at: new Date(time).toISOString() };
  if (before.kind === 'several') return before;
  return Math.abs(Date.parse(before.at) - time) > TOLERANCE_MS ? { kind: 'several' } : before;
}
