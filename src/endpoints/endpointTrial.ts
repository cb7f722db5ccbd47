import * as v from 'valibot';
import { errorOf } from './apiErrors';
import { type EndpointAccess, secretsOf } from './endpoint';
import type { Http } from './httpPort';
import { keyHeadersFor } from './protocol';
import { VideoApiError } from './videoApi';

/** Short, for a person waits with the input box still open. */
export const TRIAL_DEADLINE_MS = 10_000;

/** Both kinds list their models: LiteLLM as OpenAI does, Google in its own form (ai.google.dev/api/models). */
const modelList = v.union([
  v.object({ data: v.array(v.unknown()) }),
  v.object({ models: v.array(v.unknown()) }),
]);

/**
 * Tries an endpoint by requesting its models, which costs nothing: is there an API of its kind, and does it accept the
 * key?
 *
 * @throws VideoApiError; the reason of `signal` when it was aborted.
 */
export async function tryEndpoint(http: Http, { endpoint, key, signal }: EndpointAccess): Promise<void> {
  const { kind, url } = endpoint;
  const isGateway = kind === 'litellm' || kind === 'videos';
  const answer = await http.getJson({
    url: isGateway ? `${url}/v1/models` : `${url}/v1beta/models?pageSize=1`,
    keyHeaders: keyHeadersFor(endpoint, isGateway ? 'videos' : 'gemini', key),
    signal,
  });
  if (answer.status !== 200) {
    const error = errorOf(answer, secretsOf(key));
    // Only an API says that it wants a key. Google answers 403 without a key, and 400 to a text that is no key.
    const wantsKey = error.kind === 'unauthorized' || [401, 403].includes(answer.status);
    if (key === undefined && answer.body !== undefined && wantsKey) return;
    throw error;
  }
  if (!v.is(modelList, answer.body)) throw new VideoApiError('malformed', { kind: 'noModelList' });
}
