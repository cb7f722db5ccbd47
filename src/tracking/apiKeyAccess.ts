import type { Endpoint } from '../endpoints/endpoint';
import { unlessAborted } from '../endpoints/http/abort';
import { VideoApiError } from '../endpoints/videoApi';

/** Port: what requests to endpoints are sent with, whoever gives it. */
export interface Keys {
  /**
   * The key for a request to an endpoint that wants one; undefined where there is none.
   *
   * @throws VideoApiError where there should be one, such as from a command that failed
   */
  get(endpoint: Endpoint, signal: AbortSignal): Promise<string | undefined>;
  /**
   * The API refused this key. Resolves with whether `get` may now give another one without the person. Absent where only
   * the person gives any.
   */
  renew?(endpoint: Endpoint, refused: string): Promise<boolean>;
}

/** Where a request goes, and who has its key. */
interface Access {
  readonly endpoint: Endpoint;
  readonly keys: Keys;
  readonly signal: AbortSignal;
}

/**
 * The key for a request; undefined where the endpoint wants none.
 *
 * @throws VideoApiError where it wants one and there is none; the reason of `signal` when it was aborted: a keyring may wait
 *   for the person's password for ever.
 */
export async function keyFor({ endpoint, keys, signal }: Access): Promise<string | undefined> {
  if (endpoint.auth.kind === 'none') return undefined;
  const key = await unlessAborted(keys.get(endpoint, signal), signal);
  if (key === undefined) throw new VideoApiError('noKey', { kind: 'noKey' });
  return key;
}

/**
 * Sends a request with the key of its endpoint. Where the API refuses a key that can be renewed without the person, such as
 * a token that a command prints, it is sent once more with a new one.
 *
 * @throws what the request throws, and as `keyFor`
 */
export async function withKey<T>(
  access: Access,
  request: (key: string | undefined) => Promise<T>,
): Promise<T> {
  const key = await keyFor(access);
  try {
    return await request(key);
  } catch (error) {
    if (key === undefined || !isRefusal(error)) throw error;
    if (!(await access.keys.renew?.(access.endpoint, key))) throw error;
    access.signal.throwIfAborted();
    return request(await keyFor(access));
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof VideoApiError && error.kind === 'unauthorized';
}
