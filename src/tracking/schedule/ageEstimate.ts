import type { DurationDistribution } from './durationDistribution';

/** An end that was observed between two requests, or a job that still runs. Ages in seconds, of one origin. */
export interface ObservedEnd {
  /** The last age at which it was known to run. */
  readonly from: number;
  /** ∞ for a job that still runs. */
  readonly to: number;
  /** How much it counts, from 0 to 1. */
  readonly weight: number;
  /** The age at which it was first known to run: of those that ended before, nobody has heard. Absent: 0. */
  readonly since?: number;
  /** When it had the age 0, in seconds since the epoch. */
  readonly at: number;
}

/** What is expected of the age at which a job ends. */
export interface AgeEstimate {
  readonly ages: DurationDistribution;
  /** The part of `ages` that goes by what was learned of them. */
  readonly learned: DurationDistribution;
  /** The other part, which knows only the mean time that is left: see `Memoryless`. */
  readonly clock: DurationDistribution;
  /** The belief in the clock, from 0 to 1. */
  readonly clockShare: number;
}
