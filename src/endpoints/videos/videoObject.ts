import * as v from 'valibot';
import { DAY_MS } from '../../base/time';
import { isVideoLength, type Job, jobOf, VIDEO_SIZE } from '../../operations/job';
import { type Fields, fieldsOf } from '../fields';
import { ifReadable, numberOrNumericString } from '../schema';
import { readTimestamp } from '../timestamp';

const seconds = v.pipe(numberOrNumericString, v.check(isVideoLength));

/** Of a word; ids of LiteLLM have some 500. */
const WORD_CHARACTERS = 1024;
const word = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, WORD_CHARACTERS)),
);

/** The video object of `GET /v1/videos/{id}`, in OpenAI's form (docs.thucchien.ai, BerriAI/litellm). */
const videoObject = v.object({
  object: ifReadable(word),
  id: ifReadable(word),
  task_id: ifReadable(word),
  status: v.pipe(word, v.trim(), v.nonEmpty()),
  model: ifReadable(word),
  seconds: ifReadable(seconds),
  size: ifReadable(v.pipe(v.string(), v.regex(VIDEO_SIZE))),
  error: ifReadable(
    v.union([
      v.object({ code: ifReadable(v.union([v.string(), v.number()])), message: ifReadable(v.string()) }),
      v.string(),
    ]),
  ),
});

/** In ms since the epoch; undefined where the answer has no such time. */
interface Times {
  readonly startedAt: number | undefined;
  readonly completedAt: number | undefined;
  readonly expiresAt: number | undefined;
}
export type VideoObject = v.InferOutput<typeof videoObject> & { readonly times: Times };

/** No server keeps videos for longer. */
const MAX_KEPT_MS = 366 * DAY_MS;

/** The video object in an answer; undefined for any other form. */
export function readVideoObject(body: unknown): VideoObject | undefined {
  const parsed = v.safeParse(videoObject, body);
  return parsed.success ? { ...parsed.output, times: timesIn(fieldsOf(body)) } : undefined;
}

/** What gateways call a video object; an id in an object of another kind, such as `chat.completion`, is another thing's. */
const OF_A_VIDEO = /video|generation|task|job/i;

/**
 * Whether an answer proves to be a video object, by its `object` or, where it has none, by an id. A status alone proves
 * nothing: a service in between may answer `{"status":"error"}`.
 */
export function isVideoObject(body: unknown): boolean {
  const video = readVideoObject(body);
  if (!video) return false;
  const object = (video.object ?? '').trim();
  if (object !== '') return OF_A_VIDEO.test(object);
  return [video.id, video.task_id].some((id) => (id ?? '').trim() !== '');
}

type Meaning = 'running' | 'completed' | 'failed';

/**
 * Statuses of OpenAI, and of gateways: OpenRouter, ofox, CometAPI, Qiniu, AIML, new-api (ArcReel/ArcReel #1888, #651;
 * openrouter.ai/docs, VideoStatus).
 */
const STATUSES: Readonly<Record<Meaning, string>> = {
  running:
    'queued queueing in_queue processing in_progress pending running waiting active generating submitted scheduled created starting started initializing preparing not_start unknown',
  completed: 'completed complete succeeded succeed success successful done finished',
  failed: 'failed failure fail error cancelled canceled expired',
};
const MEANINGS = new Map(
  (['running', 'completed', 'failed'] as const).flatMap((meaning) =>
    STATUSES[meaning].split(' ').map((status) => [status, meaning] as const),
  ),
);

/** What a status means; undefined for one that nobody documented, which ends no operation. */
export function meaningOf(status: string): Meaning | undefined {
  return MEANINGS.get(normalised(status));
}

/** The google.rpc.Code of a job that was cancelled or has expired. */
export function endStatusOf(status: string): 'CANCELLED' | 'EXPIRED' | undefined {
  const name = normalised(status);
  if (name === 'cancelled' || name === 'canceled') return 'CANCELLED';
  return name === 'expired' ? 'EXPIRED' : undefined;
}

/** `InProgress`, `IN_PROGRESS`, `in progress` and `in-progress` are one word. */
function normalised(status: string): string {
  return status.replace(/(?<=[a-z])(?=[A-Z])|[\s-]+/g, '_').toLowerCase();
}

/** `seconds` is a text at OpenAI (platform.openai.com/docs/api-reference/videos). */
export function jobIn(video: VideoObject, prompt: string | undefined): Job | undefined {
  const { startedAt, completedAt } = video.times;
  return jobOf({
    startedAt: isoTimeOf(startedAt),
    completedAt: isoTimeOf(completedAt),
    seconds: video.seconds ?? undefined,
    size: video.size ?? undefined,
    prompt,
  });
}

/** When the server deletes the video (ISO 8601 UTC); undefined where the answer has no possible time. */
export function expiryIn(video: VideoObject): string | undefined {
  const { startedAt, completedAt = startedAt, expiresAt } = video.times;
  if (expiresAt === undefined || completedAt === undefined) return isoTimeOf(expiresAt);
  return expiresAt > completedAt && expiresAt - completedAt <= MAX_KEPT_MS ? isoTimeOf(expiresAt) : undefined;
}

/** LiteLLM may give the time of the poll as that of the start, so a start after the end is ignored. */
function timesIn(fields: Fields): Times {
  // apiyi calls it `created`.
  const startedAt = timeAmong(fields, ['createdAt', 'created']);
  const completedAt = timeAmong(fields, ['completedAt', 'finishedAt']);
  const expiresAt = timeAmong(fields, ['expiresAt', 'expireAt']);
  const isPossible = startedAt === undefined || completedAt === undefined || startedAt <= completedAt;
  return { startedAt: isPossible ? startedAt : undefined, completedAt, expiresAt };
}

function timeAmong(fields: Fields, names: readonly string[]): number | undefined {
  return names.map((name) => readTimestamp(fields.get(name))).find((ms) => ms !== undefined);
}

function isoTimeOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
