import { answersOf, PROXY_PAGE } from './recordedAnswer';

const BASE64 = 'AAAAIGZ0eXBpc29tAAACAGlzb21pc28yYXZjMW1wNDE=';
const ERRORS = 'form of ai.google.dev/gemini-api/docs/troubleshooting';
const error = (code: number, status: string, message: string, more: object = {}) => ({
  error: { code, message, status, ...more },
});

/** The faults of Google's APIs, but for a refused key. */
const FAULTS = [
  {
    case: 'rateLimited',
    status: 429,
    body: error(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).'),
    source: ERRORS,
    expect: { kind: 'problem', problem: 'rateLimited' },
  },
  {
    case: 'gatewayFault',
    status: 503,
    body: error(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
    source: ERRORS,
    expect: { kind: 'problem', problem: 'unavailable' },
  },
  PROXY_PAGE,
] as const;
const KEY_REFUSED = {
  case: 'keyRefused',
  status: 400,
  body: error(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', {
    details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
  }),
  source: ERRORS,
  expect: { kind: 'problem', problem: 'unauthorized' },
} as const;
const FILTERED = {
  raiMediaFilteredCount: 1,
  raiMediaFilteredReasons: ['The video goes against the guidelines. Support codes: 42237218'],
};

const GEMINI_NAME = 'models/veo-3.0-generate-preview/operations/idrk08ltkg0a';
const VEO = 'ai.google.dev/gemini-api/docs/video';
const FILE = 'https://generativelanguage.googleapis.com/v1beta/files/3j6svp4106e7:download?alt=media';

export const GEMINI = answersOf('google', GEMINI_NAME, [
  {
    case: 'start',
    status: 200,
    body: { name: GEMINI_NAME },
    source: VEO,
    expect: { kind: 'start', name: GEMINI_NAME },
  },
  {
    case: 'running',
    status: 200,
    body: { name: GEMINI_NAME },
    source: VEO,
    expect: { kind: 'running' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: {
      name: GEMINI_NAME,
      done: true,
      response: {
        '@type': 'type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse',
        generateVideoResponse: { generatedSamples: [{ video: { uri: FILE } }] },
      },
    },
    source: 'docs.thucchien.ai, API reference, video status',
    expect: { kind: 'succeeded', video: FILE },
  },
  {
    case: 'failed',
    status: 200,
    body: { name: GEMINI_NAME, done: true, error: { code: 13, message: 'Internal error.' } },
    source: 'form of googleapis/googleapis, google/longrunning/operations.proto',
    expect: { kind: 'failed', message: 'Internal error.' },
  },
  {
    case: 'filtered',
    status: 200,
    body: { name: GEMINI_NAME, done: true, response: { generateVideoResponse: FILTERED } },
    source: 'form of googleapis/js-genai, src/types.ts, GenerateVideosResponse',
    expect: { kind: 'filtered' },
  },
  KEY_REFUSED,
  ...FAULTS,
]);

const INTERACTION = 'v1_ChAzN2Y4OTlhNzAwZTczMDYz';
const INTERACTIONS_DOCS = 'ai.google.dev/gemini-api/docs/interactions';
const GAOS = 'form of googleapis/js-genai, src/gaos/models/interactions';
const interaction = (status: string, more: object = {}) => ({
  id: INTERACTION,
  object: 'interaction',
  status,
  model: 'gemini-omni-1.1-flash',
  ...more,
});

export const INTERACTIONS = answersOf('interactions', INTERACTION, [
  {
    case: 'start',
    status: 200,
    body: interaction('in_progress'),
    source: `form of ${INTERACTIONS_DOCS}`,
    expect: { kind: 'start', name: INTERACTION },
  },
  {
    case: 'running',
    status: 200,
    body: interaction('in_progress'),
    source: `form of ${INTERACTIONS_DOCS}`,
    expect: { kind: 'running' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: interaction('completed', {
      steps: [{ type: 'model_output', content: [{ type: 'video', mime_type: 'video/mp4', data: BASE64 }] }],
    }),
    source: GAOS,
    expect: { kind: 'succeeded', video: 'inline', model: 'gemini-omni-1.1-flash' },
  },
  {
    case: 'failed',
    status: 200,
    body: interaction('failed', {
      errors: [{ code: 'api_error', message: 'An internal error has occurred.' }],
    }),
    source: GAOS,
    expect: { kind: 'failed', message: 'An internal error has occurred.' },
  },
  {
    case: 'filtered',
    status: 200,
    body: interaction('failed', { errors: [{ code: 'video_safety', message: 'The video was blocked.' }] }),
    source: 'form of ai.google.dev/gemini-api/docs/api-errors',
    expect: { kind: 'filtered' },
  },
  {
    case: 'budget',
    status: 200,
    body: interaction('budget_exceeded'),
    source: `form of ${INTERACTIONS_DOCS}`,
    expect: { kind: 'failed', message: '', status: 'BUDGET_EXCEEDED' },
  },
  KEY_REFUSED,
  ...FAULTS,
]);

const RESOURCE = 'projects/my-project/locations/us-central1/publishers/google/models/veo-3.1-generate-001';
const PLATFORM_NAME = `${RESOURCE}/operations/6a1b2c3d-0000-4000-8000-123456789abc`;
const PREDICT = 'form of docs.cloud.google.com/vertex-ai, fetchPredictOperation';
const TYPE = 'type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse';
const platform = (response: object) => ({
  name: PLATFORM_NAME,
  done: true,
  response: { '@type': TYPE, ...response },
});

export const AGENT_PLATFORM = answersOf('agent-platform', PLATFORM_NAME, [
  {
    case: 'start',
    status: 200,
    body: { name: PLATFORM_NAME },
    source: PREDICT,
    expect: { kind: 'start', name: PLATFORM_NAME },
  },
  {
    case: 'running',
    status: 200,
    body: { name: PLATFORM_NAME },
    source: PREDICT,
    expect: { kind: 'running' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: platform({ videos: [{ bytesBase64Encoded: BASE64, mimeType: 'video/mp4' }] }),
    source: PREDICT,
    expect: { kind: 'succeeded', video: 'inline' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: platform({ videos: [{ gcsUri: 'gs://my-bucket/a/sample_0.mp4', mimeType: 'video/mp4' }] }),
    source: PREDICT,
    expect: { kind: 'succeeded', video: 'gs://my-bucket/a/sample_0.mp4' },
  },
  {
    case: 'failed',
    status: 200,
    body: { name: PLATFORM_NAME, done: true, error: { code: 13, message: 'Internal error.' } },
    source: 'form of googleapis/googleapis, google/longrunning/operations.proto',
    expect: { kind: 'failed', message: 'Internal error.' },
  },
  {
    case: 'filtered',
    status: 200,
    body: platform(FILTERED),
    source: PREDICT,
    expect: { kind: 'filtered' },
  },
  {
    case: 'keyRefused',
    status: 401,
    body: error(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
    source: 'form of docs.cloud.google.com/docs/authentication',
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  ...FAULTS,
]);
