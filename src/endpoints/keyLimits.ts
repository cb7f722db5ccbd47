import * as v from 'valibot';
import { errorOf } from './apiErrors';
import { type Endpoint, keyHeadersOf } from './endpoint';
import type { Http } from './httpPort';
import { lenient, numberOrNumericString } from './schema';

/** What a gateway allows a key; each absent where it is not limited or not told. */
export interface KeyLimits {
  /** Requests a minute. */
  readonly limitOfKey?: number;
  /**
   * Requests a minute, the fewest of its Veo models'. A status request names no model, so it counts only once a 429 has
   * shown that it does.
   */
  readonly limitOfModel?: number;
  /** Requests at the same time. */
  readonly parallel?: number;
}

const limit = lenient(
  v.pipe(
    numberOrNumericString,
    v.check((value) => value > 0 && value < Number.POSITIVE_INFINITY),
  ),
);
const byModel = lenient(v.record(v.string(), limit));

/** `GET /key/info` (docs.litellm.ai/docs/proxy/virtual_keys; limits of models: docs.litellm.ai/docs/proxy/users). */
const keyInfo = v.object({
  info: v.object({
    rpm_limit: limit,
    max_parallel_requests: limit,
    model_rpm_limit: byModel,
    metadata: lenient(v.object({ model_rpm_limit: byModel })),
  }),
});
type Info = v.InferOutput<typeof keyInfo>['info'];

/**
 * Asks a LiteLLM gateway what it allows a key. Not every gateway offers that, and not to every key: undefined for any
 * answer but the documented one.
 *
 * @throws VideoApiError where no answer came, one that is too large, or one that there were too many requests; the reason of `signal` when it was aborted.
 */
export async function askKeyLimits(
  http: Http,
  { url }: Endpoint,
  key: string | undefined,
  signal: AbortSignal,
): Promise<KeyLimits | undefined> {
  const answer = await http.getJson({
    url: `${url}/key/info`,
    keyHeaders: keyHeadersOf('videos', key),
    signal,
  });
  if (answer.status === 429) throw errorOf(answer, key === undefined ? [] : [key]);
  const told = answer.status === 200 ? v.safeParse(keyInfo, answer.body) : undefined;
  return told?.success ? limitsIn(told.output.info) : undefined;
}

function limitsIn(info: Info): KeyLimits {
  const models = [info.model_rpm_limit, info.metadata?.model_rpm_limit].flatMap(ofVeo);
  const ofModels = models.filter((count) => typeof count === 'number');
  const { rpm_limit: ofKey, max_parallel_requests: parallel } = info;
  return {
    ...(typeof ofKey === 'number' && { limitOfKey: ofKey }),
    ...(ofModels.length > 0 && { limitOfModel: ofModels.reduce((fewest, count) => Math.min(fewest, count)) }),
    ...(typeof parallel === 'number' && { parallel }),
  };
}

function ofVeo(limits: v.InferOutput<typeof byModel>): (number | null | undefined)[] {
  return Object.entries(limits ?? {}).flatMap(([model, count]) => (/veo/i.test(model) ? [count] : []));
}
