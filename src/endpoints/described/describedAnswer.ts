import { defined } from '../../base/defined';
import { jobOf } from '../../operations/job';
import { readModel } from '../../operations/name';
import {
  type Answer,
  type Cost,
  type Filtering,
  type OperationError,
  PROMPT_LENGTH,
} from '../../operations/operation';
import { textFrom } from '../../outside/text';
import { type AnswerHeaders, timingOf } from '../answerTiming';
import type { Endpoint } from '../endpoint';
import { notUnderstood } from '../faults/apiErrors';
import { fieldsOf } from '../fields';
import { filteringIn, MAX_FILTERED } from '../filtering';
import type { JsonAnswer } from '../http/httpPort';
import { shownText } from '../shownText';
import { readTimestamp } from '../timestamp';
import type { AnsweredVideo, VideoApiError } from '../videoApi';
import { endStatusOf } from '../videos/videoObject';
import type { ApiDescription } from './apiDescription';
import { failureMessageIn } from './describedFault';
import { videosAmong } from './describedVideos';
import { valuesAt } from './jsonPath';
import { serverUrl } from './serverPath';
import { isSameWord, isStateWord, type StateWord } from './stateWord';

/** Of a status that is shown. */
const STATUS_CHARACTERS = 100;
/** No job costs more, in any unit. */
const MAX_COST = 1e9;
const MAX_REASONS = 20;

/** A status answer, and whose it is. */
interface DescribedAnswer {
  readonly answer: Pick<JsonAnswer, 'body' | 'text'> & AnswerHeaders;
  readonly api: ApiDescription;
  readonly endpoint: Endpoint;
  /** The id of the job. */
  readonly name: string;
  readonly secrets: readonly string[];
}

/**
 * Reads a status answer by the description of its API.
 *
 * @throws VideoApiError `malformed` for an answer without a state, and for one that has succeeded but has no video, with the
 *   reason `unknownForm`
 */
export function readDescribedAnswer(read: DescribedAnswer): Answer<AnsweredVideo> {
  const { answer, api, secrets } = read;
  const text = (path: string | undefined) => firstText(answer.body, path);
  const job = jobOf({
    startedAt: timeAt(answer.body, api.started),
    prompt: textFrom(text(api.prompt), PROMPT_LENGTH, secrets) || undefined,
  });
  const model = readModel(shownText(text(api.model), secrets));
  return {
    ...outcomeOf(read),
    ...defined({ job, model, cost: costIn(answer.body, api) }),
    ...timingOf(answer),
  };
}

function outcomeOf(read: DescribedAnswer): Answer<AnsweredVideo> {
  const { answer, api, secrets } = read;
  const state = stateIn(read);
  const isAmong = (words: readonly StateWord[] = []) => words.some((word) => isSameWord(word, state));
  const filtering = filteringAt(answer.body, api.filtered, secrets);
  if (isAmong(api.succeeded)) return successOf(read, filtering);
  if (isAmong(api.failed)) {
    // As Bifrost does, an API may call a job failed when all of its samples were filtered.
    return filtering ? { kind: 'filtered', ...filtering } : { kind: 'failed', error: errorIn(read, state) };
  }
  if (isAmong(api.running)) return { kind: 'running' };
  const word = shownText(String(state), secrets).slice(0, STATUS_CHARACTERS);
  if (word === '') throw withoutState(read);
  return { kind: 'running', word };
}

/** The one state of an answer. Several that differ are those of several jobs. */
function stateIn(read: DescribedAnswer): StateWord {
  const [state, ...others] = valuesAt(read.answer.body, read.api.state).filter(isStateWord);
  if (state === undefined || !others.every((other) => isSameWord(state, other))) throw withoutState(read);
  return state;
}

function withoutState({ answer, secrets }: DescribedAnswer): VideoApiError {
  return notUnderstood(answer, secrets, { detail: { kind: 'undocumentedForm', of: 'operation' } });
}

/** Where the description has the path of a filter, its word counts before that there is a route for the content. */
function successOf(read: DescribedAnswer, filtering: Filtering | undefined): Answer<AnsweredVideo> {
  const { answer, api, endpoint, name, secrets } = read;
  const listed = api.videos === undefined ? [] : valuesAt(answer.body, api.videos);
  const expiresAt = timeAt(answer.body, api.expires);
  const [first, ...others] = videosAmong(listed, endpoint, secrets).map((video) =>
    'uri' in video ? { ...video, ...defined({ expiresAt }) } : video,
  );
  if (first) return { kind: 'succeeded', videos: [first, ...others], ...filtering };
  if (filtering) return { kind: 'filtered', ...filtering };
  if (api.content === undefined)
    throw notUnderstood(answer, secrets, { detail: { kind: 'unknownForm' }, reason: 'unknownForm' });
  const content = { uri: serverUrl(endpoint, api.content, name), videoId: name, ...defined({ expiresAt }) };
  return { kind: 'succeeded', videos: [content] };
}

function errorIn({ answer, api, secrets }: DescribedAnswer, state: StateWord): OperationError {
  const [error] = api.error === undefined ? [] : valuesAt(answer.body, api.error);
  const told = fieldsOf(error).get('code');
  const code = isStateWord(told) ? told : state;
  const status = endStatusOf(String(state));
  return {
    code: typeof code === 'number' ? code : shownText(String(code), secrets),
    ...defined({ status }),
    message: shownText(failureMessageIn(answer.body, api), secrets),
  };
}

/** What the filter kept back: a count, `true`, reasons, or an object with them under Google's or Bifrost's names. */
function filteringAt(
  body: unknown,
  path: string | undefined,
  secrets: readonly string[],
): Filtering | undefined {
  if (path === undefined) return undefined;
  const values = valuesAt(body, path).flat();
  const objects = filteringIn(values.map(fieldsOf), secrets);
  if (objects) return objects;
  const reasons = values
    .filter((value) => typeof value === 'string')
    .map((reason) => shownText(reason, secrets))
    .filter((reason) => reason !== '')
    .slice(0, MAX_REASONS);
  const count = values.find(isCount);
  if (reasons.length === 0 && count === undefined && !values.includes(true)) return undefined;
  return { filterReasons: reasons, ...defined({ filteredCount: count }) };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_FILTERED;
}

function costIn(body: unknown, { cost, currency }: ApiDescription): Cost | undefined {
  const [value] = cost === undefined ? [] : valuesAt(body, cost);
  const amount = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof amount !== 'number' || !(amount >= 0 && amount <= MAX_COST)) return undefined;
  return { amount, ...defined({ currency }) };
}

function timeAt(body: unknown, path: string | undefined): string | undefined {
  const ms = path === undefined ? undefined : readTimestamp(valuesAt(body, path)[0]);
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

function firstText(body: unknown, path: string | undefined): string {
  const text =
    path === undefined ? undefined : valuesAt(body, path).find((value) => typeof value === 'string');
  return text ?? '';
}
