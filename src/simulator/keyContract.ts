import { createHash } from 'node:crypto';
import { bearerKey, type Call, type Contract } from './contract';
import { json, type Reply } from './reply';

/**
 * The limits and models of a key, as a LiteLLM gateway tells them. Sources: docs.litellm.ai/docs/proxy/virtual_keys,
 * platform.openai.com/docs/api-reference/models.
 */
export const keyContract: Contract = {
  routes: [
    { step: 'keyInfo', method: 'GET', path: /^\/key\/info$/, answer: keyInfo },
    { step: 'models', method: 'GET', path: /^\/v1\/models$/, answer: models },
  ],
  keyOf: bearerKey,
  formOf: () => 'gateway',
};

function keyInfo({ headers, backend }: Call): Reply {
  const key = bearerKey(headers);
  const { requestsPerMinute = null, parallel = null } = backend.limits ?? {};
  return json(200, {
    key: createHash('sha256').update(key).digest('hex'),
    info: {
      key_name: `sk-...${key.slice(-4)}`,
      spend: 0,
      max_budget: null,
      rpm_limit: requestsPerMinute,
      max_parallel_requests: parallel,
      metadata: {},
    },
  });
}

function models(): Reply {
  return json(200, { object: 'list', data: [{ id: 'veo-3.1-generate-preview', object: 'model' }] });
}
