import type { StartHints } from '../operations/operation';
import { createVideoApi } from './contracts';
import type { Endpoint } from './endpoint';
import type { Http, HttpRequest } from './http/httpPort';

/** A request as another program can be told it. */
export interface UnsentRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** All but the one with the key. */
  readonly headers: Readonly<Record<string, string>>;
  readonly keyHeader?: KeyHeader;
  /** Of a POST: JSON. */
  readonly body?: string;
}

/** The header with the key: its name, and what stands before the key. */
interface KeyHeader {
  readonly name: string;
  readonly before: string;
}

/** Which operation is asked about, and where. */
export interface AskedOperation {
  readonly endpoint: Endpoint;
  readonly name: string;
  readonly hints?: StartHints;
}

/** Stands where the key goes. */
const KEY_PLACE = 'KEY';
const NOTHING_TO_ABORT = new AbortController().signal;

/**
 * The request that asks for the state of an operation, as this extension sends it: the code that asks makes it, and nothing
 * is sent.
 *
 * @throws VideoApiError `rejected` where the endpoint has no operations of such a name
 */
export async function unsentStatusRequest({ endpoint, name, hints }: AskedOperation): Promise<UnsentRequest> {
  const recorded: HttpRequest[] = [];
  const api = createVideoApi(recordingHttp(recorded), () => undefined);
  const key = endpoint.auth.kind === 'none' ? undefined : KEY_PLACE;
  const asking = api.requestStatus({
    endpoint,
    name,
    key,
    signal: NOTHING_TO_ABORT,
    ...(hints && { hints }),
  });
  const fault: unknown = await asking.then(undefined, (error: unknown) => error);
  const [request] = recorded;
  if (!request) throw fault;
  return unsent(request);
}

/** Records requests in place of the network; none of them is answered. */
function recordingHttp(recorded: HttpRequest[]): Http {
  const record = async (request: HttpRequest): Promise<never> => {
    recorded.push(request);
    throw new Error('Nothing is sent');
  };
  return { getJson: record, getStream: record };
}

/** With the headers that `http.ts` adds to a request for JSON, but for its own `user-agent`. */
function unsent({ url, question, keyHeaders, headers }: HttpRequest): UnsentRequest {
  const [withKey] = Object.entries(keyHeaders).map(([name, value]) => keyHeaderOf(name, value));
  return {
    method: question === undefined ? 'GET' : 'POST',
    url,
    headers: {
      accept: 'application/json',
      ...(question !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(withKey && { keyHeader: withKey }),
    ...(question !== undefined && { body: question }),
  };
}

function keyHeaderOf(name: string, value: string): KeyHeader {
  return { name, before: value.slice(0, -KEY_PLACE.length) };
}
