import { PROMPT_LENGTH } from '../operations/operation';
import { textFrom } from '../outside/text';
import { type Fields, fieldsOf } from './fields';

/** Objects in which gateways repeat the request. */
const PLACES = ['metadata', 'request', 'input', 'response', 'parameters'];
const MAX_DEPTH = 2;

/**
 * The prompt in an answer, redacted; undefined where it has none. OpenAI's video object has one, and some gateways add it
 * to Google's operations.
 */
export function promptIn(body: unknown, secrets: readonly string[]): string | undefined {
  const prompts = levelsOf(fieldsOf(body), MAX_DEPTH).map((fields) => fields.get('prompt'));
  const prompt = prompts.find((one): one is string => typeof one === 'string' && one.trim() !== '');
  const line = textFrom(prompt ?? '', PROMPT_LENGTH, secrets);
  return line === '' ? undefined : line;
}

function levelsOf(fields: Fields, depth: number): Fields[] {
  if (depth === 0) return [fields];
  return [fields, ...PLACES.flatMap((name) => levelsOf(fieldsOf(fields.get(name)), depth - 1))];
}
