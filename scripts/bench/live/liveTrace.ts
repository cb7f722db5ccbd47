import { AT_ONCE, ROUND, type TraceJob } from '../people/traces';

/** Seconds from the last end of a round until the next round begins: by then, that end was noticed. */
export const PAUSE_S = 20;

/** How much of the trace is played. */
export interface LivePlan {
  /** The jobs of each are drawn with a seed of their own. */
  readonly seeds: readonly number[];
  readonly rounds: number;
  /** What durations are divided by; 1 unless it is only a trial. */
  readonly haste: number;
}

/** The jobs of one seed; those of a round start together. */
export interface SeededJobs {
  readonly seed: number;
  readonly rounds: readonly (readonly TimedJob[])[];
}

export type TimedJob = TraceJob & { readonly duration: number };

/** The jobs of each seed. Rounds of all seeds begin together, once the longest job of the round before has ended. */
export function liveJobs({ seeds, rounds, haste }: LivePlan): SeededJobs[] {
  const drawn = seeds.map((seed) => ({ seed, rounds: roundsOf(seed, rounds, haste) }));
  const starts: number[] = [0];
  for (let round = 0; round < rounds; round++) {
    const durations = drawn.flatMap((one) => one.rounds[round] ?? []).map(({ duration }) => duration);
    starts.push((starts[round] ?? 0) + Math.max(...durations) + PAUSE_S);
  }
  return drawn.map(({ seed, rounds: all }) => ({
    seed,
    rounds: all.map((jobs, round) => jobs.map((job) => ({ ...job, startedAt: starts[round] ?? 0 }))),
  }));
}

function roundsOf(seed: number, count: number, haste: number): TimedJob[][] {
  const rounds: TimedJob[][] = Array.from({ length: count }, () => []);
  let drawn = 0;
  for (const job of AT_ONCE.jobs(seed)) {
    const round = rounds[Math.floor(drawn++ / ROUND.jobs)];
    if (!round) break;
    round.push({ ...job, duration: Math.round((1000 * (job.duration ?? Number.NaN)) / haste) / 1000 });
  }
  return rounds;
}
