import { estimate } from './estimate';
import { endsOf, type Observation } from './experience';
import { beliefIn, type JobKind, likeness } from './jobKind';
import type { Origin } from './start';

/** So many ends of a kind must be known well before anybody is told how long it usually takes. */
const ENOUGH = 5;

/**
 * Seconds that half of the jobs of a kind do not exceed; undefined as long as too little is known.
 *
 * A time is told beside the time that an operation has run, or has been followed where nobody told its start: so it
 * comes from ends whose times counted from the same, and our guess of an untold start is not in it. An end counts only
 * when the requests around it were no further apart than such a job takes: seen the next day, or by the first request of
 * all, it leaves the answer to what was believed before.
 */
export function usualIn(
  kind: JobKind,
  origin: Origin,
  observations: readonly Observation[],
): number | undefined {
  const own = observations.filter((end) => end.origin === origin && likeness(kind, end.kind) === 1);
  // Else it would be worked out in vain, which takes milliseconds.
  if (own.length < ENOUGH) return undefined;
  const ends = endsOf(kind, own).map((end) => ({ ...end, origin: 'started' }) as const);
  const usual = estimate(beliefIn(kind), ends).quantile(0.5);
  return own.filter(({ from, to }) => to - from <= usual).length < ENOUGH ? undefined : usual;
}
