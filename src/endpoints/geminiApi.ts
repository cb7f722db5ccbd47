import * as v from 'valibot';
import { type Job, jobOf } from '../operations/job';
import { contractOf } from '../operations/name';
import type { Answer, OperationError } from '../operations/operation';
import { shownText, throwIfError } from './apiErrors';
import { geminiRoot, keyHeadersOf } from './endpoint';
import type { Http } from './http';
import { lenient } from './lenient';
import { object } from './object';
import { redact } from './redaction';
import { type Sample, type VideoApi, VideoApiError } from './videoApi';

/** `uri` at Google, `gcsUri` at Vertex, or the bytes themselves under one of three names. */
const file = object({
  uri: lenient(v.string()),
  gcsUri: lenient(v.string()),
  mimeType: lenient(v.string()),
  bytesBase64Encoded: lenient(v.string()),
  encodedVideo: lenient(v.string()),
  videoBytes: lenient(v.string()),
});
type VideoFile = v.InferOutput<typeof file>;
const filtered = {
  raiMediaFilteredCount: lenient(v.number()),
  raiMediaFilteredReasons: lenient(v.array(v.string())),
};

/** `generateVideoResponse` at Google, `videos` beside it at Vertex. */
const result = object({
  generateVideoResponse: v.nullish(
    object({
      generatedSamples: v.nullish(v.array(v.nullish(object({ video: lenient(file) })))),
      ...filtered,
    }),
  ),
  videos: v.nullish(v.array(v.nullish(file))),
  ...filtered,
});

const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.check((at) => !Number.isNaN(Date.parse(at))),
);
/** Usually absent; Vertex puts it a level deeper (cloud.google.com/vertex-ai/docs/reference/rest, GenericOperationMetadata). */
const metadata = object({
  createTime: lenient(time),
  genericMetadata: lenient(object({ createTime: lenient(time) })),
});

/** google.longrunning.Operation, as `GET /v1beta/{operation_name}` gives it (ai.google.dev/gemini-api/docs/video). */
const statusAnswer = object({
  name: v.string(),
  done: v.nullish(v.boolean()),
  metadata: lenient(metadata),
  error: v.nullish(
    object({
      code: lenient(v.union([v.number(), v.string()])),
      status: lenient(v.string()),
      message: lenient(v.string()),
    }),
  ),
  response: v.nullish(result),
});
type StatusAnswer = v.InferOutput<typeof statusAnswer>;
type Result = v.InferOutput<typeof result>;

/** google.rpc.Code.UNKNOWN */
const UNKNOWN = 2;

/** Contract A: Gemini operations, asked with `x-goog-api-key`. */
export function createGeminiApi(http: Http): VideoApi {
  return {
    async check(endpoint, name, key, signal) {
      if (contractOf(name) !== 'gemini') throw new VideoApiError('rejected', 'Not the name of an operation');
      const secrets = key === undefined ? [] : [key];
      const answer = await http.getJson({
        url: `${geminiRoot(endpoint)}/v1beta/${name}`,
        keyHeaders: keyHeadersOf('gemini', key),
        signal,
      });
      throwIfError(answer, 'name', secrets);
      return readStatusAnswer(answer.body, secrets);
    },
  };
}

/**
 * What a status answer says. `done` missing means not done; done with neither video nor error means filtered.
 *
 * @throws VideoApiError `malformed` for anything that is not the documented form.
 */
export function readStatusAnswer(body: unknown, secrets: readonly string[]): Answer<Sample> {
  const parsed = v.safeParse(statusAnswer, body);
  if (!parsed.success) {
    throw new VideoApiError('malformed', 'The answer does not have the documented form of an operation');
  }
  const job = jobIn(parsed.output);
  return { ...answerOf(parsed.output, secrets), ...(job && { job }) };
}

function jobIn({ metadata: told }: StatusAnswer): Job | undefined {
  const startedAt = told?.createTime ?? told?.genericMetadata?.createTime;
  return jobOf({ startedAt: startedAt ? new Date(startedAt).toISOString() : undefined });
}

function answerOf({ done, error, response }: StatusAnswer, secrets: readonly string[]): Answer<Sample> {
  if (done !== true) return { kind: 'running' };
  const [first, ...others] = error && tells(error) ? [] : videosOf(response, secrets);
  if (first) return { kind: 'succeeded', videos: [first, ...others] };
  if (error) return { kind: 'failed', error: errorIn(error, secrets) };
  return { kind: 'filtered', filterReasons: reasonsOf(response).map((reason) => shownText(reason, secrets)) };
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

/** An empty error beside a video is none. */
function tells({ code, status, message }: NonNullable<StatusAnswer['error']>): boolean {
  return Boolean(code || status || message);
}

/** @throws VideoApiError `malformed` when there are samples, but no video in any of them. */
function videosOf(response: Result | null | undefined, secrets: readonly string[]): Sample[] {
  const samples = response?.generateVideoResponse?.generatedSamples?.map((sample) => sample?.video) ?? [];
  const all = [...samples, ...(response?.videos ?? [])];
  const videos = all.flatMap((sample) => sampleOf(sample, secrets) ?? []);
  if (all.length > 0 && videos.length === 0) throw new VideoApiError('malformed', 'No sample has an address');
  return videos;
}

function sampleOf(sample: VideoFile | null | undefined, secrets: readonly string[]): Sample | undefined {
  const mimeType = sample?.mimeType && { mimeType: shownText(sample.mimeType, secrets) };
  const given = sample?.uri || sample?.gcsUri;
  if (given?.startsWith('data:')) return { base64: given, ...mimeType };
  if (given) return { ...addressOf(withoutKey(given, secrets)), ...mimeType };
  const base64 = sample?.bytesBase64Encoded || sample?.encodedVideo || sample?.videoBytes;
  return base64 ? { base64, ...mimeType } : undefined;
}

function addressOf(uri: string): { readonly uri: string; readonly videoId?: string } {
  const videoId = videoIdOf(uri);
  return { uri, ...(videoId !== undefined && { videoId }) };
}

/** An address that a server has put our key into, as some do for the query, is kept without it. */
function withoutKey(uri: string, secrets: readonly string[]): string {
  if (!secrets.some((secret) => uri.includes(secret) || uri.includes(encodeURIComponent(secret)))) return uri;
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  for (const [name, value] of url ? [...url.searchParams] : []) {
    if (secrets.some((secret) => value.includes(secret))) url?.searchParams.delete(name);
  }
  return redact(url?.href ?? uri, secrets);
}

function reasonsOf(response: Result | null | undefined): readonly string[] {
  return response?.generateVideoResponse?.raiMediaFilteredReasons ?? response?.raiMediaFilteredReasons ?? [];
}

/** The `video_id` of a Gemini file URI: the segment after `files/`, up to `:download`, `?`, `/` or the end. */
export function videoIdOf(uri: string): string | undefined {
  return /\/files\/([^/:?#]+)/.exec(uri)?.[1];
}
