import type { FaultDetail } from '../../operations/faultDetail';
import type { ProblemKind, ProblemReason } from '../../operations/problem';
import { fieldsOf } from '../fields';
import type { JsonAnswer } from '../http/httpPort';
import { readDuration } from '../http/retryAfter';
import { shownAnswer, shownText } from '../shownText';
import { VideoApiError } from '../videoApi';
import { isBudgetExceeded } from './budgetExceeded';
import { isAnyException, type KeyRefusal, keyRefusalIn } from './keyRefusal';
import { isProviderFault } from './providerFault';
import { bodyStatusIn, readServerError, type ServerError } from './serverError';
import { isOutage, isTransient } from './transientFault';

/** RFC 9110, 15.5.8: only a proxy between us and the API answers this. */
const PROXY_AUTHENTICATION_REQUIRED = 407;
/** New API and its kin say with status 400 that they know no such job (QuantumNous/new-api, relay/relay_task.go). */
const UNKNOWN_JOB = /^task_not_exist$/;
/** Words about a key. `Unauthorized` alone is none: it only spells the status. */
const ABOUT_KEY =
  /(?<![a-z])(?:(?:api)?keys?|tokens?|auth(?:entication|orization)?|credentials?|bearer)(?![a-z])|令牌|密钥/i;

/**
 * The error behind an answer whose status is not 2xx. A refusal counts against the operation, the video or the key only
 * when the API itself says so; everything else is `unavailable`, a transient fault.
 */
export function errorOf(answer: JsonAnswer, secrets: readonly string[]): VideoApiError {
  const { status } = answer;
  const error = readServerError(answer.body);
  const { kind, reason } = faultIn(status, error);
  const message = messageOf(status, error, secrets);
  const isOfProxy = status === PROXY_AUTHENTICATION_REQUIRED;
  return new VideoApiError(
    kind,
    isOfProxy ? { kind: 'noConnection', cause: 'proxy', said: message } : message,
    {
      retryAfter: answer.retryAfter ?? retryDelayOf(error),
      reason,
      answer: kind === 'malformed' ? shownAnswer(answer, secrets) : undefined,
    },
  );
}

/**
 * Throws the error of an answer that is one, by its HTTP status or, where a gateway answers 200 all the same, by the code
 * in its body.
 *
 * @param isOperation whether a body is an operation: an error in it is the operation's own, and its code no HTTP status
 * @throws VideoApiError
 */
export function throwIfError(
  answer: JsonAnswer,
  isOperation: (body: unknown) => boolean,
  secrets: readonly string[],
): void {
  const { status, body } = answer;
  if (status < 200 || status > 299) throw errorOf(answer, secrets);
  const bodyStatus = isOperation(body) ? undefined : bodyStatusIn(body);
  if (bodyStatus !== undefined) throw errorOf({ ...answer, status: bodyStatus }, secrets);
}

/** The error behind an answer in a form that is not documented. It has the answer, which a person may want to see. */
export function notUnderstood(
  answer: Pick<JsonAnswer, 'body' | 'text'>,
  secrets: readonly string[],
  { detail, reason }: { readonly detail: FaultDetail; readonly reason?: ProblemReason | undefined },
): VideoApiError {
  return new VideoApiError('malformed', detail, { reason, answer: shownAnswer(answer, secrets) });
}

function messageOf(status: number, error: ServerError, secrets: readonly string[]): string {
  const text = shownText(error.message ?? '', secrets);
  return text === '' ? `HTTP ${status}` : `HTTP ${status}: ${text}`;
}

interface Fault {
  readonly kind: ProblemKind;
  readonly reason?: ProblemReason;
}

function faultIn(status: number, error: ServerError): Fault {
  if (status >= 500) return { kind: 'unavailable' };
  if (status < 400) return { kind: 'malformed' };
  if (status === PROXY_AUTHENTICATION_REQUIRED) return { kind: 'offline' };
  if (UNKNOWN_JOB.test(error.message ?? '')) return { kind: 'notFound' };
  if (isProviderFault(status, error)) return { kind: 'unavailable' };
  if (isBudgetExceeded(status, error)) return { kind: 'budgetExceeded' };
  if (status === 429) return { kind: 'rateLimited' };
  const refusal = keyRefusalBy(status, error);
  if (refusal) return { kind: 'unauthorized', ...refusal };
  return { kind: isTransient(status, error) ? 'unavailable' : refusalKindOf(status) };
}

function refusalKindOf(status: number): ProblemKind {
  if (status === 403) return 'forbidden';
  return status === 404 || status === 410 ? 'notFound' : 'rejected';
}

/**
 * Google answers a wrong key with 400 and a blocked one with 403. A 401 in the API's own envelope is about the key unless
 * it names the gateway's own trouble. Without an envelope, a 401 counts when it speaks of a key, and a 403 when it has a
 * type and refuses the key.
 */
function keyRefusalBy(status: number, error: ServerError): KeyRefusal | undefined {
  const { isOwn, message, type } = error;
  const isBelieved = isOwn
    ? [400, 401, 403].includes(status)
    : (status === 401 && ABOUT_KEY.test(message ?? '')) || (status === 403 && typeof type === 'string');
  if (!isBelieved) return undefined;
  const refusal = keyRefusalIn(error);
  if (refusal || status !== 401) return refusal;
  return isOutage(error) || isAnyException(error) ? undefined : {};
}

function retryDelayOf({ details }: ServerError): number | undefined {
  return details
    ?.map((detail) => readDuration(fieldsOf(detail).get('retryDelay')))
    .find((ms) => ms !== undefined);
}
