import { answersOf, PROXY_PAGE } from './recordedAnswer';

const ID = 'chatvideo-1709712000000000000-uid123';
const DETAILS = 'apidocs.qnaigc.com/423900624e0';
const OPENAI = 'form of platform.openai.com/docs/guides/error-codes';
const TIMES = { created_at: '2025-03-06T12:00:00Z', updated_at: '2025-03-06T12:05:30Z' };
const job = (status: string, more: object) => ({
  id: ID,
  model: 'veo-3.0-generate-preview',
  status,
  ...more,
  ...TIMES,
});

export const QINIU = answersOf('qiniu', ID, [
  {
    case: 'start',
    status: 200,
    body: { id: ID },
    source: 'apidocs.qnaigc.com/423900623e0',
    expect: { kind: 'start', name: ID },
  },
  {
    case: 'running',
    status: 200,
    body: job('InProgress', { message: '', data: {} }),
    source: `form of ${DETAILS}`,
    expect: { kind: 'running' },
  },
  {
    case: 'running',
    status: 200,
    body: job('Rendering', { message: '', data: {} }),
    source: `form of ${DETAILS}`,
    expect: { kind: 'running', word: 'Rendering' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: job('Completed', {
      message: '完成',
      data: {
        videos: [
          {
            url: 'https://cdn.example.com/videos/sample_0.mp4?token=xxx&e=1711904000',
            mimeType: 'video/mp4',
          },
        ],
        raiMediaFilteredCount: 0,
      },
    }),
    source: DETAILS,
    expect: {
      kind: 'succeeded',
      video: 'https://cdn.example.com/videos/sample_0.mp4?token=xxx&e=1711904000',
      model: 'veo-3.0-generate-preview',
      startedAt: '2025-03-06T12:00:00.000Z',
      hoursKept: 14 * 24,
    },
  },
  {
    case: 'failed',
    status: 200,
    body: job('Failed', { message: 'The video could not be generated.', data: {} }),
    source: `form of ${DETAILS}`,
    expect: { kind: 'failed', message: 'The video could not be generated.' },
  },
  {
    case: 'filtered',
    status: 200,
    body: job('Completed', {
      message: '完成',
      data: { videos: [], raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Support codes: 58061214'] },
    }),
    source: `form of ${DETAILS}`,
    expect: { kind: 'filtered' },
  },
  {
    case: 'keyRefused',
    status: 401,
    body: { error: { message: 'invalid api key', type: 'authentication_error', code: 'invalid_api_key' } },
    source: OPENAI,
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  {
    case: 'budget',
    status: 402,
    body: { error: { message: 'insufficient balance', type: 'insufficient_quota', code: '402' } },
    source: OPENAI,
    expect: { kind: 'problem', problem: 'budgetExceeded' },
  },
  {
    case: 'rateLimited',
    status: 429,
    headers: { 'retry-after': '20' },
    body: { error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } },
    source: OPENAI,
    expect: { kind: 'problem', problem: 'rateLimited' },
  },
  {
    case: 'unknownJob',
    status: 404,
    body: { error: { message: 'task not found', type: 'invalid_request_error', code: '404' } },
    source: OPENAI,
    expect: { kind: 'problem', problem: 'notFound' },
  },
  PROXY_PAGE,
]);
