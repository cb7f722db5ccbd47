/** How a video API is spoken with: Gemini operations, or `/v1/videos`. */
export type ContractKind = 'gemini' | 'videos';

// A segment neither begins nor ends with a dot, so `..` can never be one, and a full stop after a name is not part of it.
const SEGMENT = '[A-Za-z0-9_-]+(?:\\.+[A-Za-z0-9_-]+)*';
/** `models/{model}/operations/{id}`, as the source of a regular expression. */
export const GEMINI_NAME = `models/${SEGMENT}/operations/${SEGMENT}`;
/** `video_` and Base64 of either alphabet, its padding maybe lost; also the source of a regular expression. */
export const VIDEOS_ID = 'video_[A-Za-z0-9+/_-]+={0,2}';

const WHOLE_SEGMENT = new RegExp(`^${SEGMENT}$`);
const WHOLE_GEMINI_NAME = new RegExp(`^${GEMINI_NAME}$`);
const WHOLE_VIDEOS_ID = new RegExp(`^${VIDEOS_ID}$`);
/** LiteLLM's ids hold the name of an operation at Vertex, a third longer than it is. */
const MAX_NAME_LENGTH = 1024;
const MAX_MODEL_LENGTH = 100;

/** The contract that an operation belongs to, which its name alone tells; undefined for what is no operation's name. */
export function contractOf(name: string): ContractKind | undefined {
  if (name.length > MAX_NAME_LENGTH) return undefined;
  if (WHOLE_GEMINI_NAME.test(name)) return 'gemini';
  return WHOLE_VIDEOS_ID.test(name) ? 'videos' : undefined;
}

/** Whether `name` has the form of an operation's name. */
export function isOperationName(name: string): boolean {
  return contractOf(name) !== undefined;
}

/** Whether `id` can be the last or the model's segment of an operation's name. */
export function isNameSegment(id: string): boolean {
  return WHOLE_SEGMENT.test(id);
}

/** The model that an operation's name tells, as far as it does. */
export function modelOf(name: string): string | undefined {
  const contract = contractOf(name);
  if (contract === 'videos') return encodedModel(name);
  return contract && /^models\/([^/]+)\//.exec(name)?.[1];
}

/** Whether a `video_…` id is one of those in which LiteLLM encodes what it needs to know. */
export function isEncodedId(id: string): boolean {
  return decodedId(id) !== undefined;
}

/** The last part of an operation's name: what people call its id. */
export function shortId(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/**
 * `litellm:custom_llm_provider:{provider};model_id:{model};video_id:{the provider's own name}`: only the model is read,
 * for the rest tells of the operator's cloud project (BerriAI/litellm, litellm/types/videos/utils.py).
 */
function encodedModel(id: string): string | undefined {
  const told = /;model_id:([^;]*)/.exec(decodedId(id) ?? '')?.[1] ?? '';
  return readModel(told);
}

/** A model's id as it may be shown, without its provider; undefined for what is none, such as a deployment's hash. */
export function readModel(told: string): string | undefined {
  const [, model = ''] = /^(?:[a-z_]+\/)?([^/]+)$/.exec(told) ?? [];
  if (/^projects\//.test(told) || model.length > MAX_MODEL_LENGTH || !isNameSegment(model)) return undefined;
  return /^[0-9a-f-]{32,}$/i.test(model) ? undefined : model;
}

/** What LiteLLM encoded in a `video_…` id, or in the part of one; undefined for other ids. */
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
