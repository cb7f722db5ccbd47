import { errorOf, throwIfError } from '../faults/apiErrors';
import { fieldsOf } from '../fields';
import type { JsonAnswer } from '../http/httpPort';
import { shownText } from '../shownText';
import { VideoApiError } from '../videoApi';
import type { ApiDescription } from './apiDescription';
import { valuesAt } from './jsonPath';
import { isSameWord, isStateWord, type StateWord } from './stateWord';

/** Where APIs say what went wrong. */
const MESSAGES = ['message', 'msg', 'errorMessage', 'errorMsg', 'detail', 'error'];

/**
 * Throws the error of an answer that is one: by its HTTP status or, where the description tells what a good answer has, by
 * what this one has instead. Such a value is the API's own word, so that a refusal counts as one. An answer that has no such
 * value is judged by its state, and so is one that says that the job failed: KIE gives such a job a code of its own, too.
 *
 * @throws VideoApiError
 */
export function throwIfRefused(answer: JsonAnswer, api: ApiDescription, secrets: readonly string[]): void {
  const { body } = answer;
  if (answer.status < 400 && valuesAt(body, api.state).some((state) => isFailure(state, api))) return;
  for (const [path, good] of Object.entries(api.ok ?? {})) {
    const value = valuesAt(body, path).find(isStateWord);
    const isGood = value === undefined || good.some((word) => isSameWord(word, value));
    if (!isGood) throw refusedWith(value, answer, secrets);
  }
  throwIfError(answer, (read) => valuesAt(read, api.state).some(isStateWord), secrets);
}

function isFailure(state: unknown, { failed }: ApiDescription): boolean {
  return isStateWord(state) && failed.some((word) => isSameWord(word, state));
}

/** Why a job failed, by the description or, where it does not tell, under one of the usual names; else empty. */
export function failureMessageIn(body: unknown, { error }: ApiDescription): string {
  return error === undefined ? usualMessageIn(body) : firstTextIn(valuesAt(body, error));
}

function usualMessageIn(body: unknown): string {
  const fields = fieldsOf(body);
  return firstTextIn(MESSAGES.map((name) => fields.get(name)));
}

function firstTextIn(values: readonly unknown[]): string {
  return values.map(textIn).find((text) => text !== '') ?? '';
}

/** The text of an error: itself, or its message; of several, that of the first. */
function textIn(errors: unknown): string {
  const error: unknown = Array.isArray(errors) ? errors[0] : errors;
  const fields = fieldsOf(error);
  const text =
    typeof error === 'string' ? error : (fields.get('message') ?? fields.get('msg') ?? fields.get('name'));
  return typeof text === 'string' ? text.trim() : '';
}

/** The error behind a value that no good answer has, as if it were the HTTP status and the body the API's own envelope. */
function refusedWith(value: StateWord, answer: JsonAnswer, secrets: readonly string[]): VideoApiError {
  const message = usualMessageIn(answer.body);
  const envelope = (code: number) => ({ error: { code, message } });
  const status = Number(value);
  const { status: httpStatus } = answer;
  if (status >= 400 && status < 600) return errorOf({ ...answer, status, body: envelope(status) }, secrets);
  if (httpStatus >= 400) return errorOf({ ...answer, body: envelope(httpStatus) }, secrets);
  const { kind, reason, retryAfter } = errorOf({ ...answer, status: 400, body: envelope(400) }, secrets);
  const said = [String(value), message].filter((text) => text !== '').join(': ');
  return new VideoApiError(kind, shownText(said, secrets), { reason, retryAfter });
}
