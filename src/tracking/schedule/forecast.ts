import type { AgeEstimate } from './ageEstimate';
import type { DurationDistribution } from './durationDistribution';
import { expectedLatenessBeforePoll } from './headStart';

/** Below this, a chance may be 0, and is not divided by. */
const MIN_CHANCE = 1e-12;

/** Forecast of one operation by its age, in seconds of its origin. */
export interface Forecast {
  /** The chance that it has ended by an age, given that it ran at age 0. */
  chance(age: number): number;
  /** The expected lateness, in seconds, of a poll at an age, if the operation still ran at `since`, or was never polled. */
  expectedLateness(since: number | undefined, age: number): number;
  /** The belief that nothing is known but the mean, from 0 to 1; absent: none. */
  readonly clockShare?: number;
}

/**
 * The forecast for an operation whose age counts from its start.
 *
 * @param firstSeen the age in seconds at which it was first seen running; 0 where an earlier end would be known, too
 */
export function forecastFromStart(estimate: AgeEstimate, firstSeen: number): Forecast {
  const lateness = expectedLatenessFrom(estimate, firstSeen);
  return {
    chance: (age) => chanceFrom(estimate, firstSeen, age),
    expectedLateness: (since, age) =>
      since === undefined ? estimate.ages.area(age) : lateness(Math.max(since, firstSeen), age),
    clockShare: estimate.clockShare,
  };
}

/**
 * The forecast for operations whose age counts from when they were tracked: they may have ended before.
 *
 * @param durations how long such jobs take from their start
 */
export function forecastFromTracking(estimate: AgeEstimate, durations: DurationDistribution): Forecast {
  const lateness = expectedLatenessFrom(estimate, 0);
  return {
    chance: (age) => chanceFrom(estimate, 0, age),
    expectedLateness: (since, age) =>
      since === undefined ? expectedLatenessBeforePoll(durations, age) : lateness(since, age),
    clockShare: estimate.clockShare,
  };
}

function chanceFrom({ learned, clock, clockShare }: AgeEstimate, firstSeen: number, age: number): number {
  return (1 - clockShare) * learned.chance(age) + clockShare * clock.chance(age - firstSeen);
}

/**
 * The expected lateness of a poll at an age of a job that still ran at `since`.
 *
 * That a job ran when it was first seen says nothing about how good an explanation is: of one that had ended, nobody would
 * have heard. So each counts from then with its whole share, and the clock begins then.
 */
function expectedLatenessFrom(estimate: AgeEstimate, firstSeen: number) {
  const { learned, clock, clockShare } = estimate;
  const ranThen = Math.max(1 - learned.chance(firstSeen), MIN_CHANCE);
  return (since: number, age: number): number => {
    const ofClock = clockShare * (1 - clock.chance(since - firstSeen));
    const ofLearned = ((1 - clockShare) * (1 - learned.chance(since))) / ranThen;
    const byLearned = learned.expectedLateness(since, age);
    const byClock = clock.expectedLateness(since - firstSeen, age - firstSeen);
    const all = ofClock + ofLearned;
    return all < MIN_CHANCE ? byLearned : (ofClock * byClock + ofLearned * byLearned) / all;
  };
}
