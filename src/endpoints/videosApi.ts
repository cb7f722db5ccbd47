import { contractOf, readModel } from '../operations/name';
import type { Answer, OperationError, Video } from '../operations/operation';
import { notUnderstood, throwIfError } from './apiErrors';
import { type Endpoint, keyHeadersOf } from './endpoint';
import { type Fields, fieldsOf } from './fields';
import { filteringIn } from './filtering';
import type { Http } from './httpPort';
import { promptIn } from './prompt';
import { shownText } from './shownText';
import { type Sample, type VideoApi, VideoApiError } from './videoApi';
import {
  endStatusOf,
  expiryIn,
  isVideoObject,
  jobIn,
  meaningOf,
  readVideoObject,
  type VideoObject,
} from './videoObject';

/** A gateway that puts something new into each status must not fill the log. */
const MOST_TOLD = 100;
/** Characters of such a status that are shown. */
const WORD_LENGTH = 100;
/** Where gateways say why a job failed that has no error (new-api and its kin). */
const WHY = ['failReason', 'failureReason', 'message'];

/**
 * Contract B: `/v1/videos`, asked with a bearer token.
 *
 * @param onUnknownStatus called once for each status that nobody documented
 */
export function createVideosApi(http: Http, onUnknownStatus: (status: string) => void): VideoApi {
  const told = new Set<string>();
  return {
    async check(endpoint, name, key, signal) {
      if (contractOf(name) !== 'videos') throw new VideoApiError('rejected', { kind: 'notAName' });
      const url = statusUrl(endpoint, name);
      const secrets = key === undefined ? [] : [key];
      const answer = await http.getJson({ url, keyHeaders: keyHeadersOf('videos', key), signal });
      throwIfError(answer, isVideoObject, secrets);
      const video = readVideoObject(answer.body);
      if (!video) throw notUnderstood(answer, secrets, { kind: 'undocumentedForm', of: 'video' });
      const meaning = meaningOf(video.status);
      if (meaning && meaning !== 'running' && !isVideoObject(answer.body)) {
        const reason = meaning === 'completed' ? 'unknownForm' : undefined;
        throw notUnderstood(answer, secrets, { kind: 'unprovenEnd' }, reason);
      }
      const status = wordIn(video, secrets);
      if (!meaning && !told.has(status) && told.size < MOST_TOLD) {
        told.add(status);
        onUnknownStatus(status);
      }
      const model = readModel(shownText(video.model ?? '', secrets));
      const job = jobIn(video, promptIn(answer.body, secrets));
      const uri = contentUrl(endpoint, name);
      const expiresAt = expiryIn(video);
      return {
        ...answerOf({ uri, videoId: name, ...(expiresAt && { expiresAt }) }, video, answer.body, secrets),
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

function answerOf(
  content: Video,
  video: VideoObject,
  body: unknown,
  secrets: readonly string[],
): Answer<Sample> {
  const meaning = meaningOf(video.status);
  if (!meaning) return { kind: 'running', word: wordIn(video, secrets) };
  if (meaning === 'running') return { kind: 'running' };
  const fields = fieldsOf(body);
  const filtering = filteringIn([fields, fieldsOf(fields.get('data'))], secrets);
  if (meaning === 'failed') {
    // Bifrost tells a job whose samples were all filtered as failed.
    const isFiltered = filtering && !endStatusOf(video.status);
    return isFiltered
      ? { kind: 'filtered', ...filtering }
      : { kind: 'failed', error: errorIn(video, fields, secrets) };
  }
  return filtering && holdsNothing(fields)
    ? { kind: 'filtered', ...filtering }
    : { kind: 'succeeded', videos: [content], ...filtering };
}

/** Whether the answer lists its videos, as Bifrost's does, and there are none. Others offer them as content alone. */
function holdsNothing(fields: Fields): boolean {
  const videos = fields.get('videos') ?? fieldsOf(fields.get('data')).get('videos');
  return Array.isArray(videos) && videos.length === 0;
}

/** A status in the API's own word, as it may be shown. */
function wordIn({ status }: VideoObject, secrets: readonly string[]): string {
  return shownText(status, secrets).slice(0, WORD_LENGTH);
}

function errorIn({ status, error }: VideoObject, fields: Fields, secrets: readonly string[]): OperationError {
  const code = typeof error === 'string' ? undefined : error?.code;
  const end = endStatusOf(status);
  return {
    code: typeof code === 'string' ? shownText(code, secrets) : (code ?? end?.toLowerCase() ?? 'failed'),
    ...(end && { status: end }),
    message: shownText(whyIn(error, fields), secrets),
  };
}

/** Why a job failed: in its error, in the error within that of a gateway's provider, or beside it. */
function whyIn(error: VideoObject['error'], fields: Fields): string {
  const inner = fieldsOf(fields.get('error')).get('error');
  const told = typeof error === 'string' ? error : error?.message;
  const all = [told, inner, fieldsOf(inner).get('message'), ...WHY.map((name) => fields.get(name))];
  return all.find((text): text is string => typeof text === 'string' && text.trim() !== '') ?? '';
}
