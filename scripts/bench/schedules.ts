import type { DurationDistribution } from '../../src/tracking/schedule/durationDistribution';
import { forecastFromStart } from '../../src/tracking/schedule/forecast';
import { nextPollAge } from '../../src/tracking/schedule/pollSchedule';

/** The ages, in seconds, at which a job is polled until it has ended, the first greater than 0. */
export type Schedule = (job: number) => Iterable<number>;

/** What a schedule costs: requests a job, and how long after the end of a job that is noticed, in seconds. */
export interface Cost {
  readonly requests: number;
  readonly lateness: number;
  /** The ends of 95 of 100 jobs are noticed within it. */
  readonly lateness95: number;
}

/** Plays a schedule on jobs, given by their durations in seconds. */
export function play(schedule: Schedule, jobs: readonly number[]): Cost {
  const latenesses: number[] = [];
  let requests = 0;
  for (const [number, duration] of jobs.entries()) {
    for (const age of schedule(number)) {
      requests++;
      if (age < duration) continue;
      latenesses.push(age - duration);
      break;
    }
  }
  latenesses.sort((a, b) => a - b);
  return {
    requests: requests / jobs.length,
    lateness: latenesses.reduce((sum, lateness) => sum + lateness, 0) / latenesses.length,
    lateness95: latenesses[Math.floor(0.95 * latenesses.length)] ?? Number.NaN,
  };
}

/** The same for jobs of several kinds, each with the schedule of its kind; all kinds are as frequent. */
export function playMix(plays: readonly (readonly [Schedule, readonly number[]])[]): Cost {
  const order = plays.flatMap(([schedule, jobs]) => jobs.map((duration) => ({ schedule, duration })));
  const schedule: Schedule = (job) => order[job]?.schedule(job) ?? [];
  return play(
    schedule,
    order.map(({ duration }) => duration),
  );
}

/** Our schedule without jitter, for a price in seconds of lateness and an assumed distribution of durations. */
export function ours(durations: DurationDistribution, price: number): Schedule {
  const certain = { ages: durations, learned: durations, clock: durations, clockShare: 0 };
  const forecast = forecastFromStart(certain, 0);
  const ages: number[] = [];
  const next = () => nextPollAge(forecast, ages.at(-1), price);
  return () => remembered(ages, next);
}

/** A schedule of other clients, given by how each interval follows from the one before, in seconds. */
export function byIntervals(first: number, following: (interval: number) => number): Schedule {
  return function* () {
    let age = 0;
    for (let interval = first; ; interval = following(interval)) {
      age += interval;
      yield age;
    }
  };
}

export function fixed(interval: number): Schedule {
  return byIntervals(interval, () => interval);
}

/** The script of AI Thực Chiến: 10 s, each 1.2 times the one before, up to 30 s. */
export const gatewayScript = byIntervals(10, (interval) => Math.min(interval * 1.2, 30));
/** google.longrunning clients: 5 s, each 1.5 times the one before, up to 45 s. */
export const googleDefault = byIntervals(5, (interval) => Math.min(interval * 1.5, 45));

/** Waiters of the AWS SDK: anything between 2 s and twice the longest so far, up to 120 s. */
export function awsWaiter(random: () => number): Schedule {
  return function* () {
    let age = 0;
    for (let attempt = 1; ; attempt++) {
      age += 2 + random() * (Math.min(2 * 2 ** (attempt - 1), 120) - 2);
      yield age;
    }
  };
}

/** Computes each age once, when the first job gets so far. */
export function* remembered(ages: number[], next: () => number): Generator<number> {
  for (let i = 0; ; i++) {
    if (i === ages.length) ages.push(next());
    yield ages[i] ?? Number.NaN;
  }
}
