import * as v from 'valibot';
import { isVideoLength, isVideoSize, type Job, jobOf } from '../operations/job';
import { contractOf, readModel } from '../operations/name';
import type { Answer, OperationError } from '../operations/operation';
import { shownText, throwIfError } from './apiErrors';
import { type Endpoint, keyHeadersOf } from './endpoint';
import type { Http } from './http';
import { lenient } from './lenient';
import { type Sample, type VideoApi, VideoApiError } from './videoApi';

/** Unix seconds: the year 2100; beyond it are milliseconds. */
const LATEST = 4_102_444_800;

/** The video object of `GET /v1/videos/{id}`, whose form is OpenAI's (docs.thucchien.ai, BerriAI/litellm). */
const videoObject = v.object({
  status: v.string(),
  model: lenient(v.string()),
  created_at: lenient(v.pipe(v.number(), v.minValue(1), v.maxValue(LATEST))),
  seconds: lenient(
    v.pipe(
      v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+(?:\.\d+)?$/), v.transform(Number))]),
      v.check(isVideoLength),
    ),
  ),
  size: lenient(v.pipe(v.string(), v.check(isVideoSize))),
  error: lenient(
    v.union([
      v.object({ code: lenient(v.union([v.string(), v.number()])), message: lenient(v.string()) }),
      v.string(),
    ]),
  ),
});
type VideoObject = v.InferOutput<typeof videoObject>;

/** What a documented status means; what nobody documented does not end anything. */
const MEANINGS = new Map<string, 'running' | 'completed' | 'failed'>([
  ['queued', 'running'],
  ['processing', 'running'],
  ['in_progress', 'running'],
  ['completed', 'completed'],
  ['failed', 'failed'],
]);

/** A gateway that puts something new into each status must not fill the log. */
const MOST_TOLD = 100;

function meaningOf(status: string) {
  return MEANINGS.get(status.toLowerCase());
}

/**
 * Contract B: `/v1/videos`, asked with a bearer token.
 *
 * @param onUnknownStatus called once for each status that nobody documented
 */
export function createVideosApi(http: Http, onUnknownStatus: (status: string) => void): VideoApi {
  const told = new Set<string>();
  return {
    async check(endpoint, name, key, signal) {
      if (contractOf(name) !== 'videos') throw new VideoApiError('rejected', 'Not the ID of a video');
      const url = statusUrl(endpoint, name);
      const secrets = key === undefined ? [] : [key];
      const answer = await http.getJson({ url, keyHeaders: keyHeadersOf('videos', key), signal });
      throwIfError(answer, 'status', secrets);
      const video = readVideoObject(answer.body);
      const status = shownText(video.status, secrets).slice(0, 100);
      if (!meaningOf(video.status) && !told.has(status) && told.size < MOST_TOLD) {
        told.add(status);
        onUnknownStatus(status);
      }
      const model = readModel(video.model ?? '');
      const job = jobIn(video);
      return {
        ...answerOf(video, { endpoint, name }, secrets),
        ...(model !== undefined && { model }),
        ...(job && { job }),
      };
    },
  };
}

/** The address of a video: contract B has no other. */
export function contentUrl(endpoint: Endpoint, name: string): string {
  return `${statusUrl(endpoint, name)}/content`;
}

/** Of what an id may hold, only `/` means something else in a path. */
function statusUrl({ url }: Endpoint, name: string): string {
  return `${url}/v1/videos/${name.replaceAll('/', '%2F')}`;
}

/** @throws VideoApiError `malformed` for anything that is not the documented form. */
function readVideoObject(body: unknown): VideoObject {
  const parsed = v.safeParse(videoObject, body);
  if (parsed.success) return parsed.output;
  throw new VideoApiError('malformed', 'The answer does not have the documented form of a video');
}

function answerOf(
  { status, error }: VideoObject,
  { endpoint, name }: { readonly endpoint: Endpoint; readonly name: string },
  secrets: readonly string[],
): Answer<Sample> {
  const meaning = meaningOf(status) ?? 'running';
  if (meaning === 'running') return { kind: 'running' };
  if (meaning === 'failed') return { kind: 'failed', error: errorIn(error, secrets) };
  return { kind: 'succeeded', videos: [{ uri: contentUrl(endpoint, name), videoId: name }] };
}

/** `created_at` in Unix seconds; `seconds` is a text at OpenAI (platform.openai.com/docs/api-reference/videos). */
function jobIn({ created_at, seconds, size }: VideoObject): Job | undefined {
  return jobOf({
    startedAt: created_at ? new Date(created_at * 1000).toISOString() : undefined,
    seconds: seconds ?? undefined,
    size: size ?? undefined,
  });
}

function errorIn(error: VideoObject['error'], secrets: readonly string[]): OperationError {
  const { code, message } = typeof error === 'string' ? { code: null, message: error } : (error ?? {});
  return {
    code: typeof code === 'string' ? shownText(code, secrets) : (code ?? 'failed'),
    message: shownText(message ?? '', secrets),
  };
}
