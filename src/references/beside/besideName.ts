import { LABEL_LENGTH, PROMPT_LENGTH } from '../../operations/operation';
import { oneLine } from '../../outside/oneLine';
import { holdsSecret, isSecret } from '../../outside/secretShapes';
import { isInformative, withoutFrame } from './labelText';

/** The texts beside a name. */
export interface BesideName {
  readonly label?: string;
  readonly prompt?: string;
}

/** More than is shown, because invisible characters are dropped. */
const READ_CHARACTERS = 4 * PROMPT_LENGTH;

/**
 * The label in a text beside a name or, if it is too long for a label, the prompt; undefined if the text is not
 * informative, such as a time, a keyword, code, an address or a secret.
 */
export function labelOrPromptIn(text: string): BesideName | undefined {
  const shown = withoutFrame(oneLine(text.slice(0, READ_CHARACTERS), READ_CHARACTERS));
  if (!isInformative(shown) || holdsSecret(shown)) return undefined;
  return shown.length > LABEL_LENGTH ? { prompt: oneLine(shown, PROMPT_LENGTH) } : { label: shown };
}

/** A text as a label, because its column or field is called so. */
export function labelFrom(text: string): BesideName {
  const line = harmlessLine(text);
  return line === undefined ? {} : { label: oneLine(line, LABEL_LENGTH) };
}

/** A text as a prompt, likewise. */
export function promptFrom(text: string): BesideName {
  const line = harmlessLine(text);
  return line === undefined ? {} : { prompt: oneLine(line, PROMPT_LENGTH) };
}

/** A text in one line; undefined if it holds a secret. Cleaned first, or invisible characters could hide the secret. */
function harmlessLine(text: string): string | undefined {
  const line = oneLine(text, READ_CHARACTERS);
  return line === '' || isSecret(line) || holdsSecret(line) ? undefined : line;
}
