import type { Forecast } from './forecast';

export type Pace = 'eager' | 'balanced' | 'gentle';

/** A number in [0, 1), such as Math.random gives. */
export type Random = () => number;

/**
 * When to ask next.
 *
 * A request costs a share of a limit, an end that nobody has seen costs waiting. With F the distribution of durations
 * and t₀ the age at which the job last was seen running, its end has come by u with the chance
 * (F(u) − F(t₀)) / (1 − F(t₀)); so at age t the waiting that has gone unseen since t₀ is expected to be
 *
 *   W(t) = ∫ from t₀ to t of (F(u) − F(t₀)) / (1 − F(t₀)) du.
 *
 * We ask when W(t) = λ, the price of a request in seconds of waiting. Where the rate h of ends hardly changes between
 * two requests d apart, W = h·d²/2 and the cost per time is h·d/2 + λ/d: least where h·d²/2 = λ, which is this rule. So
 * it asks rarely before ends are likely, densely where they are, and ever more rarely in the tail; and each request,
 * early or late, of whatever job, is worth the same. docs/performance.md holds it against the optimum.
 */
const PRICES: Readonly<Record<Pace, number>> = { eager: 0.25, balanced: 0.6, gentle: 2.5 };
/** Seconds; the same for a gentle pace in a window without focus. */
const IDLE_PRICE = 7.5;
const ONE_STEP_DOWN: Readonly<Record<Pace, number>> = {
  eager: PRICES.balanced,
  balanced: PRICES.gentle,
  gentle: IDLE_PRICE,
};
/** Seconds; more often than this nobody needs to know, however sure an end is. */
const SHORTEST = 2;
/** Seconds between two requests once half of such jobs would have ended: even a hopeless tail is asked about. */
const LONGEST = 60;
/**
 * Seconds; before half would have ended a request may wait longer, but no longer than this, and only if the last one
 * came before this age.
 */
const LONGEST_AT_FIRST = 600;
/** Operations that started together do not stay together. */
const JITTER = 0.1;

/** The price of a request in seconds of unseen waiting; in a window without focus one step higher. */
export function priceOf(pace: Pace, isFocused: boolean): number {
  return isFocused ? PRICES[pace] : ONE_STEP_DOWN[pace];
}

/**
 * The age, in seconds, at which to ask next about a job that still ran at the age `since`, or of which nothing is
 * known yet.
 *
 * @param price in seconds of unseen waiting
 */
export function nextAsk(
  forecast: Forecast,
  since: number | undefined,
  price: number,
  random: Random = () => 0.5,
): number {
  const wanted = price * (1 + JITTER * (2 * random() - 1));
  const from = since ?? 0;
  const longest = latestAsk(forecast, from);
  if (forecast.unseen(since, from) >= wanted) return from;
  const at = whenReached(wanted, (age) => forecast.unseen(since, age), from, longest);
  return Math.max(at, from + SHORTEST);
}

/**
 * How urgent it is to ask, in seconds of unseen waiting at the age `now`: what is expected, yet never less than what
 * makes it due in the end. So nothing starves, and it grows by at most a second a second.
 */
export function urgency(forecast: Forecast, since: number | undefined, now: number, price: number): number {
  const from = since ?? 0;
  const waited = Math.max(now - from, 0);
  return Math.max(forecast.unseen(since, now), (waited * price) / Math.max(LONGEST, price));
}

function latestAsk(forecast: Forecast, from: number): number {
  const isEarly = from < LONGEST_AT_FIRST && forecast.chance(from) < 0.5;
  return from + (isEarly ? LONGEST_AT_FIRST : LONGEST);
}

/** The age at which a function that grows reaches a value, to a millisecond; `to` if it does not before. */
function whenReached(value: number, waiting: (age: number) => number, from: number, to: number): number {
  if (waiting(to) < value) return to;
  let [low, high] = [from, to];
  while (high - low > 0.0005) {
    const middle = (low + high) / 2;
    if (waiting(middle) < value) low = middle;
    else high = middle;
  }
  return Math.round(high * 1000) / 1000;
}
