import * as v from 'valibot';
import { type Job, jobOf } from '../../operations/job';
import { nameFormOf } from '../../operations/name';
import type { Answer, OperationError } from '../../operations/operation';
import { addressFrom } from '../../outside/address';
import { isoTime } from '../../outside/isoTime';
import { identifierFrom } from '../../outside/text';
import { type AnswerHeaders, timingOf } from '../answerTiming';
import { geminiRoot, secretsOf } from '../endpoint';
import { notUnderstood, throwIfError } from '../faults/apiErrors';
import { fieldsOf } from '../fields';
import { filteringIn } from '../filtering';
import type { Http, JsonAnswer } from '../http/httpPort';
import { promptIn } from '../prompt';
import { keyHeadersFor } from '../protocol';
import { ifReadable, jsonObject } from '../schema';
import { shownText } from '../shownText';
import { type AnsweredVideo, type StatusQuery, type VideoApi, VideoApiError } from '../videoApi';
import { type FoundVideo, readResult } from './geminiResult';

/** A `name` alone proves nothing: any service may answer with the name of an error or of a portal. */
const operationName = v.pipe(v.string(), v.regex(/(?:^|\/)operations\/[^/\s]/));
/** google.longrunning.Operation, as `GET /v1beta/{operation_name}` gives it (ai.google.dev/gemini-api/docs/video). */
const statusAnswer = jsonObject({
  name: operationName,
  done: v.nullish(v.boolean()),
  metadata: v.optional(v.unknown()),
  error: v.nullish(
    jsonObject({
      code: ifReadable(v.union([v.number(), v.string()])),
      status: ifReadable(v.string()),
      message: ifReadable(v.string()),
    }),
  ),
});
type StatusAnswer = v.InferOutput<typeof statusAnswer>;

/** google.rpc.Code.UNKNOWN */
const UNKNOWN_CODE = 2;

/** Operations of the Gemini API. */
export class GeminiApi implements VideoApi {
  constructor(private readonly http: Http) {}

  async requestStatus({ endpoint, name, key, signal, spool }: StatusQuery): Promise<Answer<AnsweredVideo>> {
    if (nameFormOf(name) !== 'gemini') throw new VideoApiError('rejected', { kind: 'notAName' });
    const secrets = secretsOf(key);
    const answer = await this.http.getJson({
      url: `${geminiRoot(endpoint)}/v1beta/${name}`,
      keyHeaders: keyHeadersFor(endpoint, 'gemini', key),
      mayHoldVideo: true,
      spool,
      signal,
    });
    throwIfError(answer, isGeminiOperation, secrets);
    return readStatusAnswer(answer, secrets);
  }
}

/** Whether a body is an operation, by its name: an error in it is the operation's own. */
export function isGeminiOperation(body: unknown): boolean {
  return v.is(jsonObject({ name: operationName }), body);
}

/**
 * Reads a status answer. An operation without `done` is not done. One that is done, with neither video nor error, was
 * filtered, but only where all of the answer was understood: what was not understood may be the video.
 *
 * @throws VideoApiError `malformed` for anything that is not the documented form, with the reason `unknownForm` when the
 *   operation is done.
 */
export function readStatusAnswer(
  answer: Pick<JsonAnswer, 'body' | 'text'> & AnswerHeaders,
  secrets: readonly string[],
): Answer<AnsweredVideo> {
  const parsed = v.safeParse(statusAnswer, answer.body);
  if (!parsed.success) {
    throw notUnderstood(answer, secrets, { detail: { kind: 'undocumentedForm', of: 'operation' } });
  }
  const outcome = outcomeOf(parsed.output, answer.body, secrets);
  if (!outcome) {
    throw notUnderstood(answer, secrets, { detail: { kind: 'unknownForm' }, reason: 'unknownForm' });
  }
  const job = jobIn(parsed.output, promptIn(answer.body, secrets));
  return { ...outcome, ...(job && { job }), ...timingOf(answer) };
}

/**
 * Most answers have no time of the start. Vertex has it one level deeper (cloud.google.com/vertex-ai/docs/reference/rest,
 * GenericOperationMetadata).
 */
function jobIn({ metadata }: StatusAnswer, prompt: string | undefined): Job | undefined {
  const fields = fieldsOf(metadata);
  const levels = [fields, fieldsOf(fields.get('genericMetadata'))];
  const createTime = levels.map((level) => level.get('createTime')).find((value) => v.is(isoTime, value));
  const startedAt = typeof createTime === 'string' ? new Date(createTime).toISOString() : undefined;
  return jobOf({ startedAt, prompt });
}

/** Undefined for an operation that is done in a form that nobody documented. */
function outcomeOf(
  { done, error }: StatusAnswer,
  body: unknown,
  secrets: readonly string[],
): Answer<AnsweredVideo> | undefined {
  if (done !== true) return { kind: 'running' };
  const { videos: found, levels, unread } = readResult(body);
  const filtering = filteringIn(levels, secrets);
  const [first, ...others] = found.flatMap((video) => videoOf(video, secrets) ?? []);
  // Some gateways send an error next to finished videos, such as `OK` or the error of a missing sample: ignore it.
  if (first) return { kind: 'succeeded', videos: [first, ...others], ...filtering };
  if (unread === 'sample') return undefined;
  if (error && !isEmptyError(error)) return { kind: 'failed', error: errorIn(error, secrets) };
  if (filtering && unread !== 'video') return { kind: 'filtered', ...filtering };
  if (unread !== 'none') return undefined;
  return error ? { kind: 'failed', error: errorIn(error, secrets) } : { kind: 'filtered', filterReasons: [] };
}

function errorIn(
  { code, status, message }: NonNullable<StatusAnswer['error']>,
  secrets: readonly string[],
): OperationError {
  return {
    code: typeof code === 'string' ? shownText(code, secrets) : (code ?? UNKNOWN_CODE),
    ...(status && { status: shownText(status, secrets) }),
    message: shownText(message ?? '', secrets),
  };
}

/** Some servers send an empty `error` with an operation that did not fail. */
function isEmptyError({ code, status, message }: NonNullable<StatusAnswer['error']>): boolean {
  return !code && !status && !message;
}

function videoOf(found: FoundVideo, secrets: readonly string[]): AnsweredVideo | undefined {
  const mimeType = found.mimeType && { mimeType: shownText(found.mimeType, secrets) };
  if ('base64' in found) return { base64: found.base64, ...mimeType };
  const uri = addressFrom(found.uri, secrets);
  if (uri === undefined) return undefined;
  const videoId = videoIdOf(uri);
  return { uri, ...(videoId !== undefined && { videoId }), ...mimeType };
}

/** The `video_id` of a Gemini file URI: the segment after `files/`, up to `:download`, `?`, `/` or the end. */
export function videoIdOf(uri: string): string | undefined {
  return identifierFrom(/\/files\/([^/:?#]+)/.exec(uri)?.[1] ?? '');
}
