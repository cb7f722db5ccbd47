import type { Reference } from '../../../src/references/foundNames';

/** What a service answers about one job, and what is to be understood of it. */
export interface ServiceAnswers {
  readonly service: string;
  /** Where the forms of the answers are documented; ids and times are invented. */
  readonly source: string;
  readonly start: object;
  readonly running?: object;
  readonly end: object;
  readonly named: Pick<Reference, 'name' | 'shape'>;
  /** What the start answer tells beside the name. */
  readonly told?: Omit<Reference, 'name' | 'shape'>;
}

const UUID = '60ac7c34-3224-4b14-8e7d-0aa0db708325';
const CREATED = { created_at: 1773297229 };
const STARTED = { startedAt: '2026-03-12T06:33:49.000Z' };

export const SERVICES: readonly ServiceAnswers[] = [
  {
    service: 'OpenRouter',
    source: 'openrouter.ai/docs/agent-sdk/typescript/api-reference/models/videogenerationresponse',
    start: { id: 'job-abc123', polling_url: '/api/v1/videos/job-abc123', status: 'pending' },
    running: { id: 'job-abc123', polling_url: '/api/v1/videos/job-abc123', status: 'in_progress' },
    end: {
      ...{ id: 'job-abc123', polling_url: '/api/v1/videos/job-abc123', status: 'completed' },
      ...{ generation_id: 'gen-xyz789', unsigned_urls: ['/api/v1/videos/job-abc123/content?index=0'] },
      usage: { cost: 0.5, is_byok: false },
    },
    named: { name: 'job-abc123', shape: 'video' },
    told: { statusPath: '/api/v1/videos/job-abc123' },
  },
  {
    service: 'ofox',
    source: 'github.com/ofoxai/skills, ofox-video-core',
    start: { id: UUID, polling_url: `https://api.ofox.ai/v1/videos/${UUID}`, status: 'queued' },
    end: {
      ...{ id: UUID, polling_url: `https://api.ofox.ai/v1/videos/${UUID}`, status: 'completed' },
      unsigned_urls: ['https://cdn.example.com/v.mp4?sig=1'],
    },
    named: { name: UUID, shape: 'video' },
    told: { root: 'https://api.ofox.ai' },
  },
  {
    service: 'CometAPI and New API',
    source: 'apidoc.cometapi.com/api/video/veo3',
    start: {
      ...{ id: 'task_pa9CKKtYlTdxO7IIHOKKhXfjxEu4EQoR', task_id: 'task_pa9CKKtYlTdxO7IIHOKKhXfjxEu4EQoR' },
      ...{ object: 'video', model: 'veo3.1-fast', status: 'queued', progress: 0, ...CREATED },
    },
    end: {
      ...{ id: 'task_pa9CKKtYlTdxO7IIHOKKhXfjxEu4EQoR', object: 'video', status: 'error' },
      ...{ error: { message: 'no', code: 'x' }, metadata: { url: 'https://cdn.example.com/v.mp4' } },
    },
    named: { name: 'task_pa9CKKtYlTdxO7IIHOKKhXfjxEu4EQoR', shape: 'video' },
    told: { model: 'veo3.1-fast', ...STARTED },
  },
  {
    service: 'Bifrost',
    source: 'docs.getbifrost.ai/api-reference/videos',
    start: { id: 'models/veo-3.1/operations/a1b2c3d4e5f6:gemini', object: 'video', status: 'queued' },
    end: {
      ...{ id: 'models/veo-3.1/operations/a1b2c3d4e5f6:gemini', object: 'video', status: 'completed' },
      ...{ videos: [{ type: 'url', url: 'https://cdn.example.com/v.mp4' }], expires_at: 1773397229 },
    },
    named: { name: 'models/veo-3.1/operations/a1b2c3d4e5f6:gemini', shape: 'video' },
  },
  {
    service: 'PoloAPI',
    source: 'docapi.poloapi.com/450900803e0',
    start: { id: 'veo3.1:1764899481-jTkhPerTVj', object: 'video', status: 'queued', model: 'veo3.1' },
    end: {
      ...{ id: 'veo3.1:1764899481-jTkhPerTVj', size: '720x1280', model: 'veo3.1', object: 'video' },
      ...{ status: 'completed', seconds: '5', progress: 100, video_url: 'https://cdn.example.com/v.mp4' },
    },
    named: { name: 'veo3.1:1764899481-jTkhPerTVj', shape: 'video' },
    told: { model: 'veo3.1' },
  },
  {
    service: 'apiyi, older',
    source: 'docs.apiyi.com/en/api-capabilities/veo/api-reference',
    start: {
      success: true,
      data: {
        taskId: `veo3:${UUID}`,
        pollingUrl: `https://async.example.com/source/veo3:${UUID}`,
        status: 'processing',
      },
    },
    end: { success: true, data: { taskId: `veo3:${UUID}`, pollingUrl: `https://a.example/veo3:${UUID}` } },
    named: { name: `veo3:${UUID}`, shape: 'video' },
  },
  {
    service: 'Qiniu',
    source: 'apidocs.qnaigc.com/423900623e0 and /423900624e0',
    start: { id: 'chatvideo-1709712000000000000-uid123' },
    end: {
      ...{ id: 'chatvideo-1709712000000000000-uid123', model: 'veo-3.0-generate-preview' },
      ...{ status: 'Completed', message: '完成', created_at: '2025-03-06T12:00:00Z' },
      data: { videos: [{ url: 'https://cdn.example.com/v.mp4?token=x', mimeType: 'video/mp4' }] },
    },
    named: { name: 'chatvideo-1709712000000000000-uid123', shape: 'job' },
  },
  {
    service: 'Qiniu, other models',
    source: 'apidocs.qnaigc.com/237751553d0',
    start: {
      ...{ id: 'qvideo-user123-1704123456789', object: 'video.generation', model: 'kling-v2-6' },
      ...{ status: 'initializing', seconds: '5', size: '1280x720' },
    },
    end: {
      ...{ id: 'qvideo-user123-1704123456789', object: 'video.generation', status: 'completed' },
      task_result: { videos: [{ id: 'video_123456', url: 'https://cdn.example.com/v.mp4' }] },
    },
    named: { name: 'qvideo-user123-1704123456789', shape: 'video' },
    told: { model: 'kling-v2-6', seconds: 5, size: '1280x720' },
  },
  {
    service: 'AI/ML API',
    source: 'docs.aimlapi.com/api-references/video-models/google/veo-3-1-text-to-video',
    start: { id: `${UUID}:google/veo-3.1-t2v`, status: 'queued' },
    running: { id: `${UUID}:google/veo-3.1-t2v`, status: 'generating' },
    end: {
      ...{ id: `${UUID}:google/veo-3.1-t2v`, status: 'completed', error: null, duration: 8 },
      video: { url: 'https://cdn.example.com/generations/hedgehog/1759866285599-v.mp4', duration: 8 },
    },
    named: { name: `${UUID}:google/veo-3.1-t2v`, shape: 'job' },
  },
  {
    service: 'kie',
    source: 'docs.kie.ai/veo3-api/get-veo-3-video-details',
    start: { code: 200, msg: 'success', data: { taskId: 'veo_task_abcdef123456' } },
    running: { code: 200, msg: 'success', data: { taskId: 'veo_task_abcdef123456', successFlag: 0 } },
    end: {
      ...{ code: 200, msg: 'success' },
      data: {
        ...{ taskId: 'veo_task_abcdef123456', completeTime: '2025-06-06 10:30:00', successFlag: 1 },
        response: { taskId: 'veo_task_abcdef123456', resultUrls: ['http://example.com/video1.mp4'] },
      },
    },
    named: { name: 'veo_task_abcdef123456', shape: 'job' },
  },
  {
    service: 'Together',
    source: 'docs.together.ai/reference/get-videos-id',
    start: {
      ...{ id: UUID, object: 'video', model: 'google/veo-3.0', status: 'in_progress', ...CREATED },
      ...{ seconds: '8', size: '1366x768' },
    },
    end: {
      ...{ id: UUID, object: 'video', status: 'completed', seconds: '8' },
      outputs: { cost: 1.2, video_url: 'https://cdn.example.com/v.mp4' },
    },
    named: { name: UUID, shape: 'video' },
    told: { model: 'veo-3.0', seconds: 8, size: '1366x768', ...STARTED },
  },
  {
    service: 'Interactions',
    source: 'ai.google.dev/gemini-api/docs/interactions',
    start: {
      ...{ id: 'v1_ChdBcDEyMzQ1Njc4OTA', object: 'interaction', status: 'in_progress' },
      ...{ model: 'gemini-omni-1.1-flash', created: '2026-03-12T06:33:49Z' },
    },
    end: {
      ...{ id: 'v1_ChdBcDEyMzQ1Njc4OTA', object: 'interaction', status: 'completed' },
      steps: [{ type: 'model_output', content: [{ type: 'video', mime_type: 'video/mp4', data: 'AAAA' }] }],
    },
    named: { name: 'v1_ChdBcDEyMzQ1Njc4OTA', shape: 'interaction' },
    told: { model: 'gemini-omni-1.1-flash', ...STARTED },
  },
];
