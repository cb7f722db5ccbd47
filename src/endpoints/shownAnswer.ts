import { visible } from '../outside/oneLine';
import { redact } from '../outside/redaction';
import { shortened } from '../outside/shortened';
import type { JsonAnswer } from './http';
import { LongText } from './longText';

/** Characters of a whole answer that are worth showing. */
const ANSWER_LENGTH = 64 * 1024;
/** Characters of one text in an answer: beyond an address with a signature there are only videos in Base64. */
const VALUE_LENGTH = 2000;
const DEPTH = 12;
/** Also the line breaks of Unicode; a plain one is what the lines of an answer end in. */
const CONTROL = /[^\P{Cc}\n]|[\u2028\u2029]/gu;
/** Values of an answer, so that the sketch of a hostile one stays small. */
const VALUES = 4000;

/**
 * An answer that could not be understood, for a person to read: indented where it is JSON, without keys, of at most 64 Ki
 * characters, with long texts such as videos cut.
 */
export function shownAnswer(
  { body, text = '' }: Pick<JsonAnswer, 'body' | 'text'>,
  secrets: readonly string[],
): string {
  const whole = body === undefined ? text : JSON.stringify(sketchOf(body, DEPTH, { left: VALUES }), null, 2);
  const lines = visible(whole.slice(0, ANSWER_LENGTH)).replaceAll('\r\n', '\n').replace(CONTROL, ' ');
  return redact(lines, secrets).slice(0, ANSWER_LENGTH);
}

/** JSON as it is, but for what is too deep, too long or too much. */
function sketchOf(value: unknown, depth: number, values: { left: number }): unknown {
  values.left--;
  if (value instanceof LongText) return `${value.start}…`;
  if (typeof value === 'string') return shortened(value, VALUE_LENGTH);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0 || values.left < 0) return '…';
  if (Array.isArray(value))
    return value.slice(0, values.left + 1).map((one) => sketchOf(one, depth - 1, values));
  const all = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(all).slice(0, values.left + 1);
  return Object.fromEntries(
    names.map((name) => [shortened(name, VALUE_LENGTH), sketchOf(all[name], depth - 1, values)]),
  );
}
