import { unlessAborted } from '../endpoints/abort';
import { type Endpoint, originOf } from '../endpoints/endpoint';

/** Where the key of an origin is had from. */
export interface Keys {
  get(origin: string): Promise<string | undefined>;
}

/** With what an endpoint is asked; without key where it wants none. */
export interface Access {
  readonly key: string | undefined;
}

/**
 * The way into an endpoint; undefined when it wants a key and there is none.
 *
 * @throws the reason of `signal` when it was aborted: a keyring may wait for the person's password as long as it likes.
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
