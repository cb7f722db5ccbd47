import { defined } from '../../base/defined';
import { jobOf } from '../../operations/job';
import { readModel } from '../../operations/name';
import { type Answer, PROMPT_LENGTH } from '../../operations/operation';
import { addressFrom } from '../../outside/address';
import { textFrom } from '../../outside/text';
import { timingOf } from '../answerTiming';
import { type Endpoint, geminiRoot, secretsOf } from '../endpoint';
import { notUnderstood, throwIfError } from '../faults/apiErrors';
import { filteringIn } from '../filtering';
import type { Http, JsonAnswer } from '../http/httpPort';
import { keyHeadersFor } from '../protocol';
import { shownText } from '../shownText';
import type { AnsweredVideo, StatusQuery, VideoApi } from '../videoApi';
import { videoIdOf } from './geminiApi';
import { type GeminiFile, requestFile } from './geminiFile';
import { type Interaction, type OutputVideo, promptIn, readInteraction, timeIn } from './interaction';
import { blockedBy, errorsIn, failureOf, withOwnEnvelope } from './interactionErrors';

/** Of a status that is shown. */
const STATUS_CHARACTERS = 100;

/** Interactions, Google's API for Gemini Omni, requested with `x-goog-api-key`. */
export class InteractionsApi implements VideoApi {
  constructor(private readonly http: Http) {}

  async requestStatus(query: StatusQuery): Promise<Answer<AnsweredVideo>> {
    const { endpoint, name, key, signal, spool } = query;
    const secrets = secretsOf(key);
    const answer = await this.http.getJson({
      url: `${geminiRoot(endpoint)}/v1beta/interactions/${encodeURIComponent(name)}`,
      keyHeaders: keyHeadersFor(endpoint, 'interactions', key),
      mayHoldVideo: true,
      spool,
      signal,
    });
    throwIfError(withOwnEnvelope(answer), (body) => readInteraction(body, name) !== undefined, secrets);
    const interaction = readInteraction(answer.body, name);
    if (!interaction) {
      throw notUnderstood(answer, secrets, { detail: { kind: 'undocumentedForm', of: 'operation' } });
    }
    const outcome = outcomeOf({ interaction, answer, query, secrets });
    return {
      ...(await this.onceActive(outcome, query)),
      ...detailsOf(interaction, answer, secrets),
    };
  }

  /** A video may be named before its file can be downloaded; until then, the operation runs. */
  private async onceActive(
    outcome: Answer<AnsweredVideo>,
    query: StatusQuery,
  ): Promise<Answer<AnsweredVideo>> {
    if (outcome.kind !== 'succeeded') return outcome;
    for (const video of outcome.videos) {
      const file = await this.fileOf(video, query);
      if (file?.state === 'PROCESSING') return { kind: 'running', word: file.state };
      if (file?.state === 'FAILED') return { kind: 'failed', error: file.error };
    }
    return outcome;
  }

  /** Undefined where it has none, or where the endpoint does not tell of it: its download will. */
  private async fileOf(video: AnsweredVideo, query: StatusQuery): Promise<GeminiFile | undefined> {
    const id = 'uri' in video && isDownload(video.uri, query.endpoint) ? video.videoId : undefined;
    return id === undefined ? undefined : requestFile(this.http, id, query);
  }
}

interface Read {
  readonly interaction: Interaction;
  readonly answer: JsonAnswer;
  readonly query: StatusQuery;
  readonly secrets: readonly string[];
}

/** @throws VideoApiError `malformed` where it has ended in a form that nobody documented. */
function outcomeOf(read: Read): Answer<AnsweredVideo> {
  const { interaction, secrets } = read;
  const { meaning, status } = interaction;
  if (meaning === 'running') return { kind: 'running' };
  if (meaning === 'waiting' || meaning === undefined) {
    return { kind: 'running', word: shownText(status, secrets).slice(0, STATUS_CHARACTERS) };
  }
  const [first, ...others] = meaning === 'ended' ? videosOf(read) : [];
  const filtering = filteringOf(interaction, secrets);
  if (first) return { kind: 'succeeded', videos: [first, ...others], ...filtering };
  if (filtering) return { kind: 'filtered', ...filtering };
  return withoutVideo(read);
}

