import { oneLine } from './oneLine';
import { redact } from './redaction';

/** So many times the shown characters are read, since some of them are removed. */
const READ_FACTOR = 8;
/** Google's ids have 12 characters, UUIDs 36; those of gateways contain points and underscores. */
const IDENTIFIER = /^[\w.-]{1,200}$/;

/**
 * A text from outside as it may be matched, shown, stored and handed on: one line of at most `length` characters, without
 * control and invisible characters, and without keys. It is cleaned before it is redacted, since invisible characters could
 * hide a key, and cut off last, since a cut could, too.
 *
 * @param secrets the keys that the author of the text may know
 */
export function textFrom(outside: string, length: number, secrets: readonly string[] = []): string {
  const read = length * READ_FACTOR;
  return oneLine(redact(oneLine(outside.slice(0, read), read), secrets), length);
}

/** The id in a text from outside; undefined for any other text. An id is never cleaned: it would name another thing. */
export function identifierFrom(outside: string): string | undefined {
  return IDENTIFIER.test(outside) ? outside : undefined;
}
