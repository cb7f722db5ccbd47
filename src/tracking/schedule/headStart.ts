import type { Chance, DurationDistribution } from './durationDistribution';

/**
 * How long a job with an unknown start may have run before it was tracked, with the share of each time. This is our guess: a
 * script prints the name, and a person pastes it later, often to see whether the video is ready. It is
 * one explanation of the ages at which such jobs end, until a handful of ends has shown a better one.
 */
const HEAD_STARTS: readonly (readonly [seconds: number, share: number])[] = [
  [0, 0.1],
  [20, 0.2],
  [60, 0.3],
  [120, 0.25],
  [300, 0.15],
];

/** The chance that a job which still ran when it was tracked has ended by an age in seconds since then. */
export function afterHeadStart(durations: Chance): Chance {
  const running = Math.max(
    sum((head) => 1 - durations(head)),
    1e-12,
  );
  return (age) => sum((head) => durations(head + age) - durations(head)) / running;
}

/** The expected lateness, in seconds, at an age since it was tracked of an operation that was never polled. */
export function expectedLatenessBeforePoll(durations: DurationDistribution, age: number): number {
  return sum((head) => durations.area(head + age));
}

function sum(term: (headStart: number) => number): number {
  return HEAD_STARTS.reduce((total, [seconds, share]) => total + share * term(seconds), 0);
}
