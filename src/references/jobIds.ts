import { nameFormOf } from '../operations/name';
import { holdsSecret } from '../outside/secretShapes';
import { UUID } from './nameForms';

/** No service gives shorter ids. */
const MIN_ID_CHARACTERS = 6;
/** The least at which an id without a digit is none of a word. */
const MIN_LETTERS = 20;

/** What examples have in the place of an id: `your_task_id`, `TASK_IDENTIFIER`, `task_xxxxxxxx`. */
const PLACEHOLDER = /^(?:your|my|the|some)[_-]|^[A-Z_]+$|x{4}|X{4}|\.{3}/;
const FILE =
  /\.(?:[cm]?[jt]sx?|py|json|ya?ml|md|txt|log|html?|mp4|mov|webm|mkv|m3u8|ts|jpe?g|png|gif|webp)$/i;

/**
 * Ids that services give to nothing but jobs of videos, as the source of a regular expression: Qiniu's
 * (apidocs.qnaigc.com/423900624e0), those with a model and a time or a UUID (docapi.poloapi.com/450900803e0,
 * docs.apiyi.com/en/api-capabilities/veo/api-reference), UUIDs with a model behind them (AI/ML API), and kie's
 * (docs.kie.ai/veo3-api).
 */
export const DISTINCTIVE_ID = `(?:(?:chat|q)video-(?=[\\w-]{0,60}\\d{10})[\\w-]{10,120}|veo[\\w.-]{0,40}:(?:\\d{10}-[\\w-]{3,40}|${UUID})|${UUID}:[\\w-]{2,40}/(?:veo|sora|kling)[\\w.-]{0,59}\\w|veo_task_(?=[A-Za-z]*\\d)[A-Za-z0-9]{6,64})`;
const DISTINCTIVE = new RegExp(`^${DISTINCTIVE_ID}$`);
/** Ids as services give them, for places where a file or a word might stand as well. */
const REGULAR = new RegExp(
  `^(?:${UUID}|[0-9a-f]{24,48}|[a-z]{1,12}\\d?[_-](?=[\\w-]*\\d)[A-Za-z0-9_-]{3,100}|\\d{15,20}|(?=[\\w-]*\\d)(?=[\\w-]*[A-Za-z])[\\w-]{12,200}={0,2})$`,
);

/** Whether a text in a field or an address that holds ids is an id, and no placeholder, file or secret. */
export function isJobId(text: string): boolean {
  if (text.length < MIN_ID_CHARACTERS || nameFormOf(text) === undefined) return false;
  if (PLACEHOLDER.test(text) || FILE.test(text) || holdsSecret(text)) return false;
  return /\d/.test(text) || text.length >= MIN_LETTERS;
}

/** Whether an id has a form that only ids of one service's jobs have. */
export function isDistinctive(id: string): boolean {
  return DISTINCTIVE.test(id);
}

/** Whether an id has a form in which services give ids. */
export function isRegular(id: string): boolean {
  return isDistinctive(id) || (REGULAR.test(id) && isJobId(id));
}
