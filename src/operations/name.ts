/**
 * The form of an operation's name.
 * `gemini`: `models/{model}/operations/{id}`.
 * `agentPlatform`: `projects/{project}/locations/{location}/publishers/google/models/{model}/operations/{id}`.
 * `videos`: `video_` and Base64, as LiteLLM and OpenAI give it.
 * `id`: any other id; only its endpoint tells whose it is.
 */
export type NameForm = 'gemini' | 'agentPlatform' | 'videos' | 'id';

// A segment neither begins nor ends with a dot: so `..` is none, and a full stop behind a name is not part of it.
const SEGMENT = '[A-Za-z0-9_-]+(?:\\.+[A-Za-z0-9_-]+)*';
/** `models/{model}/operations/{id}`, as the source of a regular expression. */
export const GEMINI_NAME = `models/${SEGMENT}/operations/${SEGMENT}`;
/** `video_` and Base64 of either alphabet, with or without padding; also the source of a regular expression. */
export const VIDEOS_ID = 'video_[A-Za-z0-9+/_-]+={0,2}';

/** The project may be a number or, with an organisation, `example.com:name`; the location is `global` or a region. */
export const AGENT_PLATFORM_NAME = `projects/(?:[a-z0-9.-]{1,60}:)?${SEGMENT}/locations/[a-z0-9-]{1,40}/publishers/google/${GEMINI_NAME}`;
/** An id of any other API: ASCII without spaces, quotes, brackets and what begins a query, such as `veo3.1:1764899481-x`. */
const OTHER_ID = '[\\w.:/+=@~,-]+';

const WHOLE_SEGMENT = new RegExp(`^${SEGMENT}$`);
const WHOLE_GEMINI_NAME = new RegExp(`^${GEMINI_NAME}$`);
const WHOLE_AGENT_PLATFORM_NAME = new RegExp(`^${AGENT_PLATFORM_NAME}$`);
const WHOLE_VIDEOS_ID = new RegExp(`^${VIDEOS_ID}$`);
const WHOLE_OTHER_ID = new RegExp(`^${OTHER_ID}$`);
/** An empty segment, or one that begins or ends with a dot, may lead to another path. */
const MISLEADING_SEGMENT = /(?:^|\/)\.|(?:^|\.|\/)(?:\/|$)/;
/** In characters. LiteLLM's ids hold the name of an operation at Vertex AI, which Base64 makes a third longer. */
const MAX_NAME_LENGTH = 1024;
const MAX_MODEL_LENGTH = 100;

/** The form of an operation's name; undefined for a text that is no name. */
export function nameFormOf(name: string): NameForm | undefined {
  if (name.length > MAX_NAME_LENGTH) return undefined;
  if (WHOLE_GEMINI_NAME.test(name)) return 'gemini';
  if (WHOLE_AGENT_PLATFORM_NAME.test(name)) return 'agentPlatform';
  if (WHOLE_VIDEOS_ID.test(name)) return 'videos';
  return WHOLE_OTHER_ID.test(name) && !MISLEADING_SEGMENT.test(name) ? 'id' : undefined;
}

/** Whether `name` has the form of an operation's name. */
export function isOperationName(name: string): boolean {
  return nameFormOf(name) !== undefined;
}

/** Whether `id` can be a segment of an operation's name: its id or its model. */
export function isNameSegment(id: string): boolean {
  return WHOLE_SEGMENT.test(id);
}

/** The model in an operation's name; undefined if the name does not tell it. */
export function modelOf(name: string): string | undefined {
  const form = nameFormOf(name);
  if (form === 'videos') return encodedModel(name);
  return form === undefined || form === 'id' ? undefined : /(?:^|\/)models\/([^/]+)\//.exec(name)?.[1];
}

/** Whether LiteLLM encoded provider and model in a `video_…` id. */
export function isEncodedId(id: string): boolean {
  return decodedId(id) !== undefined;
}

/** What an operation of Agent Platform is asked about with. */
interface AgentPlatformNameParts {
  /** `projects/{project}/locations/{location}/publishers/google/models/{model}` */
  readonly resource: string;
  readonly project: string;
  readonly location: string;
}

/** The parts of a name of Agent Platform; undefined for any other name. */
export function agentPlatformNameParts(name: string): AgentPlatformNameParts | undefined {
  if (nameFormOf(name) !== 'agentPlatform') return undefined;
  const [, resource, project, location] =
    /^(projects\/([^/]+)\/locations\/([^/]+)\/.+)\/operations\//.exec(name) ?? [];
  return resource && project && location ? { resource, project, location } : undefined;
}

/** The last segment of an operation's name, which people call its id; an id of another form is whole. */
export function shortId(name: string): string {
  return nameFormOf(name) === 'id' ? name : name.slice(name.lastIndexOf('/') + 1);
}

/**
 * Reads the model of `litellm:custom_llm_provider:{provider};model_id:{model};video_id:{the provider's own name}`
 * (BerriAI/litellm, litellm/types/videos/utils.py). The rest stays unread: it names the operator's cloud project.
 */
function encodedModel(id: string): string | undefined {
  const text = /;model_id:([^;]*)/.exec(decodedId(id) ?? '')?.[1] ?? '';
  return readModel(text);
}

/** A model's id without its provider, safe to show; undefined for anything else, such as the hash of a deployment. */
export function readModel(text: string): string | undefined {
  const [, model = ''] = /^(?:[a-z_]+\/)?([^/]+)$/.exec(text) ?? [];
  if (/^projects\//.test(text) || model.length > MAX_MODEL_LENGTH || !isNameSegment(model)) return undefined;
  return /^[0-9a-f-]{32,}$/i.test(model) ? undefined : model;
}

/** What LiteLLM encoded in a `video_…` id, or in the beginning of one; undefined for other ids. */
export function decodedId(id: string): string | undefined {
  const base64 = id
    .slice('video_'.length)
    .replace(/(?<!=)=+$/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  try {
    const text = atob(base64);
    return text.startsWith('litellm:') ? text : undefined;
  } catch {
    return undefined;
  }
}
