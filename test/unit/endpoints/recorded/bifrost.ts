import { answersOf, PROXY_PAGE } from './recordedAnswer';

const ID = 'operations-1a2b3c:gemini';
const VIDEOS = 'form of docs.getbifrost.ai/api-reference/videos';
const ERROR = 'form of maximhq/bifrost, core/schemas/bifrost.go, BifrostError';
const job = (status: string, more: object = {}) => ({ id: ID, object: 'video', status, ...more });
const error = (type: string, message: string) => ({ type, is_bifrost_error: true, error: { message } });

export const BIFROST = answersOf('bifrost', ID, [
  { case: 'start', status: 200, body: job('queued'), source: VIDEOS, expect: { kind: 'start', name: ID } },
  { case: 'running', status: 200, body: job('in_progress'), source: VIDEOS, expect: { kind: 'running' } },
  {
    case: 'succeeded',
    status: 200,
    body: job('completed', {
      videos: [{ type: 'url', url: 'https://cdn.example.com/bifrost/video.mp4' }],
      expires_at: 1_775_028_600,
    }),
    source: 'form of maximhq/bifrost, core/schemas/videos.go',
    expect: {
      kind: 'succeeded',
      video: 'https://cdn.example.com/bifrost/video.mp4',
      expiresAt: '2026-04-01T07:30:00.000Z',
    },
  },
  {
    case: 'failed',
    status: 200,
    body: job('failed', { error: { code: 'failed', message: 'The provider failed' } }),
    source: VIDEOS,
    expect: { kind: 'failed', message: 'The provider failed' },
  },
  {
    case: 'filtered',
    status: 200,
    body: job('failed', { videos: [], content_filter: { filtered_count: 1, reasons: ['Unsafe'] } }),
    source: VIDEOS,
    expect: { kind: 'filtered' },
  },
  {
    case: 'keyRefused',
    status: 403,
    body: error('virtual_key_not_found', 'virtual key not found'),
    source: ERROR,
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  {
    case: 'budget',
    status: 402,
    body: error('budget_exceeded', 'budget exceeded'),
    source: ERROR,
    expect: { kind: 'problem', problem: 'budgetExceeded' },
  },
  {
    case: 'rateLimited',
    status: 429,
    body: error('rate_limited', 'rate limit exceeded'),
    source: ERROR,
    expect: { kind: 'problem', problem: 'rateLimited' },
  },
  PROXY_PAGE,
]);
