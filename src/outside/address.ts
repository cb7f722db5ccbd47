import { holdsSecret, redact, withoutSecrets } from './redaction';

/** Characters; the longest are signed ones, of some 2,000. */
const MOST_LENGTH = 8192;
/** `gs:` is that of a bucket, which nobody fetches but people copy. */
const PROTOCOLS: readonly string[] = ['https:', 'http:', 'gs:'];
/** What an address may consist of (RFC 3986, 2). */
const PLAIN = /^[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;
/** The names of parameters in which keys travel; tokens and signatures open one video alone, and have other names. */
const KEY_PARAMETER = /^(?:key|api[-_]?key|x-goog-api-key)$/i;

/**
 * The address in a text from outside; undefined where it is none of https, http or gs, is too long, or holds a password.
 * One in which all is as it should be stays what it is, or else its signature would no longer fit; any other is
 * normalised, which leaves neither control nor invisible characters in it. Keys go.
 */
export function addressFrom(outside: string, secrets: readonly string[] = []): string | undefined {
  if (outside.length > MOST_LENGTH || !URL.canParse(outside)) return undefined;
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
  if (holdsSecret(value, secrets)) return true;
  return KEY_PARAMETER.test(name) && redact(value) !== value;
}
