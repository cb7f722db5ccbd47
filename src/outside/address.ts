import { redact } from './redaction';

/** Characters; the longest are signed ones, of some 2,000. */
const MOST_LENGTH = 8192;
/** `gs:` is that of a bucket, which nobody fetches but people copy. */
const PROTOCOLS: readonly string[] = ['https:', 'http:', 'gs:'];

/**
 * The address in a text from outside, normalised, which leaves neither control nor invisible characters in it; undefined
 * where it is none of https, http or gs, is too long, or holds a password. Parameters with a key go.
 */
export function addressFrom(outside: string, secrets: readonly string[] = []): string | undefined {
  if (outside.length > MOST_LENGTH || !URL.canParse(outside)) return undefined;
  const url = new URL(outside);
  if (!PROTOCOLS.includes(url.protocol) || url.host === '' || url.username || url.password) return undefined;
  return withoutKeys(url, secrets);
}

function withoutKeys(url: URL, secrets: readonly string[]): string {
  for (const [name, value] of [...url.searchParams]) {
    if (redact(value, secrets) !== value) url.searchParams.delete(name);
  }
  return redact(url.href, secrets);
}
