import { errorOf, notUnderstood, throwIfError } from '../apiErrors';
import { fieldsOf } from '../fields';
import type { JsonAnswer } from '../httpPort';
import { shownText } from '../shownText';
import { VideoApiError } from '../videoApi';
import type { ApiDescription } from './apiDescription';
import { valuesAt } from './jsonPath';
import { isSameWord, isStateWord, type StateWord } from './stateWord';

/** Where APIs say what went wrong, if their description does not tell. */
const MESSAGES = ['message', 'msg', 'errorMessage', 'errorMsg', 'detail', 'error'];

/**
 * Throws the error of an answer that is one: by its HTTP status or, where the description tells what a good answer has, by
 * what this one has instead. Such a value is the API's own word, so that a refusal counts as one.
 *
 * @throws VideoApiError
 */
export function throwIfRefused(answer: JsonAnswer, api: ApiDescription, secrets: readonly string[]): void {
  const { status, body } = answer;
  const refusal = Object.entries(api.ok ?? {})
    .map(([path, good]) => ({ good, value: valuesAt(body, path).find(isStateWord) }))
    .find(({ good, value }) => !good.some((word) => value !== undefined && isSameWord(word, value)));
  const isGood = status >= 200 && status <= 299;
  if (refusal?.value !== undefined) throw refusedWith(refusal.value, answer, api, secrets);
  if (refusal && isGood)
    throw notUnderstood(answer, secrets, { detail: { kind: 'undocumentedForm', of: 'operation' } });
  throwIfError(answer, (read) => valuesAt(read, api.state).some(isStateWord), secrets);
}

/** Why something failed, by the description or under one of the usual names; empty where the answer does not say. */
export function messageIn(body: unknown, api: ApiDescription): string {
  const told = api.error === undefined ? [] : valuesAt(body, api.error);
  const fields = fieldsOf(body);
  return [...told, ...MESSAGES.map((name) => fields.get(name))].map(textIn).find((text) => text !== '') ?? '';
}

/** The text of an error: itself, its message, or that of its first. */
function textIn(error: unknown): string {
  if (typeof error === 'string') return error.trim();
  if (Array.isArray(error)) return textIn(error[0]);
  const fields = fieldsOf(error);
  const inner = fields.get('message') ?? fields.get('msg') ?? fields.get('name');
  return typeof inner === 'string' ? inner.trim() : '';
}

/** The error behind a value that no good answer has, as if it were the HTTP status and the body the API's own envelope. */
function refusedWith(
  value: StateWord,
  answer: JsonAnswer,
  api: ApiDescription,
  secrets: readonly string[],
): VideoApiError {
  const message = messageIn(answer.body, api);
  const envelope = (code: number) => ({ error: { code, message } });
  const status = Number(value);
  const { status: httpStatus } = answer;
  if (status >= 400 && status < 600) return errorOf({ ...answer, status, body: envelope(status) }, secrets);
  if (httpStatus >= 400) return errorOf({ ...answer, body: envelope(httpStatus) }, secrets);
  const { kind, reason, retryAfter } = errorOf({ ...answer, status: 400, body: envelope(400) }, secrets);
  const said = [String(value), message].filter((text) => text !== '').join(': ');
  return new VideoApiError(kind, shownText(said, secrets), { reason, retryAfter });
}
