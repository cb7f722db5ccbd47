import { answersOf, PROXY_PAGE, type RecordedAnswer } from './recordedAnswer';

const NEW_API = 'form of QuantumNous/new-api, middleware/auth.go and controller/task_video.go';
const error = (message: string, more: object = {}) => ({
  error: { message, type: 'new_api_error', ...more },
});

/** The faults of New API, which CometAPI, APIYI and PoloAPI are made from. */
const FAULTS = [
  {
    case: 'keyRefused',
    status: 401,
    body: error('无效的令牌'),
    source: NEW_API,
    expect: { kind: 'problem', problem: 'unauthorized' },
  },
  {
    case: 'budget',
    status: 403,
    body: error('用户额度不足, 剩余额度: ＄0.000000', { code: 'insufficient_user_quota' }),
    source: NEW_API,
    expect: { kind: 'problem', problem: 'budgetExceeded' },
  },
  {
    case: 'rateLimited',
    status: 429,
    body: error('您已达到请求数限制：1分钟内最多请求10次'),
    source: NEW_API,
    expect: { kind: 'problem', problem: 'rateLimited' },
  },
  {
    case: 'unknownJob',
    status: 404,
    body: error('task_not_exist'),
    source: NEW_API,
    expect: { kind: 'problem', problem: 'notFound' },
  },
  PROXY_PAGE,
] as const satisfies readonly Omit<RecordedAnswer, 'service' | 'name'>[];

const video = (id: string, status: string, more: object = {}) => ({
  id,
  task_id: id,
  object: 'video',
  model: 'veo-3.1-fast-generate-preview',
  status,
  progress: 50,
  created_at: 1_775_025_000,
  ...more,
});

const TASK = 'task_pa9CKKtYlTdxO7IIHOKKhXfjxEu4EQoR';
const SORA = 'docs.newapi.pro/en/docs/api/ai-model/videos/sora/get-video';

