import type { ProblemKind } from '../operations/operation';
import { shortened } from '../operations/shortened';
import type { JsonAnswer } from './http';
import { redact } from './redaction';
import { readDuration } from './retryAfter';
import { readServerError, type ServerError } from './serverError';
import { VideoApiError } from './videoApi';

/** Characters of a server's message that are worth showing. */
const MESSAGE_LENGTH = 500;

/** The error behind an answer whose status is not 2xx. Google's and the gateway's envelopes are told apart by content. */
export function errorOf(answer: JsonAnswer, secrets: readonly string[]): VideoApiError {
  const error = readServerError(answer.body);
  return new VideoApiError(kindOf(answer.status, error), messageOf(answer.status, error, secrets), {
    retryAfter: answer.retryAfter ?? retryDelayOf(error),
  });
}

/**
 * Throws the error that an answer is: by its HTTP status or, where a gateway answers 200 all the same, by the code in it.
 *
 * @param mark a field of every operation: an error beside it is the operation's own, with a code that is no HTTP status
 * @throws VideoApiError
 */
export function throwIfError(answer: JsonAnswer, mark: string, secrets: readonly string[]): void {
  const { status, body } = answer;
  if (status < 200 || status > 299) throw errorOf(answer, secrets);
  const told = fieldOf(body, mark) === undefined ? Number(readServerError(body).code) : 0;
  if (told >= 400 && told < 600) throw errorOf({ ...answer, status: told }, secrets);
}

/** Whether an error has a type by which LiteLLM says that the key may not do this, or can pay for no more. */
export function isAboutKey(body: unknown): boolean {
  return /auth|key|token|access|budget/i.test(readServerError(body).type ?? '');
}

/** A server's text as it may be shown: one short line, without keys and without characters that reorder or hide text. */
export function shownText(text: string, secrets: readonly string[]): string {
  const line = redact(text, secrets)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
  return shortened(line, MESSAGE_LENGTH);
}

function messageOf(status: number, error: ServerError, secrets: readonly string[]): string {
  const text = shownText(error.message ?? '', secrets);
  return text === '' ? `HTTP ${status}` : `HTTP ${status}: ${text}`;
}

function kindOf(status: number, error: ServerError): ProblemKind {
  if (status >= 500) return 'unavailable';
  if (status === 401 || (status === 400 && isInvalidKey(error))) return 'unauthorized';
  if (isBudget(status, error)) return 'budgetExceeded';
  if (status === 429) return 'rateLimited';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  return status >= 400 ? 'rejected' : 'malformed';
}

/** Google answers a wrong key with 400, not 401. */
function isInvalidKey({ message, details }: ServerError): boolean {
  return (
    details?.some((detail) => fieldOf(detail, 'reason') === 'API_KEY_INVALID') ||
    /API_KEY_INVALID|API key (?:not valid|expired)/i.test(message ?? '')
  );
}

/** LiteLLM tells a spent budget with several statuses, and not always with its type; a type that says more counts first. */
function isBudget(status: number, { type, code, message }: ServerError): boolean {
  if (type === 'budget_exceeded' || code === 'budget_exceeded') return [400, 403, 429].includes(status);
  if (/rate_?limit|throttl/i.test(type ?? '')) return false;
  return [400, 429].includes(status) && /\bbudget\b|Exceeded\w*Budget|BudgetExceeded/i.test(message ?? '');
}

function retryDelayOf({ details }: ServerError): number | undefined {
  return details?.map((detail) => readDuration(fieldOf(detail, 'retryDelay'))).find((ms) => ms !== undefined);
}

function fieldOf(detail: unknown, name: string): unknown {
  return detail !== null && typeof detail === 'object'
    ? (detail as Record<string, unknown>)[name]
    : undefined;
}
