import fc from 'fast-check';
import type { AgeEstimate } from '../../../../src/tracking/schedule/ageEstimate';
import { DurationDistribution } from '../../../../src/tracking/schedule/durationDistribution';
import {
  type Forecast,
  forecastFromStart,
  forecastFromTracking,
} from '../../../../src/tracking/schedule/forecast';
import { afterHeadStart } from '../../../../src/tracking/schedule/headStart';
import { logNormalChance } from '../../../../src/tracking/schedule/logNormal';

/** A log-normal distribution; the median in seconds. */
export interface LogNormal {
  readonly median: number;
  readonly sigma: number;
}

/** As videos take: 8 s clips of the fast model. */
export const FAST: LogNormal = { median: 80, sigma: 0.35 };

export const anyLogNormal: fc.Arbitrary<LogNormal> = fc.record({
  median: fc.double({ min: 20, max: 400, noNaN: true }),
  sigma: fc.double({ min: 0.15, max: 1, noNaN: true }),
});

export function durationsOf({ median, sigma }: LogNormal): DurationDistribution {
  return new DurationDistribution((seconds) => logNormalChance(seconds, median, sigma));
}

/** The forecast of somebody who knows the distribution of the durations, and the head start no better than we do. */
export function forecastOf(distribution: LogNormal, origin: 'started' | 'tracked' = 'started'): Forecast {
  const durations = durationsOf(distribution);
  if (origin === 'started') return forecastFromStart(certain(durations), 0);
  const ages = new DurationDistribution(afterHeadStart((seconds) => durations.chance(seconds)));
  return forecastFromTracking(certain(ages), durations);
}

/** The estimate of somebody who knows the distribution. */
export function certain(ages: DurationDistribution): AgeEstimate {
  return { ages, learned: ages, clock: ages, clockShare: 0 };
}

/** ∫ from `since` to `until` of (F(u) − F(since)) / (1 − F(since)) du, by Simpson's rule and from F itself. */
export function expectedLatenessOf({ median, sigma }: LogNormal, since: number, until: number): number {
  const chance = (seconds: number) => logNormalChance(seconds, median, sigma);
  const ended = chance(since);
  const steps = 2000;
  const width = (until - since) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * (chance(since + i * width) - ended);
  }
  return (sum * width) / 3 / (1 - ended);
}

/** Numbers in [0, 1) that look random and are the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A duration of this distribution, in seconds (Box and Muller). */
export function sample({ median, sigma }: LogNormal, random: () => number): number {
  const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * z);
}
