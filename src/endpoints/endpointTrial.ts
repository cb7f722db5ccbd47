import * as v from 'valibot';
import { errorOf } from './apiErrors';
import { type Endpoint, keyHeadersOf } from './endpoint';
import type { Http } from './httpPort';
import { VideoApiError } from './videoApi';

/** A person waits for it, with the box still open. */
export const TRIAL_DEADLINE_MS = 10_000;

/** Both kinds list their models: LiteLLM as OpenAI does, Google in its own form (ai.google.dev/api/models). */
const modelList = v.union([
  v.object({ data: v.array(v.unknown()) }),
  v.object({ models: v.array(v.unknown()) }),
]);

/**
 * Asks an endpoint for its models, which costs nothing: whether there is an API of its kind, and, with a key, whether
 * the key is accepted.
 *
 * @throws VideoApiError; the reason of `signal` when it was aborted.
 */
export async function tryEndpoint(
  http: Http,
  { kind, url }: Endpoint,
  key: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const isGateway = kind === 'litellm';
  const answer = await http.getJson({
    url: isGateway ? `${url}/v1/models` : `${url}/v1beta/models?pageSize=1`,
    keyHeaders: keyHeadersOf(isGateway ? 'videos' : 'gemini', key),
    signal,
  });
  if (answer.status !== 200) {
    const error = errorOf(answer, key === undefined ? [] : [key]);
    // That it wants a key is what an API says; Google says so with 403, and of a key that is none with 400.
    const wantsKey = error.kind === 'unauthorized' || [401, 403].includes(answer.status);
    if (key === undefined && answer.body !== undefined && wantsKey) return;
    throw error;
  }
  if (!v.is(modelList, answer.body)) throw new VideoApiError('malformed', { kind: 'noModelList' });
}
