import type { ProblemKind } from '../../operations/problem';

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
