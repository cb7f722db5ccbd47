import * as v from 'valibot';
import type { Answer, OperationError, Video } from '../operations/operation';
import { isOperationName } from '../operations/reference';
import { errorOf, shownText } from './apiErrors';
import { geminiRoot } from './endpoint';
import type { Http } from './http';
import { lenient } from './lenient';
import { redact } from './redaction';
import { type VideoApi, VideoApiError } from './videoApi';

/** `uri` at Google, `gcsUri` at Vertex, or the bytes themselves under one of three names. */
const file = v.object({
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
const result = v.object({
  generateVideoResponse: v.nullish(
    v.object({ generatedSamples: v.nullish(v.array(v.object({ video: v.nullish(file) }))), ...filtered }),
  ),
  videos: v.nullish(v.array(file)),
  ...filtered,
});

/** google.longrunning.Operation, as `GET /v1beta/{operation_name}` gives it (ai.google.dev/gemini-api/docs/video). */
const statusAnswer = v.object({
  name: v.string(),
  done: v.nullish(v.boolean()),
  error: v.nullish(
    v.object({
      code: v.optional(v.union([v.number(), v.string()]), 2),
      status: lenient(v.string()),
      message: v.optional(v.string(), ''),
    }),
  ),
  response: v.nullish(result),
});
type StatusAnswer = v.InferOutput<typeof statusAnswer>;
type Result = v.InferOutput<typeof result>;

/** Contract A: Gemini operations, asked with `x-goog-api-key`. */
export function createGeminiApi(http: Http): VideoApi {
  return {
    async check(endpoint, name, key, signal) {
      if (!isOperationName(name)) throw new VideoApiError('rejected', 'Not the name of an operation');
      const secrets = key === undefined ? [] : [key];
      const answer = await http.getJson({
        url: `${geminiRoot(endpoint)}/v1beta/${name}`,
        keyHeaders: key === undefined ? {} : { 'x-goog-api-key': key },
        signal,
      });
      if (answer.status < 200 || answer.status > 299) throw errorOf(answer, secrets);
      return readStatusAnswer(answer.body, secrets);
    },
  };
}

/**
 * What a status answer says. `done` missing means not done; done with neither video nor error means filtered.
 *
 * @throws VideoApiError `malformed` for anything that is not the documented form.
 */
export function readStatusAnswer(body: unknown, secrets: readonly string[]): Answer {
  const parsed = v.safeParse(statusAnswer, body);
  if (!parsed.success) {
    throw new VideoApiError('malformed', 'The answer does not have the documented form of an operation');
  }
  return answerOf(parsed.output, secrets);
}

function answerOf({ done, error, response }: StatusAnswer, secrets: readonly string[]): Answer {
  if (done !== true) return { kind: 'running' };
  if (error) {
    return { kind: 'failed', error: errorIn(error, secrets) };
  }
  const [first, ...others] = videosOf(response, secrets);
  if (first) return { kind: 'succeeded', videos: [first, ...others] };
  return { kind: 'filtered', reasons: reasonsOf(response).map((reason) => shownText(reason, secrets)) };
}

function errorIn(
  { code, status, message }: NonNullable<StatusAnswer['error']>,
  secrets: readonly string[],
): OperationError {
  return {
    code: typeof code === 'string' ? shownText(code, secrets) : code,
    ...(status && { status: shownText(status, secrets) }),
    message: shownText(message, secrets),
  };
}

function videosOf(response: Result | null | undefined, secrets: readonly string[]): Video[] {
  const samples = response?.generateVideoResponse?.generatedSamples?.map(({ video }) => video) ?? [];
  return [...samples, ...(response?.videos ?? [])].map((sample) => videoOf(sample, secrets));
}

function videoOf(sample: VideoFile | null | undefined, secrets: readonly string[]): Video {
  const given = sample?.uri || sample?.gcsUri;
  if (!given) throw new VideoApiError('malformed', whyWithoutUri(sample));
  const uri = withoutKey(given, secrets);
  const videoId = videoIdOf(uri);
  return {
    uri,
    ...(videoId !== undefined && { videoId }),
    ...(sample?.mimeType && { mimeType: shownText(sample.mimeType, secrets) }),
  };
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

function whyWithoutUri(sample: VideoFile | null | undefined): string {
  const inline = sample?.bytesBase64Encoded || sample?.encodedVideo || sample?.videoBytes;
  return inline ? 'The video came inside the answer, which is not supported yet' : 'A sample has no address';
}

function reasonsOf(response: Result | null | undefined): readonly string[] {
  return response?.generateVideoResponse?.raiMediaFilteredReasons ?? response?.raiMediaFilteredReasons ?? [];
}

/** The `video_id` of a Gemini file URI: the segment after `files/`, up to `:download`, `?`, `/` or the end. */
export function videoIdOf(uri: string): string | undefined {
  return /\/files\/([^/:?#]+)/.exec(uri)?.[1];
}
