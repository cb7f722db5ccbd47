import { DAY_MS } from '../base/time';
import type { ApiDescription } from './described/apiDescription';
import type { AuthForm, Endpoint, EndpointKind } from './endpoint';

/** What is known of a service, so that its address, its form and its ids need not be typed. */
export interface Preset {
  readonly id: string;
  /** The service's own name. */
  readonly label: string;
  readonly kind: EndpointKind;
  /** Without a slash at its end; absent where people host it themselves. */
  readonly url?: string;
  /** Absent where it is the protocol's own. */
  readonly auth?: AuthForm | 'none';
  /** Where people get a key. */
  readonly keyPage?: string;
  /** Of `described`. */
  readonly api?: ApiDescription;
  /** The pattern of a whole id, in the form of `readIdPattern`. */
  readonly ids?: string;
  /** ms for which the service keeps a video, where it says so. */
  readonly lifetime?: number;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/**
 * The services that can be chosen by name. All of it is as their documentation has it, read on the day that is given; none
 * of it was tried on the service itself.
 */
export const PRESETS: readonly Preset[] = [
  // openrouter.ai/docs/api/api-reference/videos, 2026-11-29. Ids: docs/agent-sdk/typescript, `job-abc123`.
  {
    id: 'openrouter',
    label: 'OpenRouter',
    kind: 'videos',
    url: 'https://openrouter.ai/api',
    keyPage: 'https://openrouter.ai/settings/keys',
    ids: 'job-[\\w-]{3,100}',
  },
  // github.com/ofoxai/skills, ofox-video-core, 2026-11-29: unsigned_urls "may expire within 24h". Ids: UUIDs by our own notes.
  {
    id: 'ofox',
    label: 'Ofox',
    kind: 'videos',
    url: 'https://api.ofox.ai',
    keyPage: 'https://app.ofox.ai',
    ids: UUID,
    lifetime: DAY_MS,
  },
  // docs.newapi.pro/en/docs/api/ai-model/videos/sora, 2026-11-29.
  {
    id: 'new-api',
    label: 'New API',
    kind: 'videos',
    ids: 'task_[\\w-]{3,100}',
  },
  // apidoc.cometapi.com/api/video, 2026-11-29.
  {
    id: 'cometapi',
    label: 'CometAPI',
    kind: 'videos',
    url: 'https://api.cometapi.com',
    keyPage: 'https://api.cometapi.com/console/token',
    ids: 'task_[A-Za-z0-9_]{3,100}',
  },
  // docs.getbifrost.ai/api-reference/videos, 2026-11-29. An id is that of the provider behind it.
  {
    id: 'bifrost',
    label: 'Bifrost',
    kind: 'videos',
  },
  // docs.apiyi.com/en/api-capabilities/veo-3-1-official, 2026-11-29, has ids `task_…`, older pages `video_…` and the key
  // without a word before it. New API and its kin take a key in either form.
  {
    id: 'apiyi',
    label: 'APIYI',
    kind: 'videos',
    url: 'https://api.apiyi.com',
    auth: 'bare',
    keyPage: 'https://api.apiyi.com/token',
    ids: 'video_[\\w-]{3,100}|task_[\\w-]{3,100}',
  },
  // docapi.poloapi.com/450900803e0, 2026-11-29, which has the key without a word before it.
  {
    id: 'poloapi',
    label: 'PoloAPI',
    kind: 'videos',
    url: 'https://poloai.top',
    auth: 'bare',
    ids: 'task_[\\w-]{3,100}|veo[\\w.-]{1,40}:[\\w-]{3,100}',
  },
  // apidocs.qnaigc.com/423900624e0 and /423900623e0, 2026-11-29: addresses are good for 14 days. Words before the ends are
  // documented nowhere that we found.
  {
    id: 'qiniu',
    label: 'Qiniu',
    kind: 'described',
    url: 'https://api.qnaigc.com',
    keyPage: 'https://portal.qiniu.com/ai-inference/api-key',
    ids: 'chatvideo-\\d{10,25}-[\\w-]{1,100}',
    lifetime: 14 * DAY_MS,
    api: {
      status: '/v1/videos/generations/{id}',
      state: 'status',
      running: ['Queued', 'Initializing', 'InProgress', 'Processing', 'Running', 'Pending'],
      succeeded: ['Completed'],
      failed: ['Failed'],
      videos: 'data.videos[*].url',
      error: 'message',
      filtered: 'data',
      started: 'created_at',
      model: 'model',
    },
  },
  // docs.aimlapi.com/api-references/video-models/google/veo-3-1-text-to-video, 2026-11-29. `usd_spent` stands beside
  // `credits_used` in its chat answers of 2026; the older `tokens_used` is no money.
  {
    id: 'aiml',
    label: 'AI/ML API',
    kind: 'described',
    url: 'https://api.aimlapi.com',
    keyPage: 'https://aimlapi.com/app/keys',
    ids: `${UUID}|${UUID}:[\\w./-]{3,100}`,
    api: {
      status: '/v2/video/generations?generation_id={id}',
      // Only errors have it (docs.aimlapi.com/errors-and-messages/general-info).
      ok: { statusCode: [200] },
      state: 'status',
      running: ['queued', 'waiting', 'active', 'generating'],
      succeeded: ['completed'],
      failed: ['error', 'failed'],
      videos: 'video.url',
      error: 'error',
      cost: 'meta.usage.usd_spent',
      currency: 'USD',
    },
  },
  // docs.kie.ai/veo3-api/get-veo-3-video-details, and docs.kie.ai for the 14 days and the key, 2026-11-29. Its times have no
  // zone.
  {
    id: 'kie',
    label: 'KIE',
    kind: 'described',
    url: 'https://api.kie.ai',
    keyPage: 'https://kie.ai/api-key',
    ids: 'veo_task_[A-Za-z0-9]{3,100}|[0-9a-f]{32}',
    lifetime: 14 * DAY_MS,
    api: {
      status: '/api/v1/veo/record-info?taskId={id}',
      ok: { code: [200] },
      state: 'data.successFlag',
      running: [0],
      succeeded: [1],
      failed: [2, 3],
      videos: 'data.response.resultUrls[*]',
      error: 'data.errorMessage',
    },
  },
  // docs.together.ai/reference/get-videos-id and docs/videos-overview, 2026-11-29: `info.errors` is the older place of errors.
  {
    id: 'together',
    label: 'Together AI',
    kind: 'described',
    url: 'https://api.together.xyz',
    keyPage: 'https://api.together.ai/settings/api-keys',
    ids: UUID,
    api: {
      status: '/v2/videos/{id}',
      state: 'status',
      running: ['queued', 'in_progress'],
      succeeded: ['completed'],
      failed: ['failed', 'cancelled'],
      videos: 'outputs.video_url',
      error: 'error',
      started: 'created_at',
      model: 'model',
      prompt: 'inputs.prompt',
      cost: 'outputs.cost',
      currency: 'USD',
    },
  },
  // docs.litellm.ai/docs/videos.
  {
    id: 'litellm',
    label: 'LiteLLM',
    kind: 'litellm',
  },
  // googleapis/js-genai, src/_api_client.ts: the host without a region is that of `global`.
  {
    id: 'agent-platform',
    label: 'Google Agent Platform',
    kind: 'agentPlatform',
    url: 'https://aiplatform.googleapis.com',
  },
];

/** The service that an endpoint is; undefined where its settings name none that is known. */
export function presetOf({ preset }: Pick<Endpoint, 'preset'>): Preset | undefined {
  return PRESETS.find(({ id }) => id === preset);
}
