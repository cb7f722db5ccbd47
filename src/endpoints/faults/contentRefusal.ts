import { type FaultDetail, quoted } from '../../operations/faultDetail';
import { oneLine } from '../../outside/oneLine';
import { fieldsOf } from '../fields';
import type { TextAnswer } from '../http/httpPort';
import { shownText } from '../shownText';
import { VideoApiError } from '../videoApi';
import { errorOf } from './apiErrors';
import { bodyStatusIn, isAboutRate, readServerError, reasonsIn, type ServerError } from './serverError';
import { TRANSIENT_STATUSES } from './transientFault';

/** Why an answer that should hold a video holds none. */
export type ContentRefusal =
  | { readonly kind: 'gone' | 'withheld' | 'notAVideo'; readonly detail: FaultDetail }
  /** `retryAfter`: ms from now, as the server asks. */
  | { readonly kind: 'notReady'; readonly detail: FaultDetail; readonly retryAfter: number | undefined }
  | { readonly kind: 'fault'; readonly error: VideoApiError };

/** Of a text in which a server says why it sends no video. */
const TEXT_CHARACTERS = 4000;

/** LiteLLM says this of a job that the safety filter left without a video, with any status and in any envelope. */
const NO_DATA = /no video data found/i;
/** Words of a safety filter. A web filter in between uses some of them too, so they count only in the API's own envelope. */
const FILTERED = /raiMediaFiltered|\bsafety[ _-](?:filter|settings|polic)|\bresponsible ai\b/i;
/** LiteLLM, OpenAI and Google's files (ai.google.dev/api/files: `state` must be ACTIVE) say this of an unfinished video. */
const NOT_READY =
  /\bnot (?:yet )?(?:ready|completed?|finished|done|available yet)\b|\bnot in an? active state\b|\bnot (?:been )?\w{1,20} yet\b|\b(?:is|still|currently) (?:being )?(?:process|generat|render|runn|queued|pending|in progress)|\bstatus\W{1,4}(?:queued|processing|in_progress|pending|running)\b/i;
/** Google says this of a file that it does not have, or that belongs to somebody else. */
const NO_SUCH_FILE = /\bpermission to access the (?:file|video)\b.{0,300}\bmay not exist\b/i;

const A_FILE = /(?<![a-z])(?:file|video|entity|content|media|asset|object|clip|blob|artifact)s?(?![a-z])/i;
const ABSENT =
  /\bnot (?:be )?found\b|n(?:ot|'t|’t) exist|\bno such\b|\bno longer\b|\b(?:expired|deleted|removed|purged|gone)\b|\b(?:cannot|can't|could not|unable to) find\b/i;
/** Other things that an API may not find: the message says nothing of the file then. */
const SOMETHING_ELSE =
  /(?<![a-z])(?:method|model|route|endpoint|url|path|page|api|version|service|deployment|server|host|upstream|provider|region|location|bucket|key|token|credential|caller|account|user|customer|team|organi[sz]ation|project|tenant|workspace|subscription|plan|budget|quota|permission|access|authenticat\w*|authori[sz]\w*|callback|database|table|cache)s?(?![a-z])/i;
/** Types, codes and reasons by which an API refuses the key, or says that its budget is exceeded. */
const ABOUT_KEY = /auth|key|token|access|budget|billing|consumer|credential|permission_denied/i;

/** The HTTP statuses of google.rpc.Code (google/rpc/code.proto). */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  RESOURCE_EXHAUSTED: 429,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
  ABORTED: 409,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
};
/** The status that a message stands for, where nothing else shows it. */
const STATUS_OF_MESSAGE: readonly (readonly [pattern: RegExp, status: number])[] = [
  [/\btoo many requests\b|\brate limit/i, 429],
  [/\btemporarily unavailable\b|\btry again later\b|\boverloaded\b/i, 503],
];

/**
 * What an answer in place of a video means. A video is gone only where the API's own envelope says so, in words, about a
 * file. A page, a proxy, a firewall or a fault of the key proves nothing about the video: these pass, or the person can
 * fix them.
 */
export function contentRefusalIn({ answer, text }: TextAnswer, secrets: readonly string[]): ContentRefusal {
  const { status, body } = answer;
  const bodyStatus = status === 200 ? (bodyStatusIn(body) ?? impliedStatusIn(body)) : undefined;
  if (bodyStatus !== undefined)
    return contentRefusalIn({ answer: { ...answer, status: bodyStatus }, text }, secrets);
  const error = readServerError(body);
  const words = wordsOf(error, body, text);
  const fault = errorOf(answer, secrets);
  const detail = status === 200 ? describe({ answer, text }, error, secrets) : fault.detail;
  if (isWithheld(error, words, text)) return { kind: 'withheld', detail };
  if (isNotReady(status, words)) return { kind: 'notReady', detail, retryAfter: fault.retryAfter };
  if (isGone(status, error, words)) return { kind: 'gone', detail };
  if (status === 200) return notAVideo(error, detail, fault.retryAfter);
  return { kind: 'fault', error: isTransient(status, error, fault) ? unavailable(fault) : fault };
}

/** The HTTP status that a body without a number implies, by a status of Google's or by its message. */
function impliedStatusIn(body: unknown): number | undefined {
  const { status, message } = readServerError(body);
  return (
    STATUS_OF_CODE[status ?? ''] ?? STATUS_OF_MESSAGE.find(([pattern]) => pattern.test(message ?? ''))?.[1]
  );
}

/** What an answer says about the video. Other fields are left out: a prompt among them may speak of anything. */
function wordsOf({ message }: ServerError, body: unknown, text: string): string {
  if (typeof message === 'string') return message;
  if (body !== undefined) {
    const [msg, status] = ['msg', 'status'].map((name) => fieldsOf(body).get(name)).map(wordOf);
    return oneLine(`${msg} status: ${status}`, TEXT_CHARACTERS);
  }
  return isPage(text) ? '' : oneLine(text, TEXT_CHARACTERS);
}

function isPage(text: string): boolean {
  return text.trimStart().startsWith('<');
}

function isWithheld({ isOwn }: ServerError, words: string, text: string): boolean {
  return (!isPage(text) && NO_DATA.test(oneLine(text, TEXT_CHARACTERS))) || (isOwn && FILTERED.test(words));
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

function wordOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Whether a status is transient, or a refusal does not come from the API, which may answer otherwise. */
function isTransient(status: number, { isOwn }: ServerError, { kind }: VideoApiError): boolean {
  if (!['notFound', 'forbidden', 'rejected'].includes(kind)) return false;
  return !isOwn || TRANSIENT_STATUSES.includes(status);
}

function unavailable({ detail, retryAfter }: VideoApiError): VideoApiError {
  return new VideoApiError('unavailable', detail, { retryAfter });
}

function notAVideo(error: ServerError, detail: FaultDetail, retryAfter: number | undefined): ContentRefusal {
  if (!isAboutRate(error)) return { kind: 'notAVideo', detail };
  return { kind: 'fault', error: new VideoApiError('rateLimited', detail, { retryAfter }) };
}

/** What came with a good status: the server's message where it has one. */
function describe(
  { answer, text }: TextAnswer,
  { message }: ServerError,
  secrets: readonly string[],
): FaultDetail {
  if (isPage(text)) return { kind: 'webPageCame' };
  const said = shownText((message ?? text).slice(0, TEXT_CHARACTERS), secrets);
  if (message !== undefined && message !== null) return quoted(said);
  return { kind: /^\s*[{[]/.test(text) || answer.body !== undefined ? 'jsonCame' : 'textCame', said };
}
