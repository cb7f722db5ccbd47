import { seededRandom } from '../durationModels';
import type { Cost } from '../schedules';
import type { Habit } from './habits';
import type { Played } from './player';
import type { Law } from './traces';

/** Ages are on a grid whose steps grow from half a second by this share of the age. */
const STEP_S = 0.5;
const STEP_SHARE = 1 / 150;
const SAMPLES = 20_000;
const SAMPLE_SEED = 77;

/** A distribution of ages, and the best next poll after a poll at each age of its grid, by price. */
class Distribution {
  private readonly grid: Float64Array;
  private readonly ended: Float64Array;
  private readonly areas: Float64Array;
  private readonly sorted: Float64Array;
  private readonly plans = new Map<number, Int32Array>();

  constructor(ages: readonly number[]) {
    const sorted = Float64Array.from(ages).sort();
    this.sorted = sorted;
    this.grid = gridUntil(1.02 * at(sorted, sorted.length - 1) + 1);
    let count = 0;
    this.ended = this.grid.map((age) => {
      while (count < sorted.length && at(sorted, count) <= age) count++;
      return count / sorted.length;
    });
    this.areas = new Float64Array(this.grid.length);
    for (let i = 1; i < this.grid.length; i++) {
      const mean = (at(this.ended, i - 1) + at(this.ended, i)) / 2;
      this.areas[i] = at(this.areas, i - 1) + mean * (at(this.grid, i) - at(this.grid, i - 1));
    }
  }

  /** The age at the end of one that still ran at `from`; `share` from 0 to 1 chooses which. */
  endAfter(from: number, share: number): number {
    const { sorted } = this;
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(sorted, middle) <= from) low = middle + 1;
      else high = middle;
    }
    const later = sorted.length - low;
    return later === 0 ? from + 1 : at(sorted, low + Math.floor(share * later));
  }

  /** The ages of the polls after one at `from`. */
  *polls(price: number, from: number): Generator<number> {
    const plan = this.plan(price);
    let i = this.firstAt(from);
    let age = from;
    for (;;) {
      i = i < 0 || i >= this.grid.length - 1 ? -1 : at(plan, i);
      age = i < 0 ? age + 60 : Math.max(at(this.grid, i), age + 0.01);
      yield age;
    }
  }

  /** The place of the first age of the grid that is not less. */
  private firstAt(from: number): number {
    let [low, high] = [0, this.grid.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(this.grid, middle) < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Dynamic programming over the age of the last request, from the end backwards: see `optimum`. */
  private plan(price: number): Int32Array {
    const known = this.plans.get(price);
    if (known) return known;
    const { grid, ended, areas } = this;
    const last = grid.length - 1;
    const costs = new Float64Array(grid.length);
    const plan = new Int32Array(grid.length).fill(last);
    for (let from = last - 1; from >= 0; from--) {
      const request = price * (1 - at(ended, from));
      let best = Number.POSITIVE_INFINITY;
      for (let to = from + 1; to <= last; to++) {
        const waited = at(areas, to) - at(areas, from) - (at(grid, to) - at(grid, from)) * at(ended, from);
        // What follows costs at least nothing, and waiting only grows.
        if (request + waited >= best) break;
        if (request + waited + at(costs, to) >= best) continue;
        best = request + waited + at(costs, to);
        plan[from] = to;
      }
      costs[from] = best;
    }
    this.plans.set(price, plan);
    return plan;
  }
}

/** Jobs like each that was played: of the same law and head start, with other durations. */
const LIKE_EACH = 10;
const distributions = new Map<string, Distribution>();

/**
 * What somebody pays on average for such jobs who knows the distribution of each, and of the head start where none is
 * told, and who asks at tracking, too; undefined where an adversary decides. Of jobs like those that were played, so that
 * chance in a few hundred durations does not flatter or blame it.
 */
export function informedCost(
  jobs: readonly Played[],
  habit: Habit,
  price: number,
): (Cost & { readonly meanAge: number }) | undefined {
  const random = seededRandom(SAMPLE_SEED);
  const latenesses: number[] = [];
  let requests = 0;
  let ages = 0;
  for (const { law, headStart } of jobs) {
    if (!law) return undefined;
    const from = habit.isStartTold ? headStart : 0;
    const distribution = distributionOf(law, habit);
    for (let i = 0; i < LIKE_EACH; i++) {
      const end = distribution.endAfter(from, random());
      requests++;
      ages += end - from;
      for (const age of distribution.polls(price, from)) {
        requests++;
        if (age < end) continue;
        latenesses.push(age - end);
        break;
      }
    }
  }
  latenesses.sort((a, b) => a - b);
  const count = latenesses.length;
  return {
    requests: requests / count,
    lateness: latenesses.reduce((sum, lateness) => sum + lateness, 0) / count,
    lateness95: latenesses[Math.floor(0.95 * count)] ?? Number.NaN,
    meanAge: ages / count,
  };
}

function distributionOf(law: Law, habit: Habit): Distribution {
  const key = `${law.key}, ${habit.isStartTold ? 'told' : habit.name}`;
  const known = distributions.get(key) ?? new Distribution(sampled(law, habit));
  distributions.set(key, known);
  return known;
}

function sampled(law: Law, habit: Habit): number[] {
  const random = seededRandom(SAMPLE_SEED);
  if (habit.isStartTold) return Array.from({ length: SAMPLES }, () => law.sample(random));
  const ages: number[] = [];
  while (ages.length < SAMPLES) {
    const age = law.sample(random) - habit.headStart(random);
    if (age > 0) ages.push(age);
  }
  return ages;
}

function gridUntil(end: number): Float64Array {
  const ages: number[] = [];
  for (let age = 0; age < end; age += Math.max(STEP_S, age * STEP_SHARE)) ages.push(age);
  return Float64Array.from([...ages, end]);
}

function at(values: Float64Array | Int32Array, i: number): number {
  return values[i] ?? 0;
}
