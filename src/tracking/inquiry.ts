import { type Endpoint, originOf } from '../endpoints/endpoint';
import { type VideoApi, VideoApiError } from '../endpoints/videoApi';
import type { Answer, Report } from '../operations/operation';

/** Where the key of an origin is had from. */
export interface Keys {
  get(origin: string): Promise<string | undefined>;
}

type ProblemReport = Exclude<Report, Answer>;

/** What came of wanting to know. `retryAfter`: ms that the server told us to wait. */
export type Outcome =
  | { readonly kind: 'answered'; readonly report: Answer }
  | { readonly kind: 'failed'; readonly report: ProblemReport; readonly retryAfter?: number | undefined }
  | { readonly kind: 'notAsked'; readonly report: ProblemReport };

/** Asks an endpoint once. Whatever the API does is an outcome; only an abort and errors of ours are thrown. */
export async function inquire(
  name: string,
  endpoint: Endpoint,
  api: VideoApi,
  keys: Keys,
  signal: AbortSignal,
): Promise<Outcome> {
  const needsKey = endpoint.auth.kind === 'key';
  const key = needsKey ? await unlessAborted(keys.get(originOf(endpoint)), signal) : undefined;
  if (needsKey && key === undefined) {
    return { kind: 'failed', report: { kind: 'problem', problem: NO_KEY } };
  }
  try {
    return { kind: 'answered', report: await api.check(endpoint, name, key, signal) };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof VideoApiError)) throw error;
    const { kind, message, retryAfter } = error;
    return { kind: 'failed', report: { kind: 'problem', problem: { kind, message } }, retryAfter };
  }
}

const NO_KEY = { kind: 'noKey', message: 'There is no API key' } as const;

/** A keyring may wait for the person's password as long as it likes; who gives up need not wait with it. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    promise.then(resolve, reject);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
