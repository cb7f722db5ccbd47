import { type FaultDetail, isKnownFault, quoted } from './faultDetail';
import { faultText } from './faultText';

/** Why the last check of an operation failed, or why a request failed. */
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
 * More exact than the kind of a problem, if that changes what we show and propose.
 *
 * Most say why a key is refused (`unauthorized`). `routeRefusesKey`: the route takes no key of this kind. `commandFailed`:
 * the command that prints the token did not. `expiredToken` and `commandNotAllowed` (`noKey`): there is nothing to send.
 * `unknownForm` (`malformed`): the operation is done, but its answer has no form that we know. `noOutput` (`malformed`): it
 * is said to be done, but without any output.
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
  'commandFailed',
  'expiredToken',
  'commandNotAllowed',
  'unknownForm',
  'noOutput',
] as const;
export type ProblemReason = (typeof PROBLEM_REASONS)[number];

export interface Problem {
  readonly kind: ProblemKind;
  readonly reason?: ProblemReason;
  /** In English, or in the words of the server or of the system; redacted. */
  readonly message: string;
  /** What exactly went wrong; absent if `message` has the words of a server or of the system. */
  readonly detail?: FaultDetail;
  /** ISO 8601 UTC: when requests go on, if the problem makes the whole endpoint wait. It is not stored. */
  readonly goesOnAt?: string;
  /** ISO 8601 UTC: when this kind of problem began. */
  readonly since: string;
}

/** A problem of a kind, with what exactly went wrong. Quoted words are kept once, as its message. */
export function problemWith(
  kind: ProblemKind,
  detail: FaultDetail,
): Pick<Problem, 'kind' | 'message' | 'detail'> {
  return { kind, message: faultText(detail), ...(detail.kind !== 'quoted' && { detail }) };
}

/** The fault behind a problem: its message if it has no detail, or one that only a newer release knows. */
export function faultOfProblem({ detail, message }: Pick<Problem, 'detail' | 'message'>): FaultDetail {
  return detail && isKnownFault(detail) ? detail : quoted(message);
}
