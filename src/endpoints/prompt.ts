import { PROMPT_LENGTH } from '../operations/operation';
import { oneLine } from '../outside/oneLine';
import { redact } from '../outside/redaction';
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
  // Invisible characters go first, or they would hide a key from the redaction.
  const visible = oneLine(prompt ?? '', 4 * PROMPT_LENGTH);
  const line = oneLine(redact(visible, secrets), PROMPT_LENGTH);
  return line === '' ? undefined : line;
}

function levelsOf(fields: Fields, depth: number): Fields[] {
  if (depth === 0) return [fields];
  return [fields, ...PLACES.flatMap((name) => levelsOf(fieldsOf(fields.get(name)), depth - 1))];
}
