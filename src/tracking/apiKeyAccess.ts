import { unlessAborted } from '../endpoints/abort';
import { type Endpoint, originOf } from '../endpoints/endpoint';

/** Port: the person's keys, by API origin. */
export interface Keys {
  get(origin: string): Promise<string | undefined>;
}

/** What a request to an endpoint needs; `key` is undefined if the endpoint wants none. */
interface Access {
  readonly key: string | undefined;
}

/**
 * Resolves with undefined if the endpoint wants a key and there is none.
 *
 * @throws the reason of `signal` when it was aborted: a keyring may wait for the person's password for ever.
 */
export async function accessTo(
  endpoint: Endpoint,
  keys: Keys,
  signal: AbortSignal,
): Promise<Access | undefined> {
  if (endpoint.auth.kind === 'none') return { key: undefined };
  const key = await unlessAborted(keys.get(originOf(endpoint)), signal);
  return key === undefined ? undefined : { key };
}
