import type { AnswerShape } from '../foundNames';
import { isDistinctive, isRegular } from '../jobIds';
import { decodedSegment } from '../percentEncoding';
import { type Fields, scalarText, type Value } from './frame';

/** A text in the place of an id, and which APIs answer in this form. */
interface Candidate {
  readonly id: string;
  readonly shape: AnswerShape;
}

/** `video` of `/v1/videos`, and what gateways make of it, such as `video.generation`; not `video.deleted`. */
const VIDEO_OBJECT = /^(?:video(?:[._]generation(?:[._](?:task|job))?)?|(?:video[._])?generation[._]task)$/i;
const VIDEO_MODEL = /veo|video|sora|kling|omni|seedance|hailuo|runway|pixverse|t2v|i2v|wan-?\d/i;
/** The words of all services, in small letters. */
const STATUS =
  /^(?:queued|pending|waiting|active|processing|generating|in_?progress|running|initializing|submitted|completed|succeeded|success|failed|error|cancell?ed|expired)$/i;
/** Fields that only an answer about a video has; `video` is its address, or an object with it. */
const VIDEO_FIELDS = ['video_url', 'unsigned_urls', 'task_result'] as const;
/** The types of an interaction's steps (Interaction.steps of js-genai); those of a build or a workflow have names. */
const INTERACTION_STEP = /^(?:user_input|model_output|thought|\w+_(?:call|result))$/;

/**
 * The forms in which services answer about a job, the surest first. Sources: openrouter.ai/docs/api/api-reference/videos,
 * apidoc.cometapi.com/api/video, docapi.poloapi.com/450900803e0, docs.apiyi.com/api-capabilities/veo, docs.kie.ai/veo3-api,
 * docs.aimlapi.com/api-references/video-models/google, apidocs.qnaigc.com, docs.together.ai/reference/get-videos-id,
 * ai.google.dev/gemini-api/docs/interactions.
 */
const FORMS: readonly ((fields: Fields) => Candidate | undefined)[] = [
  videoObject,
  interaction,
  polled,
  wrappedTask,
  generation,
  videoJob,
  distinctive,
];

/** What an object names if it is a service's answer about a job. */
export function candidateIn(fields: Fields): Candidate | undefined {
  for (const form of FORMS) {
    const candidate = form(fields);
    if (candidate) return candidate;
  }
  return undefined;
}

/**
 * What an object names that is the whole of a text: an id alone, as Together answers, or with a status and little else. An
 * account, a subscription or a device is "active", too.
 */
export function loneJob(fields: Fields): Candidate | undefined {
  const keys = Object.keys(fields);
  const isOther = typeof fields.object === 'string' || keys.length > MAX_LONE_FIELDS;
  const id = isOther ? undefined : textIn(fields, 'id');
  if (id === undefined || !isRegular(id)) return undefined;
  const isJob = hasStatus(fields) && !/^active$/i.test(scalarText(fields.status));
  return keys.length === 1 || isJob ? candidate(id, 'job') : undefined;
}

/** AI/ML API's answers have six (docs.aimlapi.com). */
const MAX_LONE_FIELDS = 8;

function videoObject(fields: Fields): Candidate | undefined {
  const { object } = fields;
  if (typeof object !== 'string' || !VIDEO_OBJECT.test(object)) return undefined;
  return candidate(textIn(fields, 'id', 'task_id', 'taskId', 'video_id'), 'video');
}

/** Agent Platform leaves `object` out. */
function interaction(fields: Fields): Candidate | undefined {
  const isOne = fields.object === 'interaction' || (hasStatus(fields) && isListOfSteps(fields.steps));
  return isOne ? candidate(textIn(fields, 'id'), 'interaction') : undefined;
}

function isListOfSteps(steps: Value | undefined): boolean {
  if (!Array.isArray(steps)) return false;
  return (steps as readonly Value[]).some(
    (step) => isFields(step) && typeof step.type === 'string' && INTERACTION_STEP.test(step.type),
  );
}

/** An address to poll, which is that of a video. */
function polled(fields: Fields): Candidate | undefined {
  const address = textIn(fields, 'polling_url', 'pollingUrl');
  if (address === undefined || !/video|veo/i.test(address)) return undefined;
  const [path = ''] = address.split(/[?#]/, 1);
  const last = path.split('/').findLast((segment) => segment !== '');
  return candidate(textIn(fields, 'id', 'taskId', 'task_id') ?? last, 'video');
}

/** A task beside a code, within `data` or not; `data` also holds the state of the task. */
function wrappedTask(fields: Fields): Candidate | undefined {
  if (fields.code === undefined) return undefined;
  const { data = {} } = fields;
  const inner = isFields(data) ? textIn(data, 'taskId', 'task_id') : undefined;
  return candidate(inner ?? textIn(fields, 'taskId', 'task_id'), 'job');
}

function generation(fields: Fields): Candidate | undefined {
  const id = textIn(fields, 'generation_id', 'generationId');
  const isOne = id !== undefined && (isDistinctive(id) || isAboutVideo(fields));
  return isOne ? candidate(id, 'job') : undefined;
}

/** `{id, status}` of a video's model, or beside a video. Other APIs of the same services name another object. */
function videoJob(fields: Fields): Candidate | undefined {
  if (fields.object !== undefined || !hasStatus(fields) || !isAboutVideo(fields)) return undefined;
  return candidate(textIn(fields, 'id', 'task_id', 'taskId'), 'job');
}

function distinctive(fields: Fields): Candidate | undefined {
  const id = textIn(fields, 'id', 'task_id', 'taskId');
  return id !== undefined && isDistinctive(id) ? candidate(id, 'job') : undefined;
}

/** Bifrost's ids have the slashes of its provider's names percent-encoded. */
function candidate(id: string | undefined, shape: AnswerShape): Candidate | undefined {
  return id === undefined ? undefined : { id: decodedSegment(id.trim()), shape };
}

function hasStatus({ status, task_status }: Fields): boolean {
  return [status, task_status].some((word) => typeof word === 'string' && STATUS.test(word));
}

function isAboutVideo(fields: Fields): boolean {
  const { model, data, video } = fields;
  if (typeof model === 'string' && VIDEO_MODEL.test(model)) return true;
  if (typeof (isFields(video) ? video.url : video) === 'string') return true;
  return (
    VIDEO_FIELDS.some((key) => fields[key] !== undefined) || (isFields(data) && data.videos !== undefined)
  );
}

function textIn(fields: Fields, ...keys: readonly string[]): string | undefined {
  return keys.map((key) => fields[key]).find((value): value is string => typeof value === 'string');
}

/** Whether a value is an object. */
export function isFields(value: Value | undefined): value is Fields {
  return typeof value === 'object' && !Array.isArray(value);
}
