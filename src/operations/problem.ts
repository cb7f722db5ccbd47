import { type FaultDetail, isKnownFault, quoted } from './faultDetail';
import { faultText } from './faultText';

/** Why an operation could not be checked lately, or why one request failed. */
export const PROBLEM_KINDS = [
  'unauthorized',
  'forbidden',
  'notFound',
  'rateLimited',
  'budgetExceeded',
  'unavailable',
  'offline',
  'timeout',
  'malformed',
  'rejected',
  'noKey',
  'notSaved',
] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/**
 * What an API told beyond the kind of a problem, where that changes the words and the next step.
 *
 * Of `unauthorized`: why the key will not do. `routeRefusesKey`: this route takes no key of this kind. Of `malformed`:
 * `unknownForm`: the operation is done, but its answer has no form that we know.
 */
export const PROBLEM_REASONS = [
  'expiredKey',
  'leakedKey',
  'suspendedKey',
  'blockedKey',
  'referrerBlocked',
  'addressBlocked',
  'noKeyArrived',
  'keyOfOtherService',
  'routeRefusesKey',
  'unknownForm',
] as const;
export type ProblemReason = (typeof PROBLEM_REASONS)[number];

export interface Problem {
  readonly kind: ProblemKind;
  readonly reason?: ProblemReason;
  /** In English, or the server's or system's own words; redacted. */
  readonly message: string;
  /** What it is beyond its kind, where that is not somebody else's words: see `detailOf`. */
  readonly detail?: FaultDetail;
  /** ISO 8601 UTC: when requests go on, of a problem that keeps its whole endpoint waiting. It is not stored. */
  readonly goesOnAt?: string;
  /** ISO 8601 UTC: when this kind of problem began. */
  readonly since: string;
}

/** A problem with what went wrong. Somebody else's words are kept once, as its message. */
export function problemWith(
  kind: ProblemKind,
  detail: FaultDetail,
): Pick<Problem, 'kind' | 'message' | 'detail'> {
  return { kind, message: faultText(detail), ...(detail.kind !== 'quoted' && { detail }) };
}

/** What went wrong behind a problem: where we do not know it by its kind, whatever the message says. */
export function faultOfProblem({ detail, message }: Pick<Problem, 'detail' | 'message'>): FaultDetail {
  return detail && isKnownFault(detail) ? detail : quoted(message);
}
