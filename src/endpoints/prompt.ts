import { PROMPT_LENGTH } from '../operations/operation';
import { textFrom } from '../outside/text';
import { type Fields, fieldsOf } from './fields';

/** Objects in which gateways repeat what they were asked for. */
const PLACES = ['metadata', 'request', 'input', 'response', 'parameters'];
const MOST_DEPTH = 2;

/**
 * The prompt in an answer, as OpenAI's video object has it and some gateways put it beside Google's operations, redacted;
 * undefined where none is told.
 */
export function promptIn(body: unknown, secrets: readonly string[]): string | undefined {
  const told = levelsOf(fieldsOf(body), MOST_DEPTH).map((fields) => fields.get('prompt'));
  const prompt = told.find((one): one is string => typeof one === 'string' && one.trim() !== '');
  const line = textFrom(prompt ?? '', PROMPT_LENGTH, secrets);
  return line === '' ? undefined : line;
}

function levelsOf(fields: Fields, depth: number): Fields[] {
  if (depth === 0) return [fields];
  return [fields, ...PLACES.flatMap((name) => levelsOf(fieldsOf(fields.get(name)), depth - 1))];
}
