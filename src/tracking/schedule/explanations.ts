import { type Chance, DurationDistribution } from './durationDistribution';
import { endsOf, type Observation } from './durationObservations';
import { estimate } from './estimateDurations';
import { afterHeadStart } from './headStart';
import { type JobKind, keyOfKind, type Prior, priorOf } from './jobKind';

/** The median age at the end of jobs whose start is unknown is a person's habit, too, and so less sure than a duration. */
const LOG_SIGMA = 0.8;

/** What durations from the start say of ages that count from tracking. */
export interface Explanation {
  /** How long such jobs take from their start. */
  readonly durations: DurationDistribution;
  readonly prior: Prior;
  /** Tracked after some head start, and tracked right at the start. */
  readonly chances: readonly Chance[];
}

/** Explains ages from tracking by durations, anew only when an end was observed whose start was told. */
export class Explanations {
  private readonly made = new Map<string, { readonly of: string; readonly explanation: Explanation }>();

  /** @param now seconds since the epoch */
  of(kind: JobKind, observations: readonly Observation[], now: number): Explanation {
    const key = keyOfKind(kind);
    const ends = endsOf(kind, 'started', observations);
    const of = JSON.stringify([ends.length, ends.at(-1)]);
    const known = this.made.get(key);
    if (known?.of === of) return known.explanation;
    const explanation = explained(estimate(priorOf(kind), ends, { now }).ages);
    this.made.set(key, { of, explanation });
    return explanation;
  }
}

function explained(durations: DurationDistribution): Explanation {
  const started: Chance = (age) => durations.chance(age);
  const tracked = new DurationDistribution(afterHeadStart(started));
  return {
    durations,
    prior: { median: tracked.quantile(0.5), logSigma: LOG_SIGMA },
    chances: [(age) => tracked.chance(age), started],
  };
}
