import { parseJson } from '../../outside/json';
import { type Fields, fieldsOf } from '../fields';

/** Where gateways say why a job failed that has no error (new-api and its kin, CometAPI). */
const REASON_FIELDS = ['failReason', 'failureReason', 'errorMessage', 'message', 'reason'];
/** Where the words of an error are. */
const WORD_FIELDS = ['message', 'detail', 'msg'];
/** A gateway of a gateway of a provider: each has two levels, and a text around them. */
const MAX_DEPTH = 8;
/** A longer text is a page or a video, not the error of a provider. */
const MAX_JSON_CHARACTERS = 64 * 1024;

/**
 * Why a job failed, not yet redacted: in its error, in the error of a gateway's provider inside it, or next to it. Some
 * gateways pass on the provider's whole answer as the text of theirs. Empty where no reason is told.
 */
export function failureMessageIn(fields: Fields): string {
  const places = ['error', ...REASON_FIELDS].map((name) => fields.get(name));
  return places.map((place) => wordsIn(place, MAX_DEPTH)).find((words) => words !== '') ?? '';
}

function wordsIn(error: unknown, depth: number): string {
  if (typeof error === 'string') return wordsInText(error, depth);
  // Most places are empty. Looked into as deep as the others, each would cost 4 to the power of the depth.
  if (error === undefined || depth === 0) return '';
  const fields = fieldsOf(error);
  const words = [...WORD_FIELDS, 'error'].map((name) => wordsIn(fields.get(name), depth - 1));
  return words.find((one) => one !== '') ?? '';
}

function wordsInText(text: string, depth: number): string {
  const isJson = text.startsWith('{') && text.length <= MAX_JSON_CHARACTERS && depth > 0;
  const inner = isJson ? wordsIn(parseJson(text), depth - 1) : '';
  return inner === '' ? text.trim() : inner;
}
