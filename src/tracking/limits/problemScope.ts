import type { ProblemKind } from '../../operations/problem';

/** What a problem concerns: one operation, an endpoint that is asked less from now on, or one that is asked no more. */
export type ProblemScope = 'operation' | 'slowEndpoint' | 'blockedEndpoint';

/** What a problem concerns. @param retryAfter ms that the server asked us to wait */
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
      // A gateway can fail for a single operation; only when it asks for a rest does it mean itself.
      return retryAfter ? 'slowEndpoint' : 'operation';
    case 'forbidden':
    case 'notFound':
    case 'malformed':
    case 'rejected':
    case 'notSaved':
      return 'operation';
  }
}
