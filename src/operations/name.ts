/** The two contracts that video APIs offer: Gemini operations, and `/v1/videos`. */
export type ContractKind = 'gemini' | 'videos';

// A segment neither begins nor ends with a dot: so `..` is none, and a full stop behind a name is not part of it.
const SEGMENT = '[A-Za-z0-9_-]+(?:\\.+[A-Za-z0-9_-]+)*';
/** `models/{model}/operations/{id}`, as the source of a regular expression. */
export const GEMINI_NAME = `models/${SEGMENT}/operations/${SEGMENT}`;
/** `video_` and Base64 of either alphabet, with or without padding; also the source of a regular expression. */
export const VIDEOS_ID = 'video_[A-Za-z0-9+/_-]+={0,2}';

const WHOLE_SEGMENT = new RegExp(`^${SEGMENT}$`);
const WHOLE_GEMINI_NAME = new RegExp(`^${GEMINI_NAME}$`);
const WHOLE_VIDEOS_ID = new RegExp(`^${VIDEOS_ID}$`);
/** In characters. LiteLLM's ids hold the name of an operation at Vertex AI, which Base64 makes a third longer. */
const MAX_NAME_LENGTH = 1024;
const MAX_MODEL_LENGTH = 100;

/** The contract of an operation, as its name tells; undefined for a text that is no name. */
export function contractOf(name: string): ContractKind | undefined {
  if (name.length > MAX_NAME_LENGTH) return undefined;
  if (WHOLE_GEMINI_NAME.test(name)) return 'gemini';
  return WHOLE_VIDEOS_ID.test(name) ? 'videos' : undefined;
}

/** Whether `name` has the form of an operation's name. */
export function isOperationName(name: string): boolean {
  return contractOf(name) !== undefined;
}

/** Whether `id` can be a segment of an operation's name: its id or its model. */
export function isNameSegment(id: string): boolean {
  return WHOLE_SEGMENT.test(id);
}

/** The model in an operation's name; undefined if the name does not tell it. */
export function modelOf(name: string): string | undefined {
  const contract = contractOf(name);
  if (contract === 'videos') return encodedModel(name);
  return contract && /^models\/([^/]+)\//.exec(name)?.[1];
}

/** Whether LiteLLM encoded provider and model in a `video_…` id. */
export function isEncodedId(id: string): boolean {
  return decodedId(id) !== undefined;
}

/** The last segment of an operation's name, which people call its id. */
export function shortId(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
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
