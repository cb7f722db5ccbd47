/** A finished job as the documentation of a gateway shows it. */
export interface GatewayForm {
  readonly gateway: string;
  /** The path of the endpoint's address. */
  readonly path: string;
  readonly id: string;
  /** @param origin of the gateway */
  readonly answer: (origin: string) => object;
  /** Where its videos are, with `{content}` for the address of the content. */
  readonly videos: readonly string[];
  readonly cost?: { readonly amount: number; readonly currency?: 'USD' };
  readonly expiresAt?: string;
}

const SIGNED =
  'https://store.example.net/v/a.mp4?X-Amz-Date=20261128T120000Z&X-Amz-Expires=3600&X-Amz-Signature=0a1b';

export const FORMS: readonly GatewayForm[] = [
  {
    // openrouter.ai/docs/api/api-reference/videos, 2026-11-29: both lists name the same samples.
    gateway: 'OpenRouter',
    path: '/api',
    id: 'job-abc123',
    answer: (origin) => ({
      id: 'job-abc123',
      polling_url: '/api/v1/videos/job-abc123',
      status: 'completed',
      unsigned_urls: [0, 1].map((at) => `${origin}/api/v1/videos/job-abc123/content?index=${at}`),
      urls: [SIGNED, SIGNED],
      usage: { cost: 0.5, is_byok: false },
    }),
    videos: ['{content}?index=0', '{content}?index=1'],
    cost: { amount: 0.5, currency: 'USD' },
  },
  {
    // dev.to/owen_fox, "Video Generation API Polling", 2026-08-24: `unsigned_urls` are signed for 24 h all the same.
    gateway: 'ofox',
    path: '',
    id: '5e6f69b1-8ffe-430c-a687-8241366a90f5',
    answer: () => ({
      id: '5e6f69b1-8ffe-430c-a687-8241366a90f5',
      status: 'completed',
      polling_url: 'https://api.ofox.ai/v1/videos/5e6f69b1-8ffe-430c-a687-8241366a90f5',
      unsigned_urls: [SIGNED],
    }),
    videos: [SIGNED],
    expiresAt: '2026-11-28T13:00:00.000Z',
  },
  {
    // QuantumNous/new-api, dto/openai_video.go; the address is that of a server that does not know its own name.
    gateway: 'new-api',
    path: '',
    id: 'task_LtujSKpBYTZNT4BXpUlfKYypoM5XabYN',
    answer: () => ({
      id: 'task_LtujSKpBYTZNT4BXpUlfKYypoM5XabYN',
      task_id: 'task_LtujSKpBYTZNT4BXpUlfKYypoM5XabYN',
      object: 'video',
      model: 'veo-3.1-generate-001',
      status: 'completed',
      progress: 50,
      created_at: 1_790_159_271,
      usage: { total_tokens: 108_900 },
      metadata: { url: 'http://localhost:3000/v1/videos/task_LtujSKpBYTZNT4BXpUlfKYypoM5XabYN/content' },
    }),
    videos: ['{content}'],
  },
  {
    // docs.newapi.pro/api/query-video
    gateway: 'new-api, older',
    path: '',
    id: 'abcd1234efgh',
    answer: () => ({
      error: null,
      format: 'mp4',
      metadata: { duration: 5, fps: 30, height: 512, width: 512 },
      status: 'succeeded',
      task_id: 'abcd1234efgh',
      url: 'https://cdn.example.net/video.mp4',
    }),
    videos: ['https://cdn.example.net/video.mp4'],
  },
  {
    // apidoc.cometapi.com/api/video/sora-2/official/retrieve-video
    gateway: 'CometAPI',
    path: '',
    id: 'task_69b25d5f467c8190',
    answer: () => ({
      id: 'task_69b25d5f467c8190',
      object: 'video',
      status: 'completed',
      error: null,
      progress: 100,
      created_at: 1_790_159_271,
      completed_at: 1_790_159_371,
      expires_at: 1_790_162_971,
      video_url: 'https://cdn.example.net/a.mp4',
    }),
    videos: ['https://cdn.example.net/a.mp4'],
    expiresAt: '2026-09-23T11:29:31.000Z',
  },
  {
    // maximhq/bifrost, core/schemas/videos.go: `VideoOutput`
    gateway: 'Bifrost',
    path: '/openai',
    id: 'models/veo-3.1/operations/abc:gemini',
    answer: () => ({
      id: 'models/veo-3.1/operations/abc:gemini',
      object: 'video',
      status: 'completed',
      created_at: 1_790_159_271,
      expires_at: 1_790_245_671,
      videos: [
        { type: 'url', url: 'https://cdn.example.net/a.mp4', content_type: 'video/mp4' },
        { type: 'url', url: 'https://cdn.example.net/b.mp4', content_type: 'video/mp4' },
      ],
    }),
    videos: ['https://cdn.example.net/a.mp4', 'https://cdn.example.net/b.mp4'],
    expiresAt: '2026-09-24T10:27:51.000Z',
  },
  {
    // maximhq/bifrost in front of Google: the file wants a key that only the gateway has.
    gateway: 'Bifrost before Google',
    path: '',
    id: 'abc:gemini',
    answer: () => ({
      id: 'abc:gemini',
      object: 'video',
      status: 'completed',
      videos: [
        { type: 'url', url: 'https://generativelanguage.googleapis.com/v1beta/files/a1:download?alt=media' },
      ],
    }),
    videos: ['{content}'],
  },
  {
    // docs.apiyi.com/en/api-capabilities/veo-3-1-official: no address of a CDN is given.
    gateway: 'apiyi',
    path: '',
    id: 'video_099c5197-abfd-4e16-88ff-1e162f2a5c77',
    answer: () => ({
      id: 'video_099c5197-abfd-4e16-88ff-1e162f2a5c77',
      status: 'completed',
      created: 1_790_159_271,
    }),
    videos: ['{content}'],
  },
  {
    // docapi.poloapi.com, "OpenAI video format"
    gateway: 'poloapi',
    path: '',
    id: 'veo3.1:1764899481-x',
    answer: () => ({
      id: 'veo3.1:1764899481-x',
      status: 'completed',
      video_url: 'https://cdn.example.net/p.mp4',
      enhanced_prompt: '',
    }),
    videos: ['https://cdn.example.net/p.mp4'],
  },
  {
    // docs.together.ai/reference/get-videos-id
    gateway: 'Together',
    path: '/v2x',
    id: '0199f3a2-1111-7777-8888-abcdefabcdef',
    answer: () => ({
      id: '0199f3a2-1111-7777-8888-abcdefabcdef',
      object: 'video',
      status: 'completed',
      outputs: { cost: 0.8, video_url: 'https://cdn.example.net/t.mp4' },
    }),
    videos: ['https://cdn.example.net/t.mp4'],
    cost: { amount: 0.8, currency: 'USD' },
  },
  {
    // developer.qiniu.com/aitokenapi/13083/video-generate-api
    gateway: 'Qiniu',
    path: '',
    id: 'chatvideo-1764899481-1',
    answer: () => ({
      id: 'chatvideo-1764899481-1',
      model: 'veo-3.0-fast-generate-preview',
      status: 'Completed',
      message: 'Video generation task completed.',
      created_at: '2026-09-23T10:27:51Z',
      updated_at: '2026-09-23T10:29:31Z',
      data: { videos: [{ url: 'https://cdn.example.net/q.mp4', mimeType: 'video/mp4' }] },
    }),
    videos: ['https://cdn.example.net/q.mp4'],
  },
  {
    // aimlapi/api-docs, docs/api-references/video-models
    gateway: 'AIML',
    path: '',
    id: '60ac7c34-3224-4b14-8e7d-0aa0db708325:google/veo-3.1-t2v',
    answer: () => ({
      id: '60ac7c34-3224-4b14-8e7d-0aa0db708325:google/veo-3.1-t2v',
      status: 'completed',
      video: { url: 'https://cdn.example.net/m.mp4' },
      error: null,
      meta: { usage: { credits_used: 120_000 } },
    }),
    videos: ['https://cdn.example.net/m.mp4'],
    cost: { amount: 120_000 },
  },
];
