import type { ProblemKind } from '../../operations/operation';

/** What a problem concerns: one operation, an endpoint that is to be asked less, or one that is not to be asked at all. */
export type ProblemScope = 'operation' | 'slowEndpoint' | 'blockedEndpoint';

/** @param retryAfter ms that the server told us to wait */
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
