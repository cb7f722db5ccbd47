import { answersOf, PROXY_PAGE } from './recordedAnswer';

const ID = '5f0c3a1e-8f0b-4b5e-9a53-0c2f5ad6f1b7';
const DETAILS = 'github.com/ofoxai/skills, ofox-video-core';
const OPENAI = 'form of platform.openai.com/docs/guides/error-codes';
const job = (status: string, more: object = {}) => ({
  id: ID,
  polling_url: `https://api.ofox.ai/v1/videos/${ID}`,
  status,
  ...more,
});

export const OFOX = answersOf('ofox', ID, [
  {
    case: 'start',
    status: 202,
    body: job('pending'),
    source: `form of ${DETAILS}`,
    expect: { kind: 'start', name: ID },
  },
  {
    case: 'running',
    status: 200,
    body: job('in_progress'),
    source: `form of ${DETAILS}`,
    expect: { kind: 'running' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: job('completed', {
      unsigned_urls: ['https://cdn.example.com/ofox/video.mp4'],
      usage: { video_cost: 0.42 },
    }),
    source: `form of ${DETAILS}`,
    expect: {
      kind: 'succeeded',
      video: 'https://cdn.example.com/ofox/video.mp4',
      cost: { amount: 0.42 },
      hoursKept: 24,
    },
  },
  {
    case: 'failed',
    status: 200,
    body: job('failed', { error: { code: 'output_moderation_failed', message: 'Output failed moderation' } }),
    source: `form of ${DETAILS}`,
    expect: { kind: 'failed', message: 'Output failed moderation' },
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
    body: { error: { message: 'Invalid API key', type: 'authentication_error', code: 'invalid_api_key' } },
    source: OPENAI,
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  {
    case: 'budget',
    status: 402,
    body: {
      error: { message: 'Insufficient balance', type: 'insufficient_quota', code: 'insufficient_quota' },
    },
    source: OPENAI,
    expect: { kind: 'problem', problem: 'budgetExceeded' },
  },
  {
    case: 'rateLimited',
    status: 429,
    body: { error: { message: 'Too many requests', type: 'rate_limit_error', code: 'rate_limit_exceeded' } },
    source: OPENAI,
    expect: { kind: 'problem', problem: 'rateLimited' },
  },
  PROXY_PAGE,
]);
