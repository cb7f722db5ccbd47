import * as v from 'valibot';
import { type EndpointAccess, secretsOf } from './endpoint';
import { errorOf } from './faults/apiErrors';
import type { Http } from './http/httpPort';
import { keyHeadersFor } from './protocol';
import { ifReadable, numberOrNumericString } from './schema';

/** What a gateway allows a key. A field is absent where there is no such limit, or the gateway does not report it. */
export interface KeyLimits {
  /** Requests per minute. */
  readonly limitOfKey?: number;
  /**
   * Requests per minute, the smallest limit of its Veo models. A status request names no model, so this limit applies only
   * once a 429 has shown that it does.
   */
  readonly limitOfModel?: number;
  /** Requests at the same time. */
  readonly parallel?: number;
}

const limit = ifReadable(
  v.pipe(
    numberOrNumericString,
    v.check((value) => value > 0 && value < Number.POSITIVE_INFINITY),
  ),
);
const byModel = ifReadable(v.record(v.string(), limit));

/** `GET /key/info` (docs.litellm.ai/docs/proxy/virtual_keys; limits of models: docs.litellm.ai/docs/proxy/users). */
const keyInfo = v.object({
  info: v.object({
    rpm_limit: limit,
    max_parallel_requests: limit,
    model_rpm_limit: byModel,
    metadata: ifReadable(v.object({ model_rpm_limit: byModel })),
  }),
});
type Info = v.InferOutput<typeof keyInfo>['info'];

/**
 * Fetches what a LiteLLM gateway allows a key. Not every gateway offers that, and not to every key: undefined for any
 * answer but the documented one.
 *
 * @throws VideoApiError where no answer came, the answer is too large, or it is a 429; the reason of `signal` when it was
 *   aborted.
 */
export async function fetchKeyLimits(
  http: Http,
  { endpoint, key, signal }: EndpointAccess,
): Promise<KeyLimits | undefined> {
  const answer = await http.getJson({
    url: `${endpoint.url}/key/info`,
    keyHeaders: keyHeadersFor(endpoint, 'videos', key),
    signal,
  });
  if (answer.status === 429) throw errorOf(answer, secretsOf(key));
  if (answer.status !== 200) return undefined;
  const parsed = v.safeParse(keyInfo, answer.body);
  return parsed.success ? limitsIn(parsed.output.info) : undefined;
}

function limitsIn(info: Info): KeyLimits {
  const ofModels = [info.model_rpm_limit, info.metadata?.model_rpm_limit].flatMap(limitsOfVeo);
  const { rpm_limit: ofKey, max_parallel_requests: parallel } = info;
  return {
    ...(typeof ofKey === 'number' && { limitOfKey: ofKey }),
    ...(ofModels.length > 0 && { limitOfModel: ofModels.reduce((fewest, count) => Math.min(fewest, count)) }),
    ...(typeof parallel === 'number' && { parallel }),
  };
}

function limitsOfVeo(limits: v.InferOutput<typeof byModel>): number[] {
  return Object.entries(limits ?? {}).flatMap(([model, count]) => (/veo/i.test(model) ? (count ?? []) : []));
}
