import type { AgeOrigin } from './ageOrigin';
import { endsOf, type Observation } from './durationObservations';
import { estimate } from './estimateDurations';
import { type JobKind, priorOf, similarity } from './jobKind';

/** A median is shown after so many precise observations of a kind. */
const ENOUGH_ENDS = 5;

/**
 * The median duration of a kind, in seconds, to be shown; undefined as long as too little is known.
 *
 * People compare it with the time since the start of an operation, or since it was tracked. So only ends count whose ages
 * have the same origin, without our guess of a head start. An end is precise if the polls around it are no further apart
 * than such a job takes: one that was noticed the next day, or by the very first poll, says nothing beyond the prior.
 */
export function medianDuration(
  kind: JobKind,
  origin: AgeOrigin,
  observations: readonly Observation[],
): number | undefined {
  const own = observations.filter((end) => end.origin === origin && similarity(kind, end.kind) === 1);
  // An estimate takes milliseconds, and this one would not be shown.
  if (own.length < ENOUGH_ENDS) return undefined;
  const ends = endsOf(kind, origin, own);
  const median = estimate(priorOf(kind), ends, { now: ends.at(-1)?.at ?? 0 }).ages.quantile(0.5);
  return own.filter(({ from, to }) => to - from <= median).length < ENOUGH_ENDS ? undefined : median;
}
