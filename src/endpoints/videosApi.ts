import { defined } from '../base/defined';
import { readModel } from '../operations/name';
import type { Answer, OperationError, Video } from '../operations/operation';
import { notUnderstood, throwIfError } from './apiErrors';
import { type Endpoint, secretsOf } from './endpoint';
import { type Fields, fieldsOf } from './fields';
import { filteringIn } from './filtering';
import type { Http, JsonAnswer } from './httpPort';
import { promptIn } from './prompt';
import { keyHeadersFor } from './protocol';
import { shownText } from './shownText';
import type { AnsweredVideo, StatusQuery, VideoApi } from './videoApi';
import {
  endStatusOf,
  expiryIn,
  isVideoObject,
  jobIn,
  meaningOf,
  readVideoObject,
  type VideoObject,
} from './videoObject';

/** Statuses to report: a gateway that puts something new into each status must not fill the log. */
const MAX_REPORTED_STATUSES = 100;
/** Of a status that is shown. */
const STATUS_CHARACTERS = 100;
/** Where gateways say why a job failed that has no error (new-api and its kin). */
const REASON_FIELDS = ['failReason', 'failureReason', 'message'];

/** Contract B: `/v1/videos`, requested with a bearer token. */
export class VideosApi implements VideoApi {
  private readonly reportedStatuses = new Set<string>();

  /** @param onUnknownStatus called once for each status that nobody documented */
  constructor(
    private readonly http: Http,
    private readonly onUnknownStatus: (status: string) => void,
  ) {}

  async requestStatus({ endpoint, name, key, signal }: StatusQuery): Promise<Answer<AnsweredVideo>> {
    const secrets = secretsOf(key);
    const url = statusUrl(endpoint, name);
    const answer = await this.http.getJson({
      url,
      keyHeaders: keyHeadersFor(endpoint, 'videos', key),
      signal,
    });
    throwIfError(answer, isVideoObject, secrets);
    const video = provenVideoObject(answer, secrets);
    const status = shownStatus(video, secrets);
    const reported = this.reportedStatuses;
    if (!meaningOf(video.status) && !reported.has(status) && reported.size < MAX_REPORTED_STATUSES) {
      reported.add(status);
      this.onUnknownStatus(status);
    }
    const expiresAt = expiryIn(video);
    const content = { uri: contentUrl(endpoint, name), videoId: name, ...(expiresAt && { expiresAt }) };
    const model = readModel(shownText(video.model ?? '', secrets));
    const job = jobIn(video, promptIn(answer.body, secrets));
    return {
      ...outcomeOf({ video, fields: fieldsOf(answer.body), content, secrets }),
      ...(model !== undefined && { model }),
      ...(job && { job }),
      ...defined({ clockAhead: answer.clockAhead }),
    };
  }
}

/** The address of a video: contract B has no other. */
export function contentUrl(endpoint: Endpoint, name: string): string {
  return `${statusUrl(endpoint, name)}/content`;
}

/** Of what an id may hold, only `/` means something else in a path. */
function statusUrl({ url }: Endpoint, name: string): string {
  return `${url}/v1/videos/${name.replaceAll('/', '%2F')}`;
}

/**
 * The video object in an answer. An end counts only in an object that shows what it is.
 *
 * @throws VideoApiError `malformed`
 */
function provenVideoObject(answer: JsonAnswer, secrets: readonly string[]): VideoObject {
  const video = readVideoObject(answer.body);
  if (!video) throw notUnderstood(answer, secrets, { detail: { kind: 'undocumentedForm', of: 'video' } });
  const meaning = meaningOf(video.status);
  if (!meaning || meaning === 'running' || isVideoObject(answer.body)) return video;
  const reason = meaning === 'completed' ? 'unknownForm' : undefined;
  throw notUnderstood(answer, secrets, { detail: { kind: 'unprovenEnd' }, reason });
}

interface StatusAnswer {
  readonly video: VideoObject;
  /** All fields of the answer. */
  readonly fields: Fields;
  /** Where the video is once it is made. */
  readonly content: Video;
  readonly secrets: readonly string[];
}

function outcomeOf({ video, fields, content, secrets }: StatusAnswer): Answer<AnsweredVideo> {
  const meaning = meaningOf(video.status);
  if (!meaning) return { kind: 'running', word: shownStatus(video, secrets) };
  if (meaning === 'running') return { kind: 'running' };
  const filtering = filteringIn([fields, fieldsOf(fields.get('data'))], secrets);
  // Bifrost reports a job as failed when all of its samples were filtered.
  const isFiltered = meaning === 'failed' ? !endStatusOf(video.status) : listsNoVideos(fields);
  if (filtering && isFiltered) return { kind: 'filtered', ...filtering };
  if (meaning === 'failed') return { kind: 'failed', error: errorIn(video, fields, secrets) };
  return { kind: 'succeeded', videos: [content], ...filtering };
}

/** Whether the answer has a list of its videos, as Bifrost's does, and it is empty. Others have no such list. */
function listsNoVideos(fields: Fields): boolean {
  const videos = fields.get('videos') ?? fieldsOf(fields.get('data')).get('videos');
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
    message: shownText(failureMessageIn(error, fields), secrets),
  };
}

/** Why a job failed: in its error, in the error of a gateway's provider inside it, or next to it. */
function failureMessageIn(error: VideoObject['error'], fields: Fields): string {
  const inner = fieldsOf(fields.get('error')).get('error');
  const own = typeof error === 'string' ? error : error?.message;
  const texts = [
    own,
    inner,
    fieldsOf(inner).get('message'),
    ...REASON_FIELDS.map((name) => fields.get(name)),
  ];
  return texts.find((text): text is string => typeof text === 'string' && text.trim() !== '') ?? '';
}
