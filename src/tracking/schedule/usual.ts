import { estimate } from './estimate';
import { endsOf, type Observation } from './experience';
import { beliefIn, type JobKind, likeness } from './jobKind';

/** So many ends of a kind must be known well before anybody is told how long it usually takes. */
const ENOUGH = 5;

/**
 * Seconds that half of the jobs of a kind do not exceed; undefined as long as too little is known.
 *
 * Only from jobs whose start was told: else our guess of it is in the answer, however many ends are seen. And an end
 * counts only when the requests around it were no further apart than such a job takes: seen the next day, or by the
 * first request of all, it leaves the answer to what was believed before.
 */
export function usualIn(kind: JobKind, observations: readonly Observation[]): number | undefined {
  const own = observations.filter((end) => end.origin === 'started' && likeness(kind, end.kind) === 1);
  // Else it would be worked out in vain, which takes milliseconds.
  if (own.length < ENOUGH) return undefined;
  const usual = estimate(beliefIn(kind), endsOf(kind, own)).quantile(0.5);
  return own.filter(({ from, to }) => to - from <= usual).length < ENOUGH ? undefined : usual;
}
