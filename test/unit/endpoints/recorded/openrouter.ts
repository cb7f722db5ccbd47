import { answersOf, PROXY_PAGE } from './recordedAnswer';

const ID = 'job-abc123';
const DETAILS = 'openrouter.ai/docs/api/api-reference/video-generation/get-videos';
const ERRORS = 'openrouter.ai/docs/api/reference/errors-and-debugging';
const job = (status: string, more: object = {}) => ({
  id: ID,
  polling_url: `/api/v1/videos/${ID}`,
  status,
  ...more,
});
const problem = (code: number, message: string) => ({ error: { code, message } });

export const OPENROUTER = answersOf('openrouter', ID, [
  {
    case: 'start',
    status: 202,
    body: job('pending'),
    source: 'openrouter.ai/docs/agent-sdk/typescript/api-reference/models/videogenerationresponse',
    expect: { kind: 'start', name: ID },
  },
  { case: 'running', status: 200, body: job('in_progress'), source: DETAILS, expect: { kind: 'running' } },
  {
    case: 'succeeded',
    status: 200,
    body: job('completed', {
      generation_id: 'gen-xyz789',
      unsigned_urls: ['https://storage.example.com/video.mp4'],
      usage: { cost: 0.5, is_byok: false },
    }),
    source: DETAILS,
    expect: {
      kind: 'succeeded',
      video: 'https://storage.example.com/video.mp4',
      cost: { amount: 0.5, currency: 'USD' },
    },
  },
  {
    case: 'failed',
    status: 200,
    body: job('failed', { error: 'Video generation failed' }),
    source: `form of ${DETAILS}`,
    expect: { kind: 'failed', message: 'Video generation failed' },
  },
  {
    case: 'cancelled',
    status: 200,
    body: job('cancelled'),
    source: `form of ${DETAILS}`,
    expect: { kind: 'failed', message: '', status: 'CANCELLED' },
  },
  {
    case: 'expired',
    status: 200,
    body: job('expired'),
    source: `form of ${DETAILS}`,
    expect: { kind: 'failed', message: '', status: 'EXPIRED' },
  },
  {
    case: 'keyRefused',
    status: 401,
    body: problem(401, 'No auth credentials found'),
    source: ERRORS,
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  {
    case: 'budget',
    status: 402,
    body: problem(402, 'Insufficient credits. Add more using https://openrouter.ai/settings/credits'),
    source: 'open-assistant-org/open-assistant#80, recorded answer',
    expect: { kind: 'problem', problem: 'budgetExceeded' },
  },
  {
    case: 'rateLimited',
    status: 429,
    body: problem(429, 'Rate limit exceeded'),
    source: `form of ${ERRORS}`,
    expect: { kind: 'problem', problem: 'rateLimited' },
  },
  {
    case: 'unknownJob',
    status: 404,
    body: problem(404, 'Video generation job not found'),
    source: `form of ${ERRORS}`,
    expect: { kind: 'problem', problem: 'notFound' },
  },
  PROXY_PAGE,
]);
