import type { Cost } from './schedules';

/** What a family of schedules costs at a price, in seconds of lateness; the higher the price, the fewer requests. */
export type Family = (price: number) => Cost;

/** Costs of the member of a family that makes the wanted number of requests, interpolated between two prices. */
export function atRequests(family: Family, requests: number): Cost {
  return between(family, 'requests', requests);
}

/** Like `atRequests`, for a wanted lateness. */
export function atLateness(family: Family, lateness: number): Cost {
  return between(family, 'lateness', lateness);
}

function between(family: Family, measure: 'requests' | 'lateness', wanted: number): Cost {
  const direction = measure === 'lateness' ? 1 : -1;
  let [low, high] = [0.005, 200];
  let [below, above] = [family(low), family(high)];
  for (let round = 0; round < 18; round++) {
    const middle = Math.sqrt(low * high);
    const cost = family(middle);
    if (direction * (cost[measure] - wanted) < 0) [low, below] = [middle, cost];
    else [high, above] = [middle, cost];
  }
  const span = above[measure] - below[measure];
  const share = span === 0 ? 0 : (wanted - below[measure]) / span;
  const mixed = (of: (cost: Cost) => number) => of(below) + share * (of(above) - of(below));
  return {
    requests: mixed((cost) => cost.requests),
    lateness: mixed((cost) => cost.lateness),
    lateness95: mixed((cost) => cost.lateness95),
  };
}
