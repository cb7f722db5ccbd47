import type { AgeEstimate } from './ageEstimate';
import type { DurationDistribution } from './durationDistribution';
import { expectedLatenessBeforePoll } from './headStart';

/** Forecast of one operation by its age, in seconds of its origin. */
export interface Forecast {
  /** The chance that it has ended by an age, given that it ran at age 0. */
  chance(age: number): number;
  /** The expected lateness, in seconds, of a poll at an age, if the operation still ran at `since`, or was never polled. */
  expectedLateness(since: number | undefined, age: number): number;
  /** The belief that nothing is known but the mean, from 0 to 1; absent: none. */
  readonly clockShare?: number;
}

/** The forecast for operations whose age counts from their start. */
export function forecastFromStart({ ages, clockShare }: AgeEstimate): Forecast {
  return {
    chance: (age) => ages.chance(age),
    expectedLateness: (since, age) =>
      since === undefined ? ages.area(age) : ages.expectedLateness(since, age),
    clockShare,
  };
}

/**
 * The forecast for operations whose age counts from when they were tracked: they may have ended before.
 *
 * @param durations how long such jobs take from their start
 */
export function forecastFromTracking(
  { ages, clockShare }: AgeEstimate,
  durations: DurationDistribution,
): Forecast {
  return {
    chance: (age) => ages.chance(age),
    expectedLateness: (since, age) =>
      since === undefined ? expectedLatenessBeforePoll(durations, age) : ages.expectedLateness(since, age),
    clockShare,
  };
}
