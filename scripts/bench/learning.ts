import type { DurationDistribution } from '../../src/tracking/schedule/durationDistribution';
import { endsOf, type Observation } from '../../src/tracking/schedule/durationObservations';
import { estimate, type ObservedEnd } from '../../src/tracking/schedule/estimateDurations';
import type { JobKind, Prior } from '../../src/tracking/schedule/jobKind';
import { ours } from './schedules';

const KIND: JobKind = { endpoint: 'bench', contract: 'gemini', model: 'veo' };
/** After so many jobs one more changes little, so the estimate is renewed only at every fifth. */
const EARLY = 20;

interface Learning {
  /** Numbers of jobs, after each of which there is an estimate. */
  readonly after: readonly number[];
  /** Of a poll, in seconds of lateness. */
  readonly price: number;
}

/** The estimated durations after some numbers of jobs, from a prior that may be wrong. */
export function learned(
  prior: Prior,
  durations: readonly number[],
  { after, price }: Learning,
): DurationDistribution[] {
  const observations: Observation[] = [];
  const estimates: DurationDistribution[] = [];
  let current = estimate(prior, []);
  for (let seen = 0; estimates.length < after.length; seen++) {
    if (after.includes(seen)) estimates.push(current);
    const duration = durations[seen] ?? Number.NaN;
    observations.push(observed(current, duration, price));
    if (seen < EARLY || seen % 5 === 4) current = estimate(prior, ends(observations));
  }
  return estimates;
}

function ends(observations: readonly Observation[]): ObservedEnd[] {
  return endsOf(KIND, observations);
}

/** The observation of a job: between which two polls it ended. */
function observed(current: DurationDistribution, duration: number, price: number): Observation {
  let from = 0;
  for (const age of ours(current, price)(0)) {
    if (age >= duration) return { kind: KIND, origin: 'started', from, to: age };
    from = age;
  }
  throw new Error('A schedule has no end');
}
