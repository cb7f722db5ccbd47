import * as v from 'valibot';
import { type Job, jobOf } from '../operations/job';
import { contractOf } from '../operations/name';
import type { Answer, OperationError } from '../operations/operation';
import { addressFrom } from '../outside/address';
import { identifierFrom } from '../outside/identifier';
import { notUnderstood, throwIfError } from './apiErrors';
import { geminiRoot, keyHeadersOf } from './endpoint';
import { fieldsOf } from './fields';
import { filteringIn } from './filtering';
import { readResult, type VideoFile } from './geminiResult';
import type { Http, JsonAnswer } from './httpPort';
import { promptIn } from './prompt';
import { jsonObject, lenient } from './schema';
import { shownText } from './shownText';
import { type Sample, type VideoApi, VideoApiError } from './videoApi';

const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((at) => !Number.isNaN(Date.parse(at))),
);
/** Any service may answer with a `name`, such as that of an error or of a portal. */
const operationName = v.pipe(v.string(), v.regex(/(?:^|\/)operations\/[^/\s]/));
/** google.longrunning.Operation, as `GET /v1beta/{operation_name}` gives it (ai.google.dev/gemini-api/docs/video). */
const statusAnswer = jsonObject({
  name: operationName,
  done: v.nullish(v.boolean()),
  metadata: v.optional(v.unknown()),
  error: v.nullish(
    jsonObject({
      code: lenient(v.union([v.number(), v.string()])),
      status: lenient(v.string()),
      message: lenient(v.string()),
    }),
  ),
});
type StatusAnswer = v.InferOutput<typeof statusAnswer>;

/** google.rpc.Code.UNKNOWN */
const UNKNOWN = 2;

/** Contract A: Gemini operations, asked with `x-goog-api-key`. */
export function createGeminiApi(http: Http): VideoApi {
  return {
    async check(endpoint, name, key, signal) {
      if (contractOf(name) !== 'gemini') throw new VideoApiError('rejected', { kind: 'notAName' });
      const secrets = key === undefined ? [] : [key];
      const answer = await http.getJson({
        url: `${geminiRoot(endpoint)}/v1beta/${name}`,
        keyHeaders: keyHeadersOf('gemini', key),
        mayHoldVideo: true,
        signal,
      });
      throwIfError(answer, (body) => v.is(jsonObject({ name: operationName }), body), secrets);
      return readStatusAnswer(answer, secrets);
    },
  };
}

/**
 * What a status answer says. `done` missing means not done; done with neither video nor error means filtered, but only
 * where all of it was understood: what was not may be the video.
 *
 * @throws VideoApiError `malformed` for anything that is not the documented form, `unknownForm` when it is done.
 */
export function readStatusAnswer(
  answer: Pick<JsonAnswer, 'body' | 'text'>,
  secrets: readonly string[],
): Answer<Sample> {
  const parsed = v.safeParse(statusAnswer, answer.body);
  if (!parsed.success) {
    throw notUnderstood(answer, secrets, { kind: 'undocumentedForm', of: 'operation' });
  }
  const told = answerOf(parsed.output, answer.body, secrets);
  if (!told) {
    throw notUnderstood(answer, secrets, { kind: 'unknownForm' }, 'unknownForm');
  }
  const job = jobIn(parsed.output, promptIn(answer.body, secrets));
  return { ...told, ...(job && { job }) };
}

/** The start is usually not told; Vertex puts it a level deeper (cloud.google.com/vertex-ai/docs/reference/rest, GenericOperationMetadata). */
function jobIn({ metadata }: StatusAnswer, prompt: string | undefined): Job | undefined {
  const fields = fieldsOf(metadata);
  const levels = [fields, fieldsOf(fields.get('genericMetadata'))];
  const told = levels.map((level) => level.get('createTime')).find((at) => v.is(time, at));
  const startedAt = typeof told === 'string' ? new Date(told).toISOString() : undefined;
  return jobOf({ startedAt, prompt });
}

/** Undefined for an operation that is done in a form that we do not know. */
function answerOf(
  { done, error }: StatusAnswer,
  body: unknown,
  secrets: readonly string[],
): Answer<Sample> | undefined {
  if (done !== true) return { kind: 'running' };
  const { files, levels, unread } = readResult(body);
  const filtering = filteringIn(levels, secrets);
  const [first, ...others] = files.flatMap((file) => sampleOf(file, secrets) ?? []);
  // Some gateways put an error beside the videos, such as `OK` or that of a sample which is missing.
  if (first) return { kind: 'succeeded', videos: [first, ...others], ...filtering };
  if (unread === 'sample') return undefined;
  if (error && tells(error)) return { kind: 'failed', error: errorIn(error, secrets) };
  if (filtering && unread !== 'video') return { kind: 'filtered', ...filtering };
  if (unread !== 'none') return undefined;
  return error ? { kind: 'failed', error: errorIn(error, secrets) } : { kind: 'filtered', filterReasons: [] };
}

function errorIn(
  { code, status, message }: NonNullable<StatusAnswer['error']>,
  secrets: readonly string[],
): OperationError {
  return {
    code: typeof code === 'string' ? shownText(code, secrets) : (code ?? UNKNOWN),
    ...(status && { status: shownText(status, secrets) }),
    message: shownText(message ?? '', secrets),
  };
}

/** An empty error is none. */
function tells({ code, status, message }: NonNullable<StatusAnswer['error']>): boolean {
  return Boolean(code || status || message);
}

function sampleOf(file: VideoFile, secrets: readonly string[]): Sample | undefined {
  const mimeType = file.mimeType && { mimeType: shownText(file.mimeType, secrets) };
  if ('base64' in file) return { base64: file.base64, ...mimeType };
  const uri = addressFrom(file.uri, secrets);
  return uri === undefined ? undefined : { ...addressOf(uri), ...mimeType };
}

function addressOf(uri: string): { readonly uri: string; readonly videoId?: string } {
  const videoId = videoIdOf(uri);
  return { uri, ...(videoId !== undefined && { videoId }) };
}

/** The `video_id` of a Gemini file URI: the segment after `files/`, up to `:download`, `?`, `/` or the end. */
export function videoIdOf(uri: string): string | undefined {
  return identifierFrom(/\/files\/([^/:?#]+)/.exec(uri)?.[1] ?? '');
}
