import type { Problem, ProblemKind } from '../../operations/problem';

/** What a problem concerns: one operation, or the whole endpoint, which gets fewer requests from now on, or none. */
type ProblemScope = 'operation' | 'slowEndpoint' | 'blockedEndpoint';

/** @param retryAfter ms that the server asked us to wait */
export function scopeOf(kind: ProblemKind, retryAfter: number | undefined): ProblemScope {
  switch (kind) {
    case 'unauthorized':
    case 'budgetExceeded':
    case 'noKey':
      return 'blockedEndpoint';
    case 'rateLimited':
    case 'offline':
    case 'timeout':
      return 'slowEndpoint';
    case 'unavailable':
      // A gateway may answer 5xx about a single operation. With Retry-After it means itself.
      return retryAfter ? 'slowEndpoint' : 'operation';
    case 'forbidden':
    case 'notFound':
    case 'malformed':
    case 'rejected':
    case 'notSaved':
      return 'operation';
  }
}

/**
 * Whether a problem that one operation met may be that of the whole endpoint, as others will show: it fails (5xx), or a
 * proxy or a portal answers in its place. A result in an unknown form, or one that is not ready, is of that operation.
 */
export function mayBeOutage({ kind, reason, detail }: Omit<Problem, 'since'>): boolean {
  if (kind === 'unavailable') return detail?.kind !== 'contentNotReady';
  return kind === 'malformed' && reason === undefined;
}
