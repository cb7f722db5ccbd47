import type { Chance } from '../../src/tracking/schedule/durationDistribution';
import type { Schedule } from './schedules';

/** The grid of ages. */
const STEP_S = 0.25;
const END_S = 361;
const STEPS = Math.round(END_S / STEP_S);

/**
 * The best there is when the durations are known, for one price of a request in seconds of lateness: dynamic
 * programming over the age of the last request, from the end backwards. No cap, no least interval.
 */
export function optimum(chance: Chance, price: number): Schedule {
  const ended = Float64Array.from({ length: STEPS + 1 }, (_, i) => chance(i * STEP_S));
  const areas = integrated(ended);
  const costs = new Float64Array(STEPS + 1);
  const choices = new Int32Array(STEPS + 1).fill(STEPS);
  for (let from = STEPS - 1; from >= 0; from--) {
    let best = Number.POSITIVE_INFINITY;
    for (let to = from + 1; to <= STEPS; to++) {
      const waited = at(areas, to) - at(areas, from) - (to - from) * STEP_S * at(ended, from);
      const cost = price * (1 - at(ended, from)) + waited + at(costs, to);
      if (cost >= best) continue;
      best = cost;
      choices[from] = to;
    }
    costs[from] = best;
  }
  return function* () {
    for (let step = at(choices, 0); ; step = step < STEPS ? at(choices, step) : step + 40)
      yield step * STEP_S;
  };
}

function integrated(values: Float64Array): Float64Array {
  const areas = new Float64Array(values.length);
  for (let i = 1; i < values.length; i++)
    areas[i] = at(areas, i - 1) + (STEP_S * (at(values, i - 1) + at(values, i))) / 2;
  return areas;
}

function at(values: Float64Array | Int32Array, i: number): number {
  return values[i] ?? 0;
}
