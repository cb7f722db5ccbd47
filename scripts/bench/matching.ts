import type { Cost } from './schedules';

/** What a family of schedules costs at a price, in seconds of lateness; the higher the price, the fewer requests. */
export type Family = (price: number) => Cost;

/** Costs of the member of a family that makes the wanted number of requests, interpolated between two prices. */
export function atRequests(family: Family, requests: number): Cost {
  return between(family, (cost) => cost.requests, requests, -1);
}

/** Like `atRequests`, for a wanted lateness. */
export function atLateness(family: Family, lateness: number): Cost {
  return between(family, (cost) => cost.lateness, lateness, 1);
}

function between(family: Family, measure: (cost: Cost) => number, wanted: number, direction: 1 | -1): Cost {
  let [low, high] = [0.005, 200];
  let [below, above] = [family(low), family(high)];
  for (let round = 0; round < 18; round++) {
    const middle = Math.sqrt(low * high);
    const cost = family(middle);
    if (direction * (measure(cost) - wanted) < 0) [low, below] = [middle, cost];
    else [high, above] = [middle, cost];
  }
  const span = measure(above) - measure(below);
  const share = span === 0 ? 0 : (wanted - measure(below)) / span;
  const mixed = (of: (cost: Cost) => number) => of(below) + share * (of(above) - of(below));
  return {
    requests: mixed((cost) => cost.requests),
    lateness: mixed((cost) => cost.lateness),
    lateness95: mixed((cost) => cost.lateness95),
  };
}
