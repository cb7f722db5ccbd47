import * as v from 'valibot';
import type { Operation, StartTold } from './operation';
import type { ToldStart } from './toldStarts';

/** ms: times are told in whole seconds, and an answer is a moment under way. */
const SLACK = 2000;
const HOUR = 60 * 60 * 1000;
/** ms around which a told start can be true: no video takes so long, and what is farther off is a wrong clock or zone. */
const MOST_DISTANT = 2 * HOUR;
/** ms that a person's clock may be ahead of ours, and that a start may be in the past. */
const MOST_AHEAD = 60_000;
const LONGEST_AGO = 30 * 24 * HOUR;

/** What is known of the start of an operation. `startedAt` without `startTold` is the person's word. */
export type KnownStart = Pick<Operation, 'startedAt' | 'startTold'>;

/**
 * What is known of a start once an answer told one, or did not.
 *
 * `created_at` of `/v1/videos` is the start or, at some gateways, the time of the question; and clocks differ. Neither
 * is before the real start, so what is told is believed once it is clearly before the answer, unless it is after the
 * operation was tracked, which is then the better bound. The time of the question is another one in each answer: then
 * nothing that is told is believed any more. Where that was found out before, of another operation of the endpoint, it is
 * not believed from the first answer on; and where a start was, it need not be far from the answer.
 *
 * @param told ISO 8601
 * @param now ms since the epoch: when the answer came
 * @param meaning what the endpoint is known to tell as starts
 */
export function startAfter(
  { startedAt, startTold, trackedAt }: KnownStart & Pick<Operation, 'trackedAt'>,
  told: string | undefined,
  now: number,
  meaning?: ToldStart,
): KnownStart {
  if (startedAt !== undefined && !startTold) return { startedAt };
  const tracked = Date.parse(trackedAt);
  const time = told === undefined ? Number.NaN : Date.parse(told);
  if (!isPossible(time, tracked, now)) return knownStart(startedAt, startTold);
  const all: StartTold = meaning === 'pollTime' ? { kind: 'several' } : allTold(startTold, time);
  if (all.kind === 'several') return { startTold: all };
  const first = Date.parse(all.at);
  const isClear = meaning === 'start' || now - first > SLACK;
  const isBelieved = isClear && first <= Math.min(tracked, now);
  return knownStart(isBelieved ? all.at : startedAt, all);
}

/** An operation with the start that a person told, which no answer changes any more; the same one when none was told. */
export function withGivenStart<O extends Operation>(operation: O, startedAt: string | undefined): O {
  if (startedAt === undefined) return operation;
  const { startTold, ...rest } = operation;
  return !startTold && operation.startedAt === startedAt ? operation : ({ ...rest, startedAt } as O);
}

/**
 * A start as a person or another extension tells it, in UTC; one that is a little ahead of our clock is now.
 *
 * @param told ISO 8601 with a time zone
 * @param now ms since the epoch
 * @throws RangeError for what is no such time, is over a minute ahead or over 30 days ago.
 */
export function readGivenStart(told: unknown, now: number): string {
  const time = v.is(isoTime, told) ? Date.parse(told) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new RangeError('startedAt must be an ISO 8601 time with a time zone, such as 2026-11-20T10:00:00Z');
  }
  if (time - now > MOST_AHEAD) throw new RangeError('startedAt must not be in the future');
  if (now - time > LONGEST_AGO) throw new RangeError('startedAt must not be more than 30 days ago');
  return new Date(Math.min(time, now)).toISOString();
}

const isoTime = v.pipe(v.string(), v.isoTimestamp());

function isPossible(time: number, tracked: number, now: number): boolean {
  return time >= tracked - MOST_DISTANT && time <= now + MOST_DISTANT;
}

function allTold(before: StartTold | undefined, time: number): StartTold {
  if (!before) return { kind: 'one', at: new Date(time).toISOString() };
  if (before.kind === 'several') return before;
  return Math.abs(Date.parse(before.at) - time) > SLACK ? { kind: 'several' } : before;
}

function knownStart(startedAt: string | undefined, startTold: StartTold | undefined): KnownStart {
  return { ...(startedAt !== undefined && { startedAt }), ...(startTold && { startTold }) };
}
