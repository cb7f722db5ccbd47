import type { Played } from '../people/player';
import type { TimedJob } from './liveTrace';

/** A server reads the clock for its answer a moment after it has noted the request. */
const BETWEEN_READINGS_MS = 5;

/** A job as its server knows it. Times are in ms since the epoch. */
export interface WatchedJob {
  readonly job: TimedJob;
  readonly startedAt: number;
  /** When a program printed its name, where it was captured. */
  readonly printedAt?: number;
  /** When its status was asked for, in order. */
  readonly requests: readonly number[];
}

/** Whether a request has been told of the end. */
export function isNoticed(watched: WatchedJob): boolean {
  const { requests } = watched;
  return (requests.at(-1) ?? 0) >= endOf(watched) - BETWEEN_READINGS_MS;
}

/**
 * What came of it: tracked with the first request, noticed with the last one. One that was captured is tracked when its name
 * is printed, and not asked about then; that request is added, since those that are compared with it count it.
 */
export function playedOf(watched: WatchedJob): Played {
  const { job, startedAt, requests, printedAt } = watched;
  const [first = Number.NaN] = requests;
  const trackedAt = printedAt ?? first;
  const end = endOf(watched);
  return {
    headStart: (trackedAt - startedAt) / 1000,
    ageAtEnd: (end - trackedAt) / 1000,
    requests: requests.length + (printedAt === undefined ? 0 : 1),
    lateness: Math.max((requests.at(-1) ?? Number.NaN) - end, 0) / 1000,
    law: job.law,
  };
}

function endOf({ job, startedAt }: WatchedJob): number {
  return startedAt + 1000 * job.duration;
}