export const NEW_API_ANSWERS = answersOf('new-api', TASK, [
  {
    case: 'start',
    status: 200,
    body: video(TASK, 'queued'),
    source: SORA,
    expect: { kind: 'start', name: TASK },
  },
  {
    case: 'running',
    status: 200,
    body: video(TASK, 'in_progress'),
    source: SORA,
    expect: { kind: 'running' },
  },
  {
    case: 'running',
    status: 200,
    body: video(TASK, 'unknown'),
    source: NEW_API,
    expect: { kind: 'running' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: video(TASK, 'completed', { progress: 100, completed_at: 1_775_025_090 }),
    source: SORA,
    expect: {
      kind: 'succeeded',
      video: `{url}/v1/videos/${TASK}/content`,
      model: 'veo-3.1-fast-generate-preview',
      startedAt: '2026-04-01T06:30:00.000Z',
    },
  },
  {
    case: 'failed',
    status: 200,
    body: video(TASK, 'failed', { error: { message: 'generation failed', code: 'task_failed' } }),
    source: NEW_API,
    expect: { kind: 'failed', message: 'generation failed' },
  },
  ...FAULTS,
]);

const RETRIEVE = 'apidoc.cometapi.com/api/video/veo3/self-developed/veo3-retrive';
const OMNI = 'apidoc.cometapi.com/api/video/omni/retrieve';

export const COMETAPI = answersOf('cometapi', TASK, [
  {
    case: 'start',
    status: 200,
    body: {
      created_at: 1_773_297_229,
      id: TASK,
      model: 'veo_3_1-4K',
      object: 'video',
      progress: 0,
      seconds: '',
      size: '16x9',
      status: 'queued',
    },
    source: 'apidoc.cometapi.com/api/video/veo3/self-developed/veo3-async-generation',
    expect: { kind: 'start', name: TASK },
  },
  {
    case: 'running',
    status: 200,
    body: {
      id: TASK,
      size: '16x9',
      model: 'veo_3_1-4K',
      object: 'video',
      status: 'queued',
      task_id: TASK,
      progress: 0,
      created_at: 1_773_297_229,
    },
    source: RETRIEVE,
    expect: { kind: 'running' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: {
      id: TASK,
      object: 'video',
      model: 'omni-fast',
      status: 'completed',
      progress: 100,
      created_at: 1_779_938_152,
      completed_at: 1_779_938_219,
      video_url: 'https://cdn.example.com/comet/video.mp4',
    },
    source: OMNI,
    expect: {
      kind: 'succeeded',
      video: 'https://cdn.example.com/comet/video.mp4',
      model: 'omni-fast',
      startedAt: '2026-05-28T03:15:52.000Z',
    },
  },
  {
    case: 'failed',
    status: 200,
    body: {
      id: TASK,
      object: 'video',
      status: 'failed',
      error: { code: 'failed', message: 'Generation failed' },
    },
    source: `form of ${OMNI}`,
    expect: { kind: 'failed', message: 'Generation failed' },
  },
  ...FAULTS,
]);

const OFFICIAL = 'docs.apiyi.com/en/api-capabilities/veo-3-1-official/text-to-video';
const APIYI_ID = 'task_h7Qm2VbXo0Zr5TdLwK9c';

export const APIYI = answersOf('apiyi', APIYI_ID, [
  {
    case: 'start',
    status: 200,
    body: video(APIYI_ID, 'queued', { progress: 0 }),
    source: `form of ${OFFICIAL}`,
    expect: { kind: 'start', name: APIYI_ID },
  },
  {
    case: 'running',
    status: 200,
    body: video(APIYI_ID, 'in_progress'),
    source: `form of ${OFFICIAL}`,
    expect: { kind: 'running' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: video(APIYI_ID, 'completed', { progress: 100, completed_at: 1_775_025_090 }),
    source: `form of ${OFFICIAL}`,
    expect: {
      kind: 'succeeded',
      video: `{url}/v1/videos/${APIYI_ID}/content`,
      model: 'veo-3.1-fast-generate-preview',
      startedAt: '2026-04-01T06:30:00.000Z',
    },
  },
  {
    case: 'failed',
    status: 200,
    body: video(APIYI_ID, 'failed', { error: { message: 'generation failed', code: 'task_failed' } }),
    source: `form of ${OFFICIAL}`,
    expect: { kind: 'failed', message: 'generation failed' },
  },
  ...FAULTS,
]);

const POLO = 'docapi.poloapi.com/450900803e0';
const POLO_ID = 'veo3.1:1764899481-jTkhPerTVj';

export const POLOAPI = answersOf('poloapi', POLO_ID, [
  {
    case: 'start',
    status: 200,
    body: { id: POLO_ID, object: 'video', model: 'veo3.1', status: 'queued', created_at: 1_764_899_481 },
    source: `form of ${POLO}`,
    expect: { kind: 'start', name: POLO_ID },
  },
  {
    case: 'running',
    status: 200,
    body: { id: POLO_ID, object: 'video', model: 'veo3.1', status: 'processing', progress: 40 },
    source: `form of ${POLO}`,
    expect: { kind: 'running' },
  },
  {
    case: 'succeeded',
    status: 200,
    body: {
      id: POLO_ID,
      size: '720x1280',
      model: 'veo3.1',
      object: 'video',
      status: 'completed',
      seconds: '5',
      progress: 100,
      video_url: 'https://filesystem.site/cdn/20251205/ce929b930f8efce563d22c02104ded.mp4',
      created_at: 1_764_899_481,
      completed_at: 1_764_899_579,
    },
    source: POLO,
    expect: {
      kind: 'succeeded',
      video: 'https://filesystem.site/cdn/20251205/ce929b930f8efce563d22c02104ded.mp4',
      model: 'veo3.1',
      startedAt: '2025-12-05T01:51:21.000Z',
    },
  },
  {
    case: 'failed',
    status: 200,
    body: {
      id: POLO_ID,
      object: 'video',
      status: 'failed',
      error: { code: '', message: 'Generation failed' },
    },
    source: `form of ${POLO}`,
    expect: { kind: 'failed', message: 'Generation failed' },
  },
  ...FAULTS,
]);
