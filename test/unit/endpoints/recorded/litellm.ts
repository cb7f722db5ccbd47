import { answersOf, PROXY_PAGE } from './recordedAnswer';

const ID = `video_${btoa('litellm:custom_llm_provider:vertex_ai;model_id:veo-3.1-lite-generate-001;video_id:x1').replace(/=+$/, '')}`;
const DOCS = 'docs.thucchien.ai, API reference, /v1/videos';
const ERRORS = 'form of BerriAI/litellm, litellm/proxy/_types.py, ProxyException';
const job = (status: string, more: object = {}) => ({
  id: ID,
  object: 'video',
  status,
  created_at: 1_790_159_271,
  model: 'veo-3.1-lite-generate-001',
  ...more,
});
const error = (code: string, type: string, message: string) => ({
  error: { message, type, param: null, code },
});

export const LITELLM = answersOf('litellm', ID, [
  { case: 'start', status: 200, body: job('processing'), source: DOCS, expect: { kind: 'start', name: ID } },
  { case: 'running', status: 200, body: job('in_progress'), source: DOCS, expect: { kind: 'running' } },
  {
    case: 'succeeded',
    status: 200,
    headers: { 'x-litellm-response-cost': '0.4' },
    body: job('completed'),
    source: `form of ${DOCS}; cost: docs.litellm.ai/docs/proxy/cost_tracking`,
    expect: {
      kind: 'succeeded',
      video: `{url}/v1/videos/${ID}/content`,
      cost: { amount: 0.4, currency: 'USD' },
      model: 'veo-3.1-lite-generate-001',
      startedAt: '2026-09-23T10:27:51.000Z',
    },
  },
  {
    case: 'failed',
    status: 200,
    body: job('failed', { error: { code: 'failed', message: 'The provider failed.' } }),
    source: `form of ${DOCS}`,
    expect: { kind: 'failed', message: 'The provider failed.' },
  },
  {
    case: 'keyRefused',
    status: 401,
    body: error('401', 'token_not_found_in_db', 'Authentication Error, Invalid proxy server token passed.'),
    source: ERRORS,
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  {
    case: 'budget',
    status: 400,
    body: error('400', 'budget_exceeded', 'Budget has been exceeded! Current cost: 12.1, Max budget: 12.0'),
    source: ERRORS,
    expect: { kind: 'problem', problem: 'budgetExceeded' },
  },
  {
    case: 'rateLimited',
    status: 429,
    headers: { 'retry-after': '60' },
    body: error('429', 'throttling_error', 'Rate limit exceeded for api_key. Limit type: requests.'),
    source: ERRORS,
    expect: { kind: 'problem', problem: 'rateLimited' },
  },
  PROXY_PAGE,
]);
