import { type Chance, DurationDistribution } from '../../src/tracking/schedule/durationDistribution';
import { logNormalChance } from '../../src/tracking/schedule/logNormal';

/** Documented bounds of how long a video takes. */
const SHORTEST_S = 11;
const LONGEST_S = 360;
/** Published durations fit a log-σ of 0.35 to 0.4. */
const SIGMA = 0.375;

/** How long the jobs of one model of Veo take, as far as is published. */
export interface DurationModel {
  readonly name: string;
  /** Seconds. */
  readonly median: number;
  readonly durations: DurationDistribution;
  readonly chance: Chance;
}

/** Log-normal between the documented bounds: lite about 45 s, fast 73 to 90 s, standard 120 to 161 s. */
export const MODELS: readonly DurationModel[] = [
  model('lite', 45),
  model('fast', 80),
  model('standard', 140),
];

function model(name: string, median: number): DurationModel {
  const chance = within((seconds) => logNormalChance(seconds, median, SIGMA));
  return { name, median, chance, durations: new DurationDistribution(chance) };
}

function within(chance: Chance): Chance {
  const [below, all] = [chance(SHORTEST_S), chance(LONGEST_S)];
  return (seconds) => Math.min(Math.max((chance(seconds) - below) / (all - below), 0), 1);
}

/** Durations in seconds, the same at each call. */
export function jobs({ chance }: DurationModel, count: number, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => inverse(chance, random()));
}

/** Pseudorandom numbers in [0, 1), the same at each run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function inverse(chance: Chance, share: number): number {
  let [low, high] = [SHORTEST_S, LONGEST_S];
  while (high - low > 1e-3) {
    const middle = (low + high) / 2;
    if (chance(middle) < share) low = middle;
    else high = middle;
  }
  return high;
}
