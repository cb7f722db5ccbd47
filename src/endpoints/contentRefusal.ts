import { type FaultDetail, quoted } from '../operations/faultDetail';
import { oneLine } from '../outside/oneLine';
import { errorOf } from './apiErrors';
import type { TextAnswer } from './httpPort';
import { readServerError, reasonsIn, type ServerError, toldStatusIn } from './serverError';
import { shownText } from './shownText';
import { VideoApiError } from './videoApi';

/** What an answer means that holds no video. */
export type ContentRefusal =
  | { readonly kind: 'gone' | 'withheld' | 'notAVideo'; readonly detail: FaultDetail }
  /** `retryAfter`: ms from now, as the server asked. */
  | { readonly kind: 'notReady'; readonly detail: FaultDetail; readonly retryAfter: number | undefined }
  | { readonly kind: 'fault'; readonly error: VideoApiError };

/** Characters in which a server says why it gives no video. */
const HEARD_LENGTH = 4000;

/** LiteLLM's words for a job that the safety filter left without a video, with any status and in any envelope. */
const NO_DATA = /no video data found/i;
/** Words of a safety filter; a web filter on the way uses some of them too, so they count in the API's envelope alone. */
const FILTERED = /raiMediaFiltered|\bsafety[ _-](?:filter|settings|polic)|\bresponsible ai\b/i;
/** LiteLLM, OpenAI and Google's files (ai.google.dev/api/files: `state` must be ACTIVE) of what is still being made. */
const NOT_READY =
  /\bnot (?:yet )?(?:ready|completed?|finished|done|available yet)\b|\bnot in an? active state\b|\bnot (?:been )?\w{1,20} yet\b|\b(?:is|still|currently) (?:being )?(?:process|generat|render|runn|queued|pending|in progress)|\bstatus\W{1,4}(?:queued|processing|in_progress|pending|running)\b/i;
/** Google of a file that it does not have, or that is another's. */
const NO_SUCH_FILE = /\bpermission to access the (?:file|video)\b.{0,300}\bmay not exist\b/i;

const A_FILE = /(?<![a-z])(?:file|video|entity|content|media|asset|object|clip|blob|artifact)s?(?![a-z])/i;
const ABSENT =
  /\bnot (?:be )?found\b|n(?:ot|'t|’t) exist|\bno such\b|\bno longer\b|\b(?:expired|deleted|removed|purged|gone)\b|\b(?:cannot|can't|could not|unable to) find\b/i;
/** Whatever else an API may not find: then nothing is said of the file. */
const SOMETHING_ELSE =
  /(?<![a-z])(?:method|model|route|endpoint|url|path|page|api|version|service|deployment|server|host|upstream|provider|region|location|bucket|key|token|credential|caller|account|user|customer|team|organi[sz]ation|project|tenant|workspace|subscription|plan|budget|quota|permission|access|authenticat\w*|authori[sz]\w*|callback|database|table|cache)s?(?![a-z])/i;
/** Types, codes and reasons by which an API says that the key may not do this, or can pay for no more. */
const ABOUT_KEY = /auth|key|token|access|budget|billing|consumer|credential|permission_denied/i;

/** What a status of google.rpc.Status is as an HTTP status (google/rpc/code.proto). */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  RESOURCE_EXHAUSTED: 429,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
  ABORTED: 409,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
};
/** Words that say which status it should have been, where nothing else does. */
const STATUS_OF_WORDS: readonly (readonly [words: RegExp, status: number])[] = [
  [/\btoo many requests\b|\brate limit/i, 429],
  [/\btemporarily unavailable\b|\btry again later\b|\boverloaded\b/i, 503],
];

/** Statuses that pass: the server took too long, another request was in the way, or it was too early. */
const PASSING: readonly number[] = [408, 409, 425];

/**
 * What an answer in place of a video means. That a video is gone counts only in the API's own envelope, of a file, and
 * in words: a page, a proxy, a firewall or a fault of the key proves nothing of it, and passes or is the person's to mend.
 */
