import type { AgeOrigin } from './ageOrigin';
import { estimate } from './estimate';
import { type JobKind, priorOf, similarity } from './jobKind';
import { endsOf, type Observation } from './observations';

/** A median is shown once this many ends of a kind were observed precisely. */
const ENOUGH_ENDS = 5;

/**
 * The median duration of a kind in seconds, to show; undefined as long as too little is known.
 *
 * People read it beside the time that an operation has run, or has been tracked where its start is unknown. So it uses only
 * ends whose ages count from the same origin, without our guess of a head start. An end is precise when the polls around
 * it are no further apart than such a job takes: an end noticed the next day, or by the very first poll, says only what
 * the prior says.
 */
export function medianDuration(
  kind: JobKind,
  origin: AgeOrigin,
  observations: readonly Observation[],
): number | undefined {
  const own = observations.filter((end) => end.origin === origin && similarity(kind, end.kind) === 1);
  // An estimate takes milliseconds, and this one could not be shown.
  if (own.length < ENOUGH_ENDS) return undefined;
  const ends = endsOf(kind, origin, own);
  const median = estimate(priorOf(kind), ends, { now: ends.at(-1)?.at ?? 0 }).ages.quantile(0.5);
  return own.filter(({ from, to }) => to - from <= median).length < ENOUGH_ENDS ? undefined : median;
}
