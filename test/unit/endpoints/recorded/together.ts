import { answersOf, PROXY_PAGE } from './recordedAnswer';

const ID = '019a0068-794a-7213-90f6-cc4eb62e3da7';
const DETAILS = 'docs.together.ai/reference/get-videos-id';
const OVERVIEW = 'docs.together.ai/docs/videos-overview';
const ERRORS = 'form of docs.together.ai/docs/error-codes';
const job = (status: string, more: object = {}) => ({
  id: ID,
  model: 'google/veo-3.0',
  status,
  created_at: 1_760_943_438,
  size: '1366x768',
  seconds: '8',
  object: 'video',
  ...more,
});

export const TOGETHER = answersOf('together', ID, [
  { case: 'start', status: 200, body: { id: ID }, source: DETAILS, expect: { kind: 'start', name: ID } },
  { case: 'running', status: 200, body: job('in_progress'), source: DETAILS, expect: { kind: 'running' } },
  { case: 'running', status: 200, body: job('queued'), source: OVERVIEW, expect: { kind: 'running' } },
  {
    case: 'succeeded',
    status: 200,
    body: {
      id: ID,
      model: 'minimax/video-01-director',
      status: 'completed',
      info: { user_id: '66f0bd504fb9511df3489b9a', errors: null },
      inputs: { height: 768, prompt: 'A serene sunset over the ocean with gentle waves', width: 1366 },
      outputs: { cost: 0.28, video_url: 'https://api.together.ai/shrt/DwlaBdSakNRFlBxN' },
      created_at: '2025-10-20T06:57:18.154804Z',
      claimed_at: '0001-01-01T00:00:00Z',
      done_at: '2025-10-20T07:00:12.234472Z',
    },
    source: OVERVIEW,
    expect: {
      kind: 'succeeded',
      video: 'https://api.together.ai/shrt/DwlaBdSakNRFlBxN',
      cost: { amount: 0.28, currency: 'USD' },
      model: 'video-01-director',
      startedAt: '2025-10-20T06:57:18.154Z',
    },
  },
  {
    case: 'failed',
    status: 200,
    body: job('failed', { error: { message: 'The prompt was refused.', code: 'content_policy' } }),
    source: `form of ${DETAILS}`,
    expect: { kind: 'failed', message: 'The prompt was refused.' },
  },
  {
    case: 'cancelled',
    status: 200,
    body: job('cancelled'),
    source: OVERVIEW,
    expect: { kind: 'failed', message: '', status: 'CANCELLED' },
  },
  {
    case: 'keyRefused',
    status: 401,
    body: {
      error: {
        message:
          'Invalid API key provided. You can find your API key at https://api.together.ai/settings/api-keys.',
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      },
    },
    source: 'maruel/genai, providers/together, recorded answer',
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  {
    case: 'budget',
    status: 402,
    body: { error: { message: 'Credit limit exceeded', type: 'credit_limit', param: null, code: null } },
    source: ERRORS,
    expect: { kind: 'problem', problem: 'budgetExceeded' },
  },
  {
    case: 'rateLimited',
    status: 429,
    body: { error: { message: 'Rate limit exceeded', type: 'rate_limit', param: null, code: null } },
    source: ERRORS,
    expect: { kind: 'problem', problem: 'rateLimited' },
  },
  {
    case: 'unknownJob',
    status: 404,
    body: { error: { message: 'Video not found', type: 'not_found', param: null, code: null } },
    source: ERRORS,
    expect: { kind: 'problem', problem: 'notFound' },
  },
  PROXY_PAGE,
]);
