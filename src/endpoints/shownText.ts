import { visible } from '../outside/oneLine';
import { redact } from '../outside/redaction';
import { shortened } from '../outside/shortened';
import { textFrom } from '../outside/text';
import type { JsonAnswer } from './http/httpPort';
import { LongText } from './http/longText';

/** Of a server's message. */
const MESSAGE_CHARACTERS = 500;
/** Of a whole answer. */
const ANSWER_CHARACTERS = 64 * 1024;
/** Of one text in an answer: only videos in Base64 are longer than a signed address. */
const VALUE_CHARACTERS = 2000;
const MAX_DEPTH = 12;
/** Of an answer, so that the sketch of a hostile one stays small. */
const MAX_VALUES = 4000;
/** Control characters and the line breaks of Unicode, but not the plain line break between the lines of an answer. */
const CONTROL = /[^\P{Cc}\n]|[\u2028\u2029]/gu;

/** A server's text as it may be shown: one short line without keys. */
export function shownText(text: string, secrets: readonly string[]): string {
  return textFrom(text, MESSAGE_CHARACTERS, secrets);
}

/**
 * An answer that could not be understood, for a person to read: indented where it is JSON, without keys, of at most 64 Ki
 * characters, with long texts such as videos cut off.
 */
export function shownAnswer(
  { body, text = '' }: Pick<JsonAnswer, 'body' | 'text'>,
  secrets: readonly string[],
): string {
  const whole =
    body === undefined ? text : JSON.stringify(sketchOf(body, MAX_DEPTH, { left: MAX_VALUES }), null, 2);
  const lines = visible(whole.slice(0, ANSWER_CHARACTERS)).replaceAll('\r\n', '\n').replace(CONTROL, ' ');
  return redact(lines, secrets).slice(0, ANSWER_CHARACTERS);
}

/** JSON with an ellipsis in place of what is too deep, too long or too much. */
function sketchOf(value: unknown, depth: number, values: { left: number }): unknown {
  values.left--;
  if (value instanceof LongText) return `${value.start}…`;
  if (typeof value === 'string') return shortened(value, VALUE_CHARACTERS);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0 || values.left < 0) return '…';
  if (Array.isArray(value))
    return value.slice(0, values.left + 1).map((one) => sketchOf(one, depth - 1, values));
  const fields = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(fields).slice(0, values.left + 1);
  return Object.fromEntries(
    names.map((name) => [shortened(name, VALUE_CHARACTERS), sketchOf(fields[name], depth - 1, values)]),
  );
}
