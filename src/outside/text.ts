import { oneLine } from './oneLine';
import { redact } from './redaction';

/** Times as many characters are read as are shown, for some of them go. */
const READ_FOR_SHOWN = 8;

/**
 * A text from outside as it may be matched, shown, stored and handed on: one line of at most so many characters, without
 * control and invisible characters, and without keys. Cleaned before it is redacted, or else characters that cannot be
 * seen would hide a key; cut off last, or else a cut would.
 *
 * @param secrets the keys that whoever wrote the text may know
 */
export function textFrom(outside: string, length: number, secrets: readonly string[] = []): string {
  const read = length * READ_FOR_SHOWN;
  return oneLine(redact(oneLine(outside.slice(0, read), read), secrets), length);
}
