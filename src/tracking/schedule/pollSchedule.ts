/** What is known when an operation still runs and the next time to ask is wanted. */
export interface PollMoment {
  readonly model?: string | undefined;
  /** ms since the operation was tracked; negative when the clock was set back since */
  readonly age: number;
  /** ms; how long earlier operations of this model took, newest last */
  readonly pastDurations: readonly number[];
  readonly pace: Pace;
  /** Requests a minute that all operations of the endpoint may make together. */
  readonly requestsPerMinute: number;
}

export type Pace = 'eager' | 'balanced' | 'gentle';

/** A number in [0, 1), such as Math.random gives. */
export type Random = () => number;

const SECOND = 1000;
/** No Veo model is documented to be faster than 11 s. */
const QUIET_START = 10 * SECOND;
const STEADY_INTERVAL = 8 * SECOND;
const STEADY_UNTIL = 180 * SECOND;
const GROWTH = 1.3;
const LONGEST_INTERVAL = 60 * SECOND;
const JITTER = 0.1;
const FIRST_RETRY = 5 * SECOND;
const PACE_FACTOR: Readonly<Record<Pace, number>> = { eager: 0.6, balanced: 1, gentle: 2 };

/**
 * How long to wait, in ms, before asking again about an operation that still runs. Nothing before 10 s; then every
 * 8 s up to 3 min; then each interval ×1.3 longer than the one before, up to 60 s; ±10 % so that operations that
 * started together do not stay together.
 */
export function nextPollDelay({ age, pace }: PollMoment, random: Random): number {
  if (age < QUIET_START) return (QUIET_START - Math.max(age, 0)) * (1 + JITTER * random());
  const factor = PACE_FACTOR[pace];
  const longest = LONGEST_INTERVAL * Math.max(factor, 1);
  const interval = Math.min(intervalAt(age) * factor, longest);
  return Math.min(interval * (1 + JITTER * (2 * random() - 1)), longest);
}

/**
 * Intervals that grow ×g from i reach, after e ms of growing, a last interval of i + e·(g − 1)/g: the sum of the
 * geometric series solved for its last member. The next one is g times that, whatever requests came in between.
 */
function intervalAt(age: number): number {
  if (age < STEADY_UNTIL) return STEADY_INTERVAL;
  return GROWTH * STEADY_INTERVAL + (GROWTH - 1) * (age - STEADY_UNTIL);
}

/**
 * How long to wait, in ms, after a failed request: as the server told, else doubling from 5 s up to 60 s.
 *
 * @param failures how many requests in a row have failed, at least 1
 * @param retryAfter in ms, as told by the server
 */
export function retryDelay(failures: number, retryAfter: number | undefined, random: Random): number {
  const growing = Math.min(FIRST_RETRY * 2 ** (failures - 1), LONGEST_INTERVAL);
  const wait = retryAfter ? Math.max(retryAfter, FIRST_RETRY) : growing;
  return wait * (1 + JITTER * random());
}
