import type { DurationDistribution } from './durationDistribution';

/**
 * How long a job with an unknown start may have run before it was tracked, with the share of each time. This is our guess: a
 * script prints the name, and a person pastes it later, often to see whether the video is ready.
 */
const HEAD_STARTS: readonly (readonly [seconds: number, share: number])[] = [
  [0, 0.1],
  [20, 0.2],
  [60, 0.3],
  [120, 0.25],
  [300, 0.15],
];

/** From when the age of an operation counts: from its start, if that is known, or from when it was tracked. */
export type AgeOrigin = 'started' | 'tracked';

/** Two ages between which a job ended, in seconds of their origin. */
interface AgesOfEnd {
  readonly origin: AgeOrigin;
  readonly from: number;
  readonly to: number;
}

/** The chance that a job that ran at age 0 ends between two ages. */
export function chanceBetween({ origin, from, to }: AgesOfEnd, chance: (seconds: number) => number): number {
  if (origin === 'started') return chance(to) - chance(from);
  const between = sum((head) => chance(head + to) - chance(head + from));
  const running = sum((head) => 1 - chance(head));
  return between / Math.max(running, 1e-12);
}

/** An interval of durations, in seconds, and the likelihood that the duration lies in it. */
interface Interval {
  readonly from: number;
  readonly to: number;
  readonly likelihood: number;
}

/** The possible durations of a job that ended between two ages. Their likelihoods add up to 1. */
export function durationsBetween(
  { origin, from, to }: AgesOfEnd,
  chance: (seconds: number) => number,
): Interval[] {
  if (origin === 'started') return [{ from, to, likelihood: 1 }];
  const weighed = HEAD_STARTS.map(([head, share]) => {
    const likelihood = share * (chance(head + to) - chance(head + from)) + 1e-12;
    return { from: head + from, to: head + to, likelihood };
  });
  const all = weighed.reduce((total, { likelihood }) => total + likelihood, 0);
  return weighed.map((interval) => ({ ...interval, likelihood: interval.likelihood / all }));
}

/** The expected lateness, in seconds, of a first poll at an age. */
export function expectedLatenessBeforePoll(
  origin: AgeOrigin,
  durations: DurationDistribution,
  age: number,
): number {
  return origin === 'started' ? durations.area(age) : sum((head) => durations.area(head + age));
}

function sum(term: (headStart: number) => number): number {
  return HEAD_STARTS.reduce((total, [seconds, share]) => total + share * term(seconds), 0);
}
