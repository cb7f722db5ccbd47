import { LABEL_LENGTH, PROMPT_LENGTH } from '../../operations/operation';
import { oneLine } from '../../outside/oneLine';
import { holdsSecret, isSecret } from '../../outside/secretShapes';
import { isTelling, withoutFrame } from './labelText';

/** What stands beside a name where it was written. */
export interface BesideName {
  readonly label?: string;
  readonly prompt?: string;
}

/** Characters that are read of a text, for some of them are not seen. */
const READ_LENGTH = 4 * PROMPT_LENGTH;

/**
 * What a text beside a name tells: a label, or, where it is longer than a label may be, the prompt; undefined where it
 * tells nothing, such as a time, a keyword, code, an address or a secret.
 */
export function besideOf(text: string): BesideName | undefined {
  const told = withoutFrame(oneLine(text.slice(0, READ_LENGTH), READ_LENGTH));
  if (!isTelling(told) || holdsSecret(told)) return undefined;
  return told.length > LABEL_LENGTH ? { prompt: oneLine(told, PROMPT_LENGTH) } : { label: told };
}

/** A text that was told as a label, by a column or a field of such a name. */
export function toldLabel(text: string): BesideName {
  const line = tellableLine(text);
  return line === undefined ? {} : { label: oneLine(line, LABEL_LENGTH) };
}

/** The same of a prompt. */
export function toldPrompt(text: string): BesideName {
  const line = tellableLine(text);
  return line === undefined ? {} : { prompt: oneLine(line, PROMPT_LENGTH) };
}

/** Cleaned before it is looked through, or else what cannot be seen would hide a secret. */
function tellableLine(text: string): string | undefined {
  const line = oneLine(text, READ_LENGTH);
  return line === '' || isSecret(line) || holdsSecret(line) ? undefined : line;
}
