import { hasEnded, type Operation } from './operation';

/** What the place of an operation in the list depends on; read once, for a list is compared often. */
export interface Place {
  readonly hasEnded: boolean;
  /** ms since the epoch: when it was first seen ended or, while it runs, first tracked. */
  readonly time: number;
  /** ms since the epoch */
  readonly trackedAt: number;
}

/** The place of an operation as it is now. */
export function placeOf(operation: Operation): Place {
  const trackedAt = Date.parse(operation.trackedAt);
  return hasEnded(operation)
    ? { hasEnded: true, time: Date.parse(operation.finishedAt), trackedAt }
    : { hasEnded: false, time: trackedAt, trackedAt };
}

/** The order in which operations are listed: running first, the newest on top; then the ended, the last ended on top. */
export function byRelevance(a: Place, b: Place): number {
  if (a.hasEnded !== b.hasEnded) return a.hasEnded ? 1 : -1;
  return b.time - a.time || b.trackedAt - a.trackedAt;
}