export function contentRefusalIn({ answer, text }: TextAnswer, secrets: readonly string[]): ContentRefusal {
  const { status, body } = answer;
  const told = status === 200 ? (toldStatusIn(body) ?? impliedStatusIn(body)) : undefined;
  if (told !== undefined) return contentRefusalIn({ answer: { ...answer, status: told }, text }, secrets);
  const error = readServerError(body);
  const words = wordsOf(error, body, text);
  const fault = errorOf(answer, secrets);
  const detail = status === 200 ? whatCame(body, error, text, secrets) : fault.detail;
  if (isWithheld(error, words, text)) return { kind: 'withheld', detail };
  if (isNotReady(status, words)) return { kind: 'notReady', detail, retryAfter: fault.retryAfter };
  if (isGone(status, error, words)) return { kind: 'gone', detail };
  if (status === 200) return notAVideo(error, detail, fault.retryAfter);
  return { kind: 'fault', error: isTransient(status, error, fault) ? passing(fault) : fault };
}

/** The status that a body implies which tells no number: by a status of Google's, or in words. */
function impliedStatusIn(body: unknown): number | undefined {
  const { status, message } = readServerError(body);
  return STATUS_OF_CODE[status ?? ''] ?? STATUS_OF_WORDS.find(([words]) => words.test(message ?? ''))?.[1];
}

/** What is said of the video, as far as it is: the prompt in an answer of another kind may speak of anything. */
function wordsOf({ message }: ServerError, body: unknown, text: string): string {
  if (typeof message === 'string') return message;
  if (body !== undefined) {
    return oneLine(`${fieldOf(body, 'msg')} status: ${fieldOf(body, 'status')}`, HEARD_LENGTH);
  }
  return isPage(text) ? '' : oneLine(text, HEARD_LENGTH);
}

function isPage(text: string): boolean {
  return text.trimStart().startsWith('<');
}

function isWithheld({ isOwn }: ServerError, words: string, text: string): boolean {
  return (!isPage(text) && NO_DATA.test(oneLine(text, HEARD_LENGTH))) || (isOwn && FILTERED.test(words));
}

function isNotReady(status: number, words: string): boolean {
  if (status === 202) return true;
  return status < 500 && ![401, 403, 429].includes(status) && NOT_READY.test(words);
}

function isGone(status: number, error: ServerError, words: string): boolean {
  if (!error.isOwn || isAboutKey(error)) return false;
  if (status === 403) return NO_SUCH_FILE.test(words);
  if ((status !== 404 && status !== 410) || SOMETHING_ELSE.test(words)) return false;
  return error.status === 'NOT_FOUND' || (A_FILE.test(words) && ABSENT.test(words));
}

function isAboutKey(error: ServerError): boolean {
  const { type, code } = error;
  return [type ?? '', code ?? '', ...reasonsIn(error)].some((word) => ABOUT_KEY.test(String(word)));
}

/** A word or a number in what may be anything; empty when there is none. */
function fieldOf(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const field = (value as Readonly<Record<string, unknown>>)[name];
  return typeof field === 'string' || typeof field === 'number' ? String(field) : '';
}

/** A status that passes, or a refusal that is nobody's we know: the API itself may answer otherwise. */
function isTransient(status: number, { isOwn }: ServerError, { kind }: VideoApiError): boolean {
  if (!['notFound', 'forbidden', 'rejected'].includes(kind)) return false;
  return !isOwn || PASSING.includes(status);
}

function passing({ detail, retryAfter }: VideoApiError): VideoApiError {
  return new VideoApiError('unavailable', detail, { retryAfter });
}

function notAVideo(
  { type }: ServerError,
  detail: FaultDetail,
  retryAfter: number | undefined,
): ContentRefusal {
  if (!/rate_?limit|throttl/i.test(type ?? '')) return { kind: 'notAVideo', detail };
  return { kind: 'fault', error: new VideoApiError('rateLimited', detail, { retryAfter }) };
}

/** What came with a good status: the server's words, as far as it has any. */
function whatCame(
  body: unknown,
  { message }: ServerError,
  text: string,
  secrets: readonly string[],
): FaultDetail {
  if (isPage(text)) return { kind: 'webPageCame' };
  const said = shownText((message ?? text).slice(0, HEARD_LENGTH), secrets);
  if (message !== undefined && message !== null) return quoted(said);
  return { kind: /^\s*[{[]/.test(text) || body !== undefined ? 'jsonCame' : 'textCame', said };
}
