import { answersOf, PROXY_PAGE } from './recordedAnswer';

const ID = '60ac7c34-3224-4b14-8e7d-0aa0db708325:google/veo-3.1-t2v';
const DETAILS = 'docs.aimlapi.com/api-references/video-models/google/veo-3-1-text-to-video';
const ERRORS = 'docs.aimlapi.com/errors-and-messages';
const error = (statusCode: number | string, message: string) => ({
  message,
  path: '/v2/video/generations',
  requestId: '798b860e-98c2-4e8e-8c50-550bcfc2eccc',
  statusCode,
  timestamp: '2025-03-11T07:13:27.813Z',
});

export const AIML = answersOf('aiml', ID, [
  {
    case: 'start',
    status: 201,
    body: { id: ID, status: 'queued' },
    source: DETAILS,
    expect: { kind: 'start', name: ID },
  },
  ...['waiting', 'active', 'queued', 'generating'].map(
    (status) =>
      ({
        case: 'running',
        status: 200,
        body: { id: ID, status },
        source: DETAILS,
        expect: { kind: 'running' },
      }) as const,
  ),
  {
    case: 'succeeded',
    status: 200,
    body: {
      id: ID,
      status: 'completed',
      video: { url: 'https://cdn.aimlapi.com/generations/hedgehog/1759866285599-0cdfb138.mp4', duration: 8 },
      duration: 8,
      error: null,
      meta: { usage: { credits_used: 6_720_000, usd_spent: 3.36 } },
    },
    source: `${DETAILS}; usage: form of its chat answers`,
    expect: {
      kind: 'succeeded',
      video: 'https://cdn.aimlapi.com/generations/hedgehog/1759866285599-0cdfb138.mp4',
      cost: { amount: 3.36, currency: 'USD' },
    },
  },
  {
    case: 'failed',
    status: 200,
    body: { id: ID, status: 'error', error: { name: 'Error', message: 'Generation failed.' } },
    source: `form of ${DETAILS}`,
    expect: { kind: 'failed', message: 'Generation failed.' },
  },
  {
    case: 'keyRefused',
    status: 401,
    body: error(401, 'Unauthorized'),
    source: `form of ${ERRORS}`,
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  {
    case: 'budget',
    status: 403,
    body: error(403, 'Insufficient credits. Top up your balance.'),
    source: `form of ${ERRORS}`,
    expect: { kind: 'problem', problem: 'budgetExceeded' },
  },
  {
    case: 'rateLimited',
    status: 429,
    body: error('429', "Free-tier limit: You've reached your free limit for the hour."),
    source: `${ERRORS}/general-info`,
    expect: { kind: 'problem', problem: 'rateLimited' },
  },
  {
    case: 'unknownJob',
    status: 404,
    body: error(404, 'Generation does not exist'),
    source: `form of ${ERRORS}`,
    expect: { kind: 'problem', problem: 'notFound' },
  },
  PROXY_PAGE,
]);
