import { hasEnded, type Operation } from './operation';

/** What the position of an operation in the list depends on. Read once and kept, since sorting compares it often. */
export interface ListPosition {
  readonly hasEnded: boolean;
  /** ms since the epoch: when it was first seen ended or, while it runs, first tracked. */
  readonly time: number;
  /** ms since the epoch */
  readonly trackedAt: number;
}

/** The position of an operation in its present state. */
export function listPositionOf(operation: Operation): ListPosition {
  const trackedAt = Date.parse(operation.trackedAt);
  return hasEnded(operation)
    ? { hasEnded: true, time: Date.parse(operation.finishedAt), trackedAt }
    : { hasEnded: false, time: trackedAt, trackedAt };
}

/** Sorts as the list does: running operations first, the newest on top; then the ended ones, the last ended on top. */
export function byRelevance(a: ListPosition, b: ListPosition): number {
  if (a.hasEnded !== b.hasEnded) return a.hasEnded ? 1 : -1;
  return b.time - a.time || b.trackedAt - a.trackedAt;
}