/** "completed" alone proves no end: it was seen while the job still ran (discuss.ai.google.dev/t/183928). */
function withoutVideo({ interaction, answer, secrets }: Read): Answer<AnsweredVideo> {
  const { status, texts, hasUnreadVideo } = interaction;
  if (hasUnreadVideo) {
    throw notUnderstood(answer, secrets, { detail: { kind: 'unknownForm' }, reason: 'unknownForm' });
  }
  const errors = errorsIn(interaction.fields, interaction.outputSteps);
  if (status !== 'completed' || errors.length > 0) {
    return { kind: 'failed', error: failureOf(errors, status, secrets) };
  }
  if (texts.length === 0) {
    throw notUnderstood(answer, secrets, { detail: { kind: 'noOutput' }, reason: 'noOutput' });
  }
  // The model has answered in words, such as why it makes no such video.
  const message = shownText(texts.join(' '), secrets);
  return { kind: 'failed', error: { code: 'no_video', status: 'NO_VIDEO', message } };
}

function filteringOf({ fields, outputSteps }: Interaction, secrets: readonly string[]) {
  return blockedBy(errorsIn(fields, outputSteps), secrets) ?? filteringIn([fields, ...outputSteps], secrets);
}

/** The videos in the answer, else the one whose address the answer to the start gave: only that has it. */
function videosOf({ interaction, query, secrets }: Read): AnsweredVideo[] {
  const { endpoint, hints } = query;
  const inAnswer = interaction.videos.flatMap((video) => videoOf(video, endpoint, secrets) ?? []);
  if (inAnswer.length > 0 || interaction.hasUnreadVideo || hints?.videoUri === undefined) return inAnswer;
  return [videoOf({ uri: hints.videoUri }, endpoint, secrets) ?? []].flat();
}

function videoOf(
  found: OutputVideo,
  endpoint: Endpoint,
  secrets: readonly string[],
): AnsweredVideo | undefined {
  const mimeType = found.mimeType && { mimeType: shownText(found.mimeType, secrets) };
  if ('base64' in found) return { base64: found.base64, ...mimeType };
  const uri = addressFrom(downloadAddress(found.uri, endpoint), secrets);
  if (uri === undefined) return undefined;
  const videoId = videoIdOf(uri);
  return { uri, ...(videoId !== undefined && { videoId }), ...mimeType };
}

/** A file by its name, or by the address of what is known about it; its content is at another address. */
const FILE = /^(?:https?:\/\/[^/]+(?:\/[^/?#]+)*?\/v1(?:alpha|beta)?\/)?files\/([\w-]{1,200})$/;

/** Where a video can be downloaded that is given as a Gemini file; any other address stays as it is. */
function downloadAddress(uri: string, endpoint: Endpoint): string {
  const id = FILE.exec(uri)?.[1];
  return id === undefined ? uri : `${geminiRoot(endpoint)}/v1beta/files/${id}:download?alt=media`;
}

function isDownload(uri: string, endpoint: Endpoint): boolean {
  return uri.startsWith(`${geminiRoot(endpoint)}/v1beta/files/`);
}

function detailsOf(interaction: Interaction, answer: JsonAnswer, secrets: readonly string[]) {
  const model = interaction.fields.get('model');
  const prompt = textFrom(promptIn(interaction) ?? '', PROMPT_LENGTH, secrets);
  const job = jobOf({
    startedAt: timeIn(interaction, 'created'),
    completedAt: isOver(interaction) ? timeIn(interaction, 'updated') : undefined,
    prompt: prompt === '' ? undefined : prompt,
  });
  return {
    ...defined({
      model: typeof model === 'string' ? readModel(shownText(model, secrets)) : undefined,
      job,
    }),
    ...timingOf(answer),
  };
}

/** Each change updates an interaction, so that only the last one tells when it ended. */
function isOver({ meaning }: Interaction): boolean {
  return meaning === 'ended' || meaning === 'failed';
}
