import * as v from 'valibot';
import { isVideoLength, type Job, jobOf, VIDEO_SIZE } from '../operations/job';
import { type Fields, fieldsOf } from './fields';
import { lenient, numberOrNumericString } from './schema';
import { readTimestamp } from './timestamp';

const seconds = v.pipe(numberOrNumericString, v.check(isVideoLength));

/** Characters of a word that are read: ids of LiteLLM have some 500. */
const WORD_LENGTH = 1024;
const word = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, WORD_LENGTH)),
);

/** The video object of `GET /v1/videos/{id}`, whose form is OpenAI's (docs.thucchien.ai, BerriAI/litellm). */
const videoObject = v.object({
  object: lenient(word),
  id: lenient(word),
  task_id: lenient(word),
  status: v.pipe(word, v.trim(), v.nonEmpty()),
  model: lenient(word),
  seconds: lenient(seconds),
  size: lenient(v.pipe(v.string(), v.regex(VIDEO_SIZE))),
  error: lenient(
    v.union([
      v.object({ code: lenient(v.union([v.string(), v.number()])), message: lenient(v.string()) }),
      v.string(),
    ]),
  ),
});

/** In ms since the epoch, as far as they are told. */
interface Times {
  readonly startedAt: number | undefined;
  readonly completedAt: number | undefined;
  readonly expiresAt: number | undefined;
}
export type VideoObject = v.InferOutput<typeof videoObject> & { readonly times: Times };

/** ms; no server keeps videos for longer. */
const LONGEST_KEPT_MS = 366 * 24 * 60 * 60 * 1000;

/** The video object in an answer; undefined for anything that is not the documented form. */
export function readVideoObject(body: unknown): VideoObject | undefined {
  const parsed = v.safeParse(videoObject, body);
  return parsed.success ? { ...parsed.output, times: timesIn(fieldsOf(body)) } : undefined;
}

/**
 * Whether an answer shows that it is a video object, by what it calls itself or by an id. A status alone is in the answers
 * of anybody, such as `{"status":"error"}` of a service in between, and ends nothing.
 */
export function isVideoObject(body: unknown): boolean {
  const video = readVideoObject(body);
  if (!video) return false;
  return (
    /video/i.test(video.object ?? '') || [video.id, video.task_id].some((id) => (id ?? '').trim() !== '')
  );
}

type Meaning = 'running' | 'completed' | 'failed';

/**
 * OpenAI's words, and those of gateways: OpenRouter, ofox, CometAPI, Qiniu, AIML, new-api (ArcReel/ArcReel #1888, #651;
 * openrouter.ai/docs, VideoStatus).
 */
const WORDS: Readonly<Record<Meaning, string>> = {
  running:
    'queued in_queue processing in_progress pending running waiting active generating submitted scheduled created starting started preparing not_start',
  completed: 'completed complete succeeded succeed success successful done finished',
  failed: 'failed failure fail error cancelled canceled expired',
};
const MEANINGS = new Map(
  (['running', 'completed', 'failed'] as const).flatMap((meaning) =>
    WORDS[meaning].split(' ').map((word) => [word, meaning] as const),
  ),
);

/** What a status means, in whatever case; undefined for a word that nobody documented, which ends nothing. */
export function meaningOf(status: string): Meaning | undefined {
  return MEANINGS.get(wordOf(status));
}

/** Why a job ended that did not fail by itself, as a status of google.rpc.Status would name it. */
export function endStatusOf(status: string): 'CANCELLED' | 'EXPIRED' | undefined {
  const word = wordOf(status);
  if (word === 'cancelled' || word === 'canceled') return 'CANCELLED';
  return word === 'expired' ? 'EXPIRED' : undefined;
}

function wordOf(status: string): string {
  return status.toLowerCase().replace(/[\s-]+/g, '_');
}

/** `seconds` is a text at OpenAI (platform.openai.com/docs/api-reference/videos). */
export function jobIn(video: VideoObject, prompt: string | undefined): Job | undefined {
  const { startedAt, completedAt } = video.times;
  return jobOf({
    startedAt: isoTime(startedAt),
    completedAt: isoTime(completedAt),
    seconds: video.seconds ?? undefined,
    size: video.size ?? undefined,
    prompt,
  });
}

/** When the server deletes the video (ISO 8601 UTC); undefined where it tells nothing that can be. */
export function expiryIn(video: VideoObject): string | undefined {
  const { startedAt, completedAt = startedAt, expiresAt: told } = video.times;
  if (told === undefined || completedAt === undefined) return isoTime(told);
  return told > completedAt && told - completedAt <= LONGEST_KEPT_MS ? isoTime(told) : undefined;
}

/** LiteLLM tells the time of the poll as that of the start: no job starts after its end. */
function timesIn(fields: Fields): Times {
  // `created` is what apiyi calls it.
  const startedAt = timeAmong(fields, ['createdAt', 'created']);
  const completedAt = timeAmong(fields, ['completedAt']);
  const expiresAt = timeAmong(fields, ['expiresAt', 'expireAt']);
  const isPossible = startedAt === undefined || completedAt === undefined || startedAt <= completedAt;
  return { startedAt: isPossible ? startedAt : undefined, completedAt, expiresAt };
}

function timeAmong(fields: Fields, names: readonly string[]): number | undefined {
  return names.map((name) => readTimestamp(fields.get(name))).find((told) => told !== undefined);
}

function isoTime(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
