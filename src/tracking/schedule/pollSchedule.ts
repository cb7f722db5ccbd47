import type { Time } from '../../base/time';
import type { DurationDistribution } from './durationDistribution';
import type { Forecast } from './forecast';

export type Pace = 'eager' | 'balanced' | 'gentle';

/**
 * When to poll next.
 *
 * A poll costs a share of the rate limit, and an end that is noticed late costs time. F is the distribution of durations, and
 * t₀ the age at which the job was last known to run. Its end has come by u with the chance
 * (F(u) − F(t₀)) / (1 − F(t₀)). So the expected lateness of a poll at age t is
 *
 *   W(t) = ∫ from t₀ to t of (F(u) − F(t₀)) / (1 − F(t₀)) du.
 *
 * We poll when W(t) = λ, the price of a poll in seconds of lateness. Where the rate h of ends hardly changes between two
 * polls d apart, W = h·d²/2 and the cost per time is h·d/2 + λ/d, which is least where h·d²/2 = λ: this is our rule. So polls
 * are rare before ends are likely, dense while they are, and ever rarer in the tail, and each poll is worth the same.
 * docs/performance.md compares this with the optimum.
 *
 * F is learned: see `estimate`. It is the mean of several explanations by how well each has predicted; one of them is
 * that an end is as likely at any age, whose h is constant and whose schedule is a fixed interval of √(2λ/h). So where
 * nothing better predicts, the schedule is a clock.
 */
const PRICES_S: Readonly<Record<Pace, number>> = { eager: 0.25, balanced: 0.6, gentle: 2.5 };
/** The price for the gentle pace in a window without focus. */
const IDLE_PRICE_S = 7.5;
const ONE_STEP_DOWN: Readonly<Record<Pace, number>> = {
  eager: PRICES_S.balanced,
  balanced: PRICES_S.gentle,
  gentle: IDLE_PRICE_S,
};
/** Nobody needs to know more often than this, however likely an end is. */
const SHORTEST_INTERVAL_S = 2;
/** Between two polls once half of such jobs would have ended, so that jobs far out in the tail are polled, too. */
const LONGEST_INTERVAL_S = 60;
/** Between two polls while fewer than half of such jobs would have ended and the age is below this. */
const LONGEST_FIRST_INTERVAL_S = 600;
/** Share that is added or taken at random, so that operations that started together are not polled together for long. */
const JITTER = 0.1;
/** Of the first poll after the one at tracking, which sets the phase of all that follow: see `phaseFactor`. */
const JITTER_OF_FIRST = 0.4;
const MIN_PHASE_FACTOR = 0.001;

/** A job is overdue after so many median durations. */
const OVERDUE_MEDIANS = 10;
/** No job is overdue before this age. */
const EARLIEST_OVERDUE_S = 30 * 60;
/** Pause between two polls of an overdue job, as a share of its age: 10 min after an hour, 4 h after a day. */
const PAUSE_SHARE = 1 / 6;
/** Of an overdue job, also of one that was started years ago by the clock of whoever told it: a day. */
const LONGEST_PAUSE_S = 24 * 60 * 60;

/** The price of a poll, in seconds of expected lateness. It is one step higher in a window without focus. */
export function priceOf(pace: Pace, isFocused: boolean): number {
  return isFocused ? PRICES_S[pace] : ONE_STEP_DOWN[pace];
}

/** A price with some jitter, for one poll. */
export function jittered(price: number, random: Time['random']): number {
  return price * (1 + JITTER * (2 * random() - 1));
}

/**
 * The age, in seconds, of the next poll of a job that still ran at the age `since`, or that was never polled.
 *
 * @param price in seconds of expected lateness
 */
export function nextPollAge(forecast: Forecast, since: number | undefined, price: number): number {
  const from = since ?? 0;
  const longest = latestPollAge(forecast, from);
  if (forecast.expectedLateness(since, from) >= price) return from;
  const at = whenReached(price, (age) => forecast.expectedLateness(since, age), { from, to: longest });
  return Math.max(at, from + SHORTEST_INTERVAL_S);
}

/**
 * The factor of the price for the first poll after the one at tracking. Nobody who knows the schedule may know its phase,
 * or ends could come right after each poll. To the extent that nothing is known but the mean, the first interval is
 * anything up to a whole one, as W grows with its square; else it varies by a fifth, which costs 1 % of that interval.
 */
export function phaseFactor({ clockShare = 0 }: Forecast, random: () => number): number {
  if (random() < clockShare) return Math.max(random() ** 2, MIN_PHASE_FACTOR);
  return 1 + JITTER_OF_FIRST * (2 * random() - 1);
}

/**
 * How urgent a poll is: its expected lateness in seconds at the age `now`, or more after a long wait, so that no job starves.
 * It grows by at most a second a second.
 */
export function urgency(
  forecast: Forecast,
  { since, now, price }: { readonly since: number | undefined; readonly now: number; readonly price: number },
): number {
  const from = since ?? 0;
  const waited = Math.max(now - from, 0);
  return Math.max(
    forecast.expectedLateness(since, now),
    (waited * price) / Math.max(LONGEST_INTERVAL_S, price),
  );
}

/** The age, in seconds, from which on a job is overdue: it may never end. */
export function overdueAfter(durations: DurationDistribution): number {
  return Math.max(OVERDUE_MEDIANS * durations.quantile(0.5), EARLIEST_OVERDUE_S);
}

/** Seconds without a poll after one at this age: an overdue job is polled ever more rarely. @param overdue see `overdueAfter` */
export function pauseAfter(age: number, overdue: number): number {
  return age < overdue ? 0 : Math.min(age * PAUSE_SHARE, LONGEST_PAUSE_S);
}

function latestPollAge(forecast: Forecast, from: number): number {
  const isEarly = from < LONGEST_FIRST_INTERVAL_S && forecast.chance(from) < 0.5;
  return from + (isEarly ? LONGEST_FIRST_INTERVAL_S : LONGEST_INTERVAL_S);
}

/** The age at which a growing function reaches a value, to a millisecond; `to` if it does not before. */
function whenReached(
  value: number,
  waiting: (age: number) => number,
  { from, to }: { readonly from: number; readonly to: number },
): number {
  if (waiting(to) < value) return to;
  let [low, high] = [from, to];
  while (high - low > 0.0005) {
    const middle = (low + high) / 2;
    if (waiting(middle) < value) low = middle;
    else high = middle;
  }
  return Math.round(high * 1000) / 1000;
}
