/** Seconds at which a distribution is tabulated: in steps of 3 % from 1 s to 2 h, finer than it can be learned. */
const KNOTS = knots(1, 7200, 1.03);
const LAST_KNOT_S = at(KNOTS, KNOTS.length - 1);
/** Below this chance of still running the table says nothing about what follows, as beyond the last knot. */
const MIN_CHANCE_OF_RUNNING = 1e-9;
/** A job that outlasts the table is assumed to run this much longer on average. */
const MEAN_REST_S = 7200;

/** Distribution function of durations: the chance that a job has ended after so many seconds. */
export type Chance = (seconds: number) => number;

/** Tabulated distribution function of the durations of one kind of job, linear between its knots. Times are in seconds. */
export class DurationDistribution {
  /** The chance at each knot. */
  private readonly chances: Float64Array;
  /**
   * ∫ of the chance of still running, from each knot to the last one. It is summed from the last one, since the small terms of
   * the tail would vanish beside a large sum.
   */
  private readonly tails: Float64Array;

  constructor(chance: Chance) {
    this.chances = KNOTS.map((seconds) => chance(seconds));
    this.tails = new Float64Array(KNOTS.length);
    for (let i = KNOTS.length - 2; i >= 0; i--) {
      const mean = 1 - (at(this.chances, i) + at(this.chances, i + 1)) / 2;
      this.tails[i] = at(this.tails, i + 1) + mean * (at(KNOTS, i + 1) - at(KNOTS, i));
    }
  }

  /** The chance that a job has ended by then. */
  chance(seconds: number): number {
    if (seconds <= 0) return 0;
    const i = knotBefore(seconds);
    return at(this.chances, i) + this.slope(i) * (seconds - at(KNOTS, i));
  }

  /** ∫ of the chance from 0: the expected lateness of the first poll at this age. */
  area(seconds: number): number {
    return seconds <= 0 ? 0 : seconds + this.tail(seconds) - at(this.tails, 0);
  }

  /**
   * The expected lateness at `until` of a job that still ran at `since`:
   * ∫ from since to until of (F(u) − F(since)) / (1 − F(since)) du. It grows by at most a second a second.
   */
  expectedLateness(since: number, until: number): number {
    const running = 1 - this.chance(since);
    const span = Math.max(until - since, 0);
    // ∫ of 1 − e^(−u / MEAN_REST_S): an end is equally likely at any time.
    if (running < MIN_CHANCE_OF_RUNNING || since >= LAST_KNOT_S)
      return span + MEAN_REST_S * Math.expm1(-span / MEAN_REST_S);
    return Math.min(Math.max(span - (this.tail(since) - this.tail(until)) / running, 0), span);
  }

  /** The duration that this share of the jobs does not exceed, of those that end within the table. */
  quantile(share: number): number {
    const wanted = share * at(this.chances, KNOTS.length - 1);
    const i = Math.max(this.chances.findIndex((chance) => chance >= wanted) - 1, 0);
    const slope = this.slope(i);
    return slope > 0 ? at(KNOTS, i) + (wanted - at(this.chances, i)) / slope : at(KNOTS, i);
  }

  /** ∫ of the chance of still running, from a time to the last knot. */
  private tail(seconds: number): number {
    const i = knotBefore(seconds);
    const past = seconds - at(KNOTS, i);
    return at(this.tails, i) - past * (1 - at(this.chances, i) - (this.slope(i) * past) / 2);
  }

  /** Beyond the last knot nothing more ends. */
  private slope(i: number): number {
    if (i + 1 >= KNOTS.length) return 0;
    return (at(this.chances, i + 1) - at(this.chances, i)) / (at(KNOTS, i + 1) - at(KNOTS, i));
  }
}

function knots(first: number, last: number, growth: number): Float64Array {
  const steps = Math.ceil(Math.log(last / first) / Math.log(growth));
  return Float64Array.from([0, ...Array.from({ length: steps + 1 }, (_, i) => first * growth ** i)]);
}

function knotBefore(seconds: number): number {
  let low = 0;
  let high = KNOTS.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (at(KNOTS, middle) <= seconds) low = middle;
    else high = middle;
  }
  return low;
}

function at(values: Float64Array, i: number): number {
  return values[i] ?? 0;
}
