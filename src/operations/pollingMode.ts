import { nextLookAt } from './missing';
import type { Operation, RunningOperation } from './operation';

/** ms; a status that nobody documented and that is told for so long may be an end by another name. */
export const UNKNOWN_STATUS_PATIENCE_MS = 6 * 60 * 60 * 1000;

/**
 * When an operation is polled without anybody's request.
 * `scheduled`: it runs, so the schedule decides.
 * `onRequest`: it may still run, but only a check asks about it.
 * `lookedAt`: it is missing, which is our conclusion, to be tried again at a time (ms since the epoch).
 * `over`: not any more.
 */
export type Polling =
  | { readonly kind: 'scheduled' | 'onRequest' | 'over' }
  | { readonly kind: 'lookedAt'; readonly at: number };

/** When an operation is polled without anybody's request. */
export function pollingOf(operation: Operation): Polling {
  if (operation.state === 'running') return { kind: isOnRequest(operation) ? 'onRequest' : 'scheduled' };
  const at = operation.state === 'missing' ? nextLookAt(operation) : undefined;
  return at === undefined ? { kind: 'over' } : { kind: 'lookedAt', at };
}

/** What counts is until when the status was told: while nobody could be asked, it may have become another one. */
function isOnRequest({ unfollowedAt, unknownStatus, checkedAt }: RunningOperation): boolean {
  if (unfollowedAt !== undefined) return true;
  if (unknownStatus === undefined || checkedAt === undefined) return false;
  return Date.parse(checkedAt) - Date.parse(unknownStatus.since) >= UNKNOWN_STATUS_PATIENCE_MS;
}
