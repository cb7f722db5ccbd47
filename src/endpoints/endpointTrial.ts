import * as v from 'valibot';
import type { EndpointAccess, EndpointKind } from './endpoint';
import type { Http, JsonAnswer } from './http/httpPort';
import { keyHeadersFor } from './protocol';
import { deniesJob, refusesKey, TRIAL_ID, throwUnless } from './trialAnswer';

/** Short, for a person waits with the input box still open. */
export const TRIAL_DEADLINE_MS = 10_000;

/** LiteLLM and its kin list their models as OpenAI does, Google in its own form (ai.google.dev/api/models). */
const modelList = v.union([
  v.object({ data: v.array(v.unknown()) }),
  v.object({ models: v.array(v.unknown()) }),
]);

const TRIALS: Readonly<Record<EndpointKind, (http: Http, access: EndpointAccess) => Promise<void>>> = {
  litellm: tryModels,
  google: tryModels,
  videos: tryGateway,
  described: async (http, access) => (await import('./described/describedTrial')).tryDescribed(http, access),
  // Every address of Agent Platform has a project in it, and nobody has named one yet: there is nothing to ask for.
  agentPlatform: async () => undefined,
};

/**
 * Tries an endpoint by requests that cost nothing: is there an API of its kind, and does it accept the key? For Agent
 * Platform nothing can be asked, and nothing is sent.
 *
 * @throws VideoApiError; the reason of `signal` when it was aborted.
 */
export function tryEndpoint(http: Http, access: EndpointAccess): Promise<void> {
  return TRIALS[access.endpoint.kind](http, access);
}

async function tryModels(http: Http, access: EndpointAccess): Promise<void> {
  const answer = await requestModels(http, access);
  throwUnless(isModelList(answer), answer, access.key);
}

/** Not every gateway lists its models, and some, such as OpenRouter, list them to anybody: a status tells more of the key. */
async function tryGateway(http: Http, access: EndpointAccess): Promise<void> {
  const { endpoint, key, signal } = access;
  const models = await requestModels(http, access);
  const isListed = isModelList(models);
  if (!isListed && models.status !== 404 && models.status !== 405) return throwUnless(false, models, key);
  if (isListed && key === undefined) return;
  const url = `${endpoint.url}/v1/videos/${TRIAL_ID}`;
  const status = await http.getJson({ url, keyHeaders: keyHeadersFor(endpoint, 'videos', key), signal });
  throwUnless(isListed ? !refusesKey(status) : deniesJob(status), status, key);
}

function requestModels(http: Http, { endpoint, key, signal }: EndpointAccess): Promise<JsonAnswer> {
  const { kind, url } = endpoint;
  const isGoogle = kind === 'google';
  return http.getJson({
    url: isGoogle ? `${url}/v1beta/models?pageSize=1` : `${url}/v1/models`,
    keyHeaders: keyHeadersFor(endpoint, isGoogle ? 'gemini' : 'videos', key),
    signal,
  });
}

function isModelList({ status, body }: JsonAnswer): boolean {
  return status === 200 && v.is(modelList, body);
}
