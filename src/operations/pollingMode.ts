import { DAY_MS, HOUR_MS, MINUTE_MS } from '../base/time';
import type { MissingOperation, Operation, RunningOperation } from './operation';

/** An undocumented status that stays for so long may be an end by another name. */
export const UNKNOWN_STATUS_LIMIT_MS = 6 * HOUR_MS;

/**
 * How long after its end a missing operation is polled again. We only concluded that it is missing: a gateway that loses
 * its database for an afternoon knows the operation again in the evening.
 */
const RECHECK_DELAYS_MS = [10 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS];

/**
 * How an operation is polled in the background.
 * `scheduled`: it runs, and the schedule decides when.
 * `onRequest`: it may still run, but only a check by a person asks about it.
 * `recheck`: it is missing, and is polled again at a time (ms since the epoch).
 * `never`: its end is final, or it was rechecked often enough.
 */
type PollingMode =
  | { readonly kind: 'scheduled' | 'onRequest' | 'never' }
  | { readonly kind: 'recheck'; readonly at: number };

/** How an operation is polled in the background. */
export function pollingModeOf(operation: Operation): PollingMode {
  if (operation.state === 'running') return { kind: isOnRequest(operation) ? 'onRequest' : 'scheduled' };
  const at = operation.state === 'missing' ? nextRecheckAt(operation) : undefined;
  return at === undefined ? { kind: 'never' } : { kind: 'recheck', at };
}

/** Whether it is polled in the background, by the schedule. */
export function isScheduled(operation: Operation): boolean {
  return pollingModeOf(operation).kind === 'scheduled';
}

/** Counts until the last answer, not until now: while nobody asked, the status may have become another one. */
function isOnRequest({ unfollowedAt, unknownStatus, checkedAt }: RunningOperation): boolean {
  if (unfollowedAt !== undefined) return true;
  if (unknownStatus === undefined || checkedAt === undefined) return false;
  return Date.parse(checkedAt) - Date.parse(unknownStatus.since) >= UNKNOWN_STATUS_LIMIT_MS;
}

/** When to poll a missing operation again, in ms since the epoch; undefined after the last recheck. */
function nextRecheckAt({ finishedAt, checkedAt = finishedAt }: MissingOperation): number | undefined {
  const since = Date.parse(finishedAt);
  return RECHECK_DELAYS_MS.map((delay) => since + delay).find((at) => at > Date.parse(checkedAt));
}
