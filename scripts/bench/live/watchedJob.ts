import type { Played } from '../people/player';
import type { TimedJob } from './liveTrace';

/** A server reads the clock for its answer a moment after it has noted the request. */
const BETWEEN_READINGS_MS = 5;

/** A job as its server knows it. Times are in ms since the epoch. */
export interface WatchedJob {
  readonly job: TimedJob;
  readonly startedAt: number;
  /** When its status was asked for, in order. */
  readonly requests: readonly number[];
}

/** Whether a request has been told of the end. */
export function isNoticed(watched: WatchedJob): boolean {
  const { requests } = watched;
  return (requests.at(-1) ?? 0) >= endOf(watched) - BETWEEN_READINGS_MS;
}

/** What came of it: tracked with the first request, noticed with the last one. */
export function playedOf(watched: WatchedJob): Played {
  const { job, startedAt, requests } = watched;
  const [first = Number.NaN] = requests;
  const end = endOf(watched);
  return {
    headStart: (first - startedAt) / 1000,
    ageAtEnd: (end - first) / 1000,
    requests: requests.length,
    lateness: Math.max((requests.at(-1) ?? Number.NaN) - end, 0) / 1000,
    law: job.law,
  };
}

function endOf({ job, startedAt }: WatchedJob): number {
  return startedAt + 1000 * job.duration;
}
