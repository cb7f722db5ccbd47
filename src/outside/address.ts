import { holdsAny, redact, withoutSecrets } from './redaction';

/** The longest addresses are signed ones, of some 2,000 characters. */
const MAX_CHARACTERS = 8192;
/** `gs:` is that of a bucket: we cannot fetch it, but people copy it. */
const PROTOCOLS: readonly string[] = ['https:', 'http:', 'gs:'];
/** The characters of an address (RFC 3986, 2). */
const PLAIN = /^[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;
/** Names of parameters that hold keys. Tokens and signatures have other names, and are good for one video only. */
const KEY_PARAMETER = /^(?:key|api[-_]?key|x-goog-api-key)$/i;

/**
 * The address in a text from outside, without keys; undefined where it is not of https, http or gs, is too long, or holds a
 * password. A valid address stays as it is, or its signature would no longer match. Any other is normalised, which removes
 * control and invisible characters.
 */
export function addressFrom(outside: string, secrets: readonly string[] = []): string | undefined {
  if (outside.length > MAX_CHARACTERS || !URL.canParse(outside)) return undefined;
  const url = new URL(outside);
  if (!PROTOCOLS.includes(url.protocol) || url.host === '' || url.username || url.password) return undefined;
  const isPlain = PLAIN.test(outside) && outside.startsWith(`${url.protocol}//${url.host}`);
  return withoutKeys(isPlain ? outside : url.href, secrets);
}

function withoutKeys(address: string, secrets: readonly string[]): string {
  const url = new URL(address);
  const keys = [...url.searchParams].filter(([name, value]) => holdsKey(name, value, secrets));
  for (const [name] of keys) url.searchParams.delete(name);
  return withoutSecrets(keys.length > 0 ? url.href : address, secrets);
}

function holdsKey(name: string, value: string, secrets: readonly string[]): boolean {
  if (holdsAny(value, secrets)) return true;
  return KEY_PARAMETER.test(name) && redact(value) !== value;
}
