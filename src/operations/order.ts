import { hasEnded, type Operation } from './operation';

/** The order in which operations are listed: running first, the newest on top; then the ended, the last ended on top. */
export function byRelevance(a: Operation, b: Operation): number {
  if (hasEnded(a) !== hasEnded(b)) return hasEnded(a) ? 1 : -1;
  return newestFirst(sortTimeOf(a), sortTimeOf(b)) || newestFirst(a.trackedAt, b.trackedAt);
}

function sortTimeOf(operation: Operation): string {
  return hasEnded(operation) ? operation.finishedAt : operation.trackedAt;
}

function newestFirst(a: string, b: string): number {
  return Date.parse(b) - Date.parse(a);
}
