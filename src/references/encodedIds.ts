import { decodedId } from '../operations/name';

/** How the ids begin that LiteLLM encodes: Base64 of `litellm:`, without the last bits, which depend on what follows. */
export const ENCODED_START = 'video_bGl0ZWxsbT';
/** Its shortest beginning that another id is unlikely to have. */
const SURE_START_LENGTH = 'video_bGl0'.length;
const PREFIX_LENGTH = 'video_'.length;

/** What LiteLLM encodes (BerriAI/litellm, litellm/types/videos/utils.py). A provider's own name is a path or an id. */
const WHOLE_CONTENT = /^litellm:custom_llm_provider:[!-:<-~]*;model_id:[!-:<-~]*;video_id:([\w./:@=~-]+)$/;
/** Any beginning of it. */
const CONTENT_SO_FAR = /^[\w./:;@=~-]*$/;
/**
 * The beginning of a provider's own name: only letters, a path without its last segment, or with one that is shorter than
 * Google's ids, which are UUIDs at Agent Platform and twelve small letters and digits at the Gemini API.
 */
const CUT_CONTENT: readonly RegExp[] = [
  /^[a-z]{1,8}$/,
  /^(?:projects|models|publishers)\/(?!.*\/operations\/[^/]+$)/,
  /\/operations\/[0-9a-f]{1,7}$/,
  /\/operations\/[0-9a-f]{8}-(?![0-9a-f-]{27}$)[0-9a-f-]*$/,
  /^models\/[^/]+\/operations\/[a-z0-9]{1,11}$/,
];
/** A word with a number is a name of a gateway's own: few of Google's random ids look like that. */
const NUMBERED_CONTENT = /\/operations\/[A-Za-z]{3,}[-_]?\d{2,}$/;

/** Whether a `video_…` id begins like those in which LiteLLM encodes provider and model. */
export function beginsEncoded(id: string): boolean {
  if (id.startsWith(ENCODED_START)) return true;
  return id.length >= SURE_START_LENGTH && ENCODED_START.startsWith(id);
}

/** Whether an id of LiteLLM is whole. In a cut one the content has no end, or the last bits belong to another character. */
export function isWholeEncodedId(id: string): boolean {
  const content = decodedId(id);
  const [, providersName] = WHOLE_CONTENT.exec(content ?? '') ?? [];
  if (content === undefined || providersName === undefined) return false;
  if (!isPadded(id) && seemsCut(providersName)) return false;
  return withoutPadding(btoa(content)) === withoutPadding(id.slice(PREFIX_LENGTH));
}

function seemsCut(providersName: string): boolean {
  return !NUMBERED_CONTENT.test(providersName) && CUT_CONTENT.some((cut) => cut.test(providersName));
}

/** Whether an id may be the beginning of one that LiteLLM encoded, by the part that can be decoded. */
export function mayBeginEncodedId(id: string): boolean {
  const readable = id.slice(0, id.length - ((id.length - PREFIX_LENGTH) % 4));
  const content = decodedId(readable);
  return content !== undefined && CONTENT_SO_FAR.test(content);
}

/** Whether an id has the padding that its length needs, which a cut would remove. */
function isPadded(id: string): boolean {
  return id.endsWith('=') && (id.length - PREFIX_LENGTH) % 4 === 0;
}

function withoutPadding(base64: string): string {
  return base64
    .replace(/={1,2}$/, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
}
