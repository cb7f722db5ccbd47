import type { FaultDetail } from '../operations/faultDetail';
import type { ProblemKind, ProblemReason } from '../operations/problem';
import { isBudgetExceeded } from './budgetExceeded';
import type { JsonAnswer } from './httpPort';
import { isAnyException, type KeyRefusal, keyRefusalIn } from './keyRefusal';
import { isProviderFault } from './providerFault';
import { readDuration } from './retryAfter';
import { readServerError, type ServerError, toldStatusIn } from './serverError';
import { shownAnswer, shownText } from './shownText';
import { isOutage, isTransient } from './transientFault';
import { VideoApiError } from './videoApi';

/** Proxy Authentication Required (RFC 9110, 15.5.8): only what stands between us and the API says it. */
const WANTS_PROXY_SIGN_IN = 407;
/** `Unauthorized` alone is no such word: it only spells the status. */
const SPEAKS_OF_KEY =
  /(?<![a-z])(?:(?:api)?keys?|tokens?|auth(?:entication|orization)?|credentials?|bearer)(?![a-z])|令牌|密钥/i;

/**
 * The error behind an answer whose status is not 2xx. A refusal counts against the operation, the video or the key only
 * when it is the API's own word and says so; everything else is `unavailable`, a fault that passes.
 */
export function errorOf(answer: JsonAnswer, secrets: readonly string[]): VideoApiError {
  const error = readServerError(answer.body);
  const { kind, reason } = faultIn(answer.status, error);
  const message = messageOf(answer.status, error, secrets);
  const shown = kind === 'malformed' ? shownAnswer(answer, secrets) : undefined;
  const isOfProxy = answer.status === WANTS_PROXY_SIGN_IN;
  return new VideoApiError(
    kind,
    isOfProxy ? { kind: 'noConnection', cause: 'proxy', said: message } : message,
    {
      retryAfter: answer.retryAfter ?? retryDelayOf(error),
      reason,
      answer: shown,
    },
  );
}

/**
 * Throws the error that an answer is: by its HTTP status or, where a gateway answers 200 all the same, by the code in it.
 *
 * @param isOperation whether a body shows that it is one: an error in it is the operation's own, and its code no HTTP status
 * @throws VideoApiError
 */
export function throwIfError(
  answer: JsonAnswer,
  isOperation: (body: unknown) => boolean,
  secrets: readonly string[],
): void {
  const { status, body } = answer;
  if (status < 200 || status > 299) throw errorOf(answer, secrets);
  const told = isOperation(body) ? undefined : toldStatusIn(body);
  if (told !== undefined) throw errorOf({ ...answer, status: told }, secrets);
}

/** The error behind an answer that is none of the documented ones, which a person may want to see. */
export function notUnderstood(
  answer: Pick<JsonAnswer, 'body' | 'text'>,
  secrets: readonly string[],
  detail: FaultDetail,
  reason?: ProblemReason,
): VideoApiError {
  return new VideoApiError('malformed', detail, { reason, answer: shownAnswer(answer, secrets) });
}

function messageOf(status: number, error: ServerError, secrets: readonly string[]): string {
  const text = shownText(error.message ?? '', secrets);
  return text === '' ? `HTTP ${status}` : `HTTP ${status}: ${text}`;
}

/** What an answer means for whoever asked. */
interface Fault {
  readonly kind: ProblemKind;
  readonly reason?: ProblemReason;
}

function faultIn(status: number, error: ServerError): Fault {
  if (status >= 500) return { kind: 'unavailable' };
  if (status < 400) return { kind: 'malformed' };
  if (status === WANTS_PROXY_SIGN_IN) return { kind: 'offline' };
  if (isProviderFault(status, error)) return { kind: 'unavailable' };
  if (isBudgetExceeded(status, error)) return { kind: 'budgetExceeded' };
  if (status === 429) return { kind: 'rateLimited' };
  const refusal = keyFaultIn(status, error);
  if (refusal) return { kind: 'unauthorized', ...refusal };
  return { kind: isTransient(status, error) ? 'unavailable' : kindOf(status) };
}

function kindOf(status: number): ProblemKind {
  if (status === 403) return 'forbidden';
  return status === 404 || status === 410 ? 'notFound' : 'rejected';
}

/**
 * Google answers a wrong key with 400 and a blocked one with 403. A 401 is about the key unless it names the gateway's own
 * trouble; without an envelope it is believed when it speaks of a key, and a 403 when it has a type and refuses the key.
 */
function keyFaultIn(status: number, error: ServerError): KeyRefusal | undefined {
  const { isOwn, message, type } = error;
  const isBelieved = isOwn
    ? [400, 401, 403].includes(status)
    : (status === 401 && SPEAKS_OF_KEY.test(message ?? '')) || (status === 403 && typeof type === 'string');
  if (!isBelieved) return undefined;
  const told = keyRefusalIn(error);
  if (told || status !== 401) return told;
  return isOutage(error) || isAnyException(error) ? undefined : {};
}

function retryDelayOf({ details }: ServerError): number | undefined {
  return details?.map((detail) => readDuration(fieldOf(detail, 'retryDelay'))).find((ms) => ms !== undefined);
}

function fieldOf(detail: unknown, name: string): unknown {
  return detail !== null && typeof detail === 'object'
    ? (detail as Record<string, unknown>)[name]
    : undefined;
}
