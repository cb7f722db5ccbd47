import * as v from 'valibot';
import { defined } from '../base/defined';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../base/time';
import { isoTime } from '../outside/isoTime';
import { isStartGiven, isStartPrinted, isStartReported, type KnownStart } from './knownStart';
import { hasEnded, type Operation, type StartTold } from './operation';
import type { ToldStart } from './toldStarts';

/** APIs tell times in whole seconds, and an answer travels for a moment. */
const TOLERANCE_MS = 2000;
/** No video takes longer: a start that is farther off comes from a wrong clock or time zone. */
const FARTHEST_START_MS = 2 * HOUR_MS;
/** How far the clock of a person, or of another extension, may be ahead of ours. */
const MAX_AHEAD_MS = MINUTE_MS;
/** How long ago a start may be that a person gives. */
const LONGEST_AGO_MS = 30 * DAY_MS;
/** If the last answer `running` came at most this long before the end, the run time counts as observed. */
const OBSERVED_WITHIN_S = 600;

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
 * A start that a program's output told replaces none of these, but holds until one is believed, and bounds it: nobody prints
 * a name before it is given.
 *
 * @param now ms since the epoch: when the answer came
 */
export function startAfter(
  known: KnownStart & Pick<Operation, 'trackedAt'>,
  { start, clockAhead = 0, meaning }: Reported,
  now: number,
): KnownStart {
  const { startedAt, startTold, startedWithin } = known;
  if (isStartGiven(known)) return { startedAt: known.startedAt };
  const printed = isStartPrinted(known) ? { startedAt: known.startedAt, startedWithin } : undefined;
  const reported = start === undefined ? Number.NaN : Date.parse(start);
  const seen = seenOf(known, now);
  if (plausibleStarts(reported, clockAhead, seen).length === 0)
    return defined({ startedAt, startTold, startedWithin: printed?.startedWithin });
  const allTold: StartTold =
    meaning === 'pollTime' ? { kind: 'several' } : withReportedStart(startTold, reported);
  if (allTold.kind === 'several') return defined({ ...printed, startTold: allTold });
  if (isStartReported(known)) return { startedAt: known.startedAt, startTold: allTold };
  const starts = plausibleStarts(Date.parse(allTold.at), clockAhead, seen);
  const possible =
    starts.find((time) => isPrintedThen(time, known)) ?? starts.find((time) => time <= seen.latest);
  const isClear = possible !== undefined && (meaning === 'start' || now - possible > TOLERANCE_MS);
  if (!isClear) return defined({ ...printed, startTold: allTold });
  return { startedAt: new Date(possible).toISOString(), startTold: allTold };
}

/** When the operation was tracked, when an answer came, and the latest possible start; in ms since the epoch. */
interface Seen {
  readonly tracked: number;
  readonly now: number;
  readonly latest: number;
}

function seenOf(known: KnownStart & Pick<Operation, 'trackedAt'>, now: number): Seen {
  const tracked = Date.parse(known.trackedAt);
  const printed = isStartPrinted(known) ? Date.parse(known.startedAt) : Number.POSITIVE_INFINITY;
  return { tracked, now, latest: Math.min(tracked, now, printed) };
}

/** Whether a program that printed the name then may have started it at this time, in ms since the epoch. */
function isPrintedThen(time: number, known: KnownStart): boolean {
  if (!isStartPrinted(known)) return false;
  const printed = Date.parse(known.startedAt);
  return time <= printed && time >= printed - 1000 * known.startedWithin - TOLERANCE_MS;
}

/** The reported time by our clock, and as it is; the more credible one first, and none that is too far off. */
function plausibleStarts(time: number, clockAhead: number, seen: Seen): number[] {
  return [corrected(time, clockAhead, seen.latest), time].filter((one) => isPlausible(one, seen));
}

/** The time by our clock; the latest possible one where it comes out slightly later, since `Date` has whole seconds. */
function corrected(time: number, clockAhead: number, latest: number): number {
  const own = time - clockAhead;
  return clockAhead !== 0 && own > latest && own <= latest + TOLERANCE_MS ? latest : own;
}

/** An operation with the start that a person gave, which no answer changes; the same object if none was given. */
export function withGivenStart<O extends Operation>(operation: O, startedAt: string | undefined): O {
  if (startedAt === undefined) return operation;
  const { startTold, startedWithin, ...rest } = operation;
  const isKnown = isStartGiven(operation) && operation.startedAt === startedAt;
  return isKnown ? operation : ({ ...rest, startedAt } as O);
}

/**
 * An operation whose name a program printed; the same object if that tells nothing new. The first print counts. A start that
 * a person gave or the API told is better known, and what was tracked before the print was started before it.
 *
 * @param startedAt ISO 8601 UTC: when it was printed
 * @param startedWithin seconds
 */
export function withPrintedStart<O extends Operation>(
  operation: O,
  { startedAt, startedWithin }: { readonly startedAt: string; readonly startedWithin: number },
): O {
  if (isStartGiven(operation) || isStartReported(operation)) return operation;
  if (isStartPrinted(operation) && Date.parse(operation.startedAt) <= Date.parse(startedAt)) return operation;
  return isAfter(startedAt, operation.trackedAt) ? operation : { ...operation, startedAt, startedWithin };
}

/** An operation that was tracked at another time, too; a print of its name after that is no start. @param trackedAt ISO 8601 UTC */
export function trackedSince<O extends Operation>(operation: O, trackedAt: string): O {
  const since = { ...operation, trackedAt };
  if (!isStartPrinted(since) || !isAfter(since.startedAt, trackedAt)) return since;
  const { startedAt: _, startedWithin: __, ...unprinted } = since;
  return unprinted as unknown as O;
}

function isAfter(printedAt: string, trackedAt: string): boolean {
  return Date.parse(printedAt) > Date.parse(trackedAt) + TOLERANCE_MS;
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
  if (time - now > MAX_AHEAD_MS) throw new RangeError('startedAt must not be in the future');
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
