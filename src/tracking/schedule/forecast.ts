import { DurationDistribution } from './durationDistribution';
import { type AgeOrigin, chanceBetween, expectedLatenessBeforePoll } from './headStart';

/** Forecast of one operation by its age, in seconds of its origin. */
export interface Forecast {
  /** The chance that it has ended by an age, given that it ran at age 0. */
  chance(age: number): number;
  /** The expected lateness, in seconds, of a poll at an age, if the operation still ran at `since`, or was never polled. */
  expectedLateness(since: number | undefined, age: number): number;
}

/** The forecast for operations whose age counts from this origin. */
export function forecastFrom(origin: AgeOrigin, durations: DurationDistribution): Forecast {
  const chance = (age: number) => durations.chance(age);
  const since0 =
    origin === 'started'
      ? durations
      : new DurationDistribution((age) => chanceBetween({ origin, from: 0, to: age }, chance));
  return {
    chance: (age) => since0.chance(age),
    expectedLateness: (since, age) =>
      since === undefined
        ? expectedLatenessBeforePoll(origin, durations, age)
        : since0.expectedLateness(since, age),
  };
}
