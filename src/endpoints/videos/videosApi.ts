import { defined } from '../../base/defined';
import { readModel } from '../../operations/name';
import type { Answer, OperationError } from '../../operations/operation';
import { timingOf } from '../answerTiming';
import { costIn } from '../cost';
import { type Endpoint, secretsOf } from '../endpoint';
import { notUnderstood, throwIfError } from '../faults/apiErrors';
import { failureMessageIn } from '../faults/failureMessage';
import { type Fields, fieldsOf } from '../fields';
import { filteringIn } from '../filtering';
import type { Http, JsonAnswer } from '../http/httpPort';
import { promptIn } from '../prompt';
import { keyHeadersFor } from '../protocol';
import { shownText } from '../shownText';
import type { AnsweredVideo, StatusQuery, VideoApi } from '../videoApi';
import { withTimesLeft } from '../videoExpiry';
import { listedVideosIn } from './listedVideos';
import {
  endStatusOf,
  expiryIn,
  isVideoObject,
  jobIn,
  meaningOf,
  readVideoObject,
  type VideoObject,
} from './videoObject';
import { contentUrlOf, statusUrlOf } from './videosAddresses';

/** Statuses to report: a gateway that puts something new into each status must not fill the log. */
const MAX_REPORTED_STATUSES = 100;
/** Of a status that is shown. */
const STATUS_CHARACTERS = 100;

/** `/v1/videos`, as LiteLLM and many other gateways offer it. */
export class VideosApi implements VideoApi {
  private readonly reportedStatuses = new Set<string>();

  /** @param onUnknownStatus called once for each status that nobody documented */
  constructor(
    private readonly http: Http,
    private readonly onUnknownStatus: (status: string) => void,
  ) {}

  async requestStatus(query: StatusQuery): Promise<Answer<AnsweredVideo>> {
    const { endpoint, name, hints, key, signal, spool } = query;
    const secrets = secretsOf(key);
    const answer = await this.http.getJson({
      url: statusUrlOf(endpoint, name, hints),
      keyHeaders: keyHeadersFor(endpoint, 'videos', key),
      mayHoldVideo: endpoint.kind === 'videos',
      spool,
      signal,
    });
    throwIfError(answer, isVideoObject, secrets);
    const video = provenVideoObject(answer, name, secrets);
    this.reportUnknown(video, secrets);
    const lifetime = await lifetimeAt(endpoint);
    const fields = fieldsOf(answer.body);
    return {
      ...outcomeOf({ video, fields, endpoint, name, secrets, lifetime }),
      ...defined({
        model: readModel(shownText(video.model ?? '', secrets)),
        job: jobIn(video, promptIn(answer.body, secrets)),
        cost: costIn(fields, answer.cost),
        lifetime,
      }),
      ...timingOf(answer),
    };
  }

  private reportUnknown(video: VideoObject, secrets: readonly string[]): void {
    const { reportedStatuses: reported } = this;
    const status = shownStatus(video, secrets);
    if (meaningOf(video.status) || reported.has(status) || reported.size >= MAX_REPORTED_STATUSES) return;
    reported.add(status);
    this.onUnknownStatus(status);
  }
}

/** For how long the service keeps its videos, in ms, where that is known. The facts of services are a bundle of their own. */
async function lifetimeAt(endpoint: Endpoint): Promise<number | undefined> {
  if (endpoint.preset === undefined) return undefined;
  const { presetOf } = await import('../presets');
  return presetOf(endpoint)?.lifetime;
}

/** Also the word of services in between, which may answer with the id of a request. */
const WORD_OF_ANY_SERVICE = /^error$/i;

/**
 * The video object in an answer. An end counts only in an object that shows what it is; the word `error` only in one that
 * is a video's or this job's own.
 *
 * @throws VideoApiError `malformed`
 */
function provenVideoObject(answer: JsonAnswer, name: string, secrets: readonly string[]): VideoObject {
  const video = readVideoObject(answer.body);
  if (!video) throw notUnderstood(answer, secrets, { detail: { kind: 'undocumentedForm', of: 'video' } });
  const meaning = meaningOf(video.status);
  const isOfAnyService = WORD_OF_ANY_SERVICE.test(video.status) && !isOfJob(video, name);
  const isProven = isVideoObject(answer.body) && !isOfAnyService;
  if (!meaning || meaning === 'running' || isProven) return video;
  const reason = meaning === 'completed' ? 'unknownForm' : undefined;
  throw notUnderstood(answer, secrets, { detail: { kind: 'unprovenEnd' }, reason });
}

/** Whether an object is about a video, or about this very job. Some gateways give ids that change from answer to answer. */
function isOfJob({ object, id, task_id, model, times }: VideoObject, name: string): boolean {
  if (id === name || task_id === name) return true;
  return Boolean(object || model) || times.startedAt !== undefined;
}

interface StatusAnswer {
  readonly video: VideoObject;
  /** All fields of the answer. */
  readonly fields: Fields;
  readonly endpoint: Endpoint;
  readonly name: string;
  readonly secrets: readonly string[];
  /** ms */
  readonly lifetime: number | undefined;
}

function outcomeOf(answer: StatusAnswer): Answer<AnsweredVideo> {
  const { video, fields, secrets } = answer;
  const meaning = meaningOf(video.status);
  if (!meaning) return { kind: 'running', word: shownStatus(video, secrets) };
  if (meaning === 'running') return { kind: 'running' };
  const filtering = filteringIn([fields, fieldsOf(fields.get('data'))], secrets);
  // Bifrost reports a job as failed when all of its samples were filtered.
  if (meaning === 'failed' && filtering && !endStatusOf(video.status))
    return { kind: 'filtered', ...filtering };
  if (meaning === 'failed') return { kind: 'failed', error: errorIn(video, fields, secrets) };
  const listed = answer.endpoint.kind === 'videos' ? listedVideosIn(fields, answer) : [];
  if (filtering && listed.length === 0 && listsNoVideos(fields, answer.endpoint))
    return { kind: 'filtered', ...filtering };
  const [first = contentOf(answer), ...others] = withTimesLeft(listed, expiryIn(video), answer.lifetime);
  return { kind: 'succeeded', videos: [first, ...others], ...filtering };
}

/** The video at the address that every gateway has for its content. */
function contentOf({ video, endpoint, name }: StatusAnswer): AnsweredVideo {
  const expiresAt = expiryIn(video);
  return { uri: contentUrlOf(endpoint, name), videoId: name, ...(expiresAt && { expiresAt }) };
}

/**
 * Whether the answer has a place for its videos and none stands there: Bifrost leaves the list empty, Qiniu leaves it out of
 * its `data`.
 */
function listsNoVideos(fields: Fields, { kind }: Endpoint): boolean {
  const data = fieldsOf(fields.get('data'));
  const videos = fields.get('videos') ?? data.get('videos');
  if (videos === undefined) return kind === 'videos' && data.size > 0;
  return Array.isArray(videos) && videos.length === 0;
}

/** The API's own word for the status, as it may be shown. */
function shownStatus({ status }: VideoObject, secrets: readonly string[]): string {
  return shownText(status, secrets).slice(0, STATUS_CHARACTERS);
}

function errorIn({ status, error }: VideoObject, fields: Fields, secrets: readonly string[]): OperationError {
  const code = typeof error === 'string' ? undefined : error?.code;
  const end = endStatusOf(status);
  return {
    code: typeof code === 'string' ? shownText(code, secrets) : (code ?? end?.toLowerCase() ?? 'failed'),
    ...(end && { status: end }),
    message: shownText(failureMessageIn(fields), secrets),
  };
}
