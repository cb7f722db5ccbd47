import type { Time } from '../../base/time';
import type { Endpoint } from '../../endpoints/endpoint';
import { AnswerSpool, type Spool } from '../../endpoints/http/spool';
import { protocolOf } from '../../endpoints/protocol';
import { type AnsweredVideo, type VideoApi, VideoApiError } from '../../endpoints/videoApi';
import { NoVideoError, type VideoPresence } from '../../endpoints/videoContents';
import { faultOfError } from '../../operations/faultDetail';
import type { Answer, InlineVideo, OperationId, Report, StartHints, Video } from '../../operations/operation';
import { type Problem, type ProblemKind, problemWith } from '../../operations/problem';
import { type Keys, withKey } from '../apiKeyAccess';
import type { OriginLimiter, Permit } from '../limits/originLimiter';

/** Saves a video that came inside an answer; `index` counts from 0. @throws why it could not be saved */
export type KeepInline = (id: OperationId, index: number, video: InlineVideo) => Promise<Video>;

/**
 * Asks whether the content of a video is there, without reading it.
 *
 * @throws VideoApiError; the reason of `signal` when it was aborted.
 */
export type Probe = (id: OperationId, video: Video, access: ProbeAccess) => Promise<VideoPresence>;

/** Where and with which key a probe goes. */
interface ProbeAccess {
  readonly endpoint: Endpoint;
  readonly key: string | undefined;
  readonly signal: AbortSignal;
}

/** After one of these the same probe may get an answer later; after any other problem the status is believed. */
const TRANSIENT: readonly ProblemKind[] = ['unavailable', 'timeout', 'offline', 'rateLimited'];
/** Not every gateway has the route of LiteLLM for its contents: where it has none, the video stands nowhere. */
const NO_CONTENT_ROUTE: readonly ProblemKind[] = ['notFound', 'malformed'];

export type ProblemReport = Exclude<Report, Answer>;

/** The outcome of a status request. */
export type Outcome =
  | { readonly kind: 'answered'; readonly report: Answer }
  | Failed
  | { readonly kind: 'notSent'; readonly report: ProblemReport };

export interface Failed {
  readonly kind: 'failed';
  readonly report: ProblemReport;
  /** ms that the server asked us to wait */
  readonly retryAfter?: number | undefined;
  /** The answer, redacted, if we do not know its form. */
  readonly answer?: string | undefined;
  /** An unexpected error of ours. */
  readonly error?: unknown;
}

/** Without endpoint or limiter it cannot be sent. */
interface StatusRequest {
  readonly id: OperationId;
  /** What the start answer told of the operation. */
  readonly hints: StartHints;
  readonly endpoint: Endpoint | undefined;
  readonly limiter: OriginLimiter | undefined;
  /** Confirms that a completed operation has its video; undefined where the API is to be believed. */
  readonly probe: Probe | undefined;
  readonly signal: AbortSignal;
}

export interface StatusRequestServices {
  readonly api: VideoApi;
  readonly keys: Keys;
  readonly keepInline: KeepInline;
  /** Where videos inside an answer wait until they are kept; in memory where a host has no disk. */
  readonly spool?: Spool | undefined;
  readonly time: Time;
}

/**
 * Requests the status of an operation once, unless there is no such endpoint or its server has asked us to wait. It acquires
 * the permit of the limiter before it returns its promise, and never rejects.
 */
export async function requestStatus(
  request: StatusRequest,
  services: StatusRequestServices,
): Promise<Outcome> {
  const { id, endpoint, limiter, signal } = request;
  const { time } = services;
  if (!endpoint || !limiter) return notSent(problemWith('offline', { kind: 'noEndpoint', id: id.endpoint }));
  const retryAfterProblem = limiter.health.retryAfterProblem(time.elapsed());
  if (retryAfterProblem) return notSent(retryAfterProblem);
  const permit = limiter.acquire('status', time.elapsed());
  try {
    return await send({ ...request, endpoint, permit }, services);
  } catch (error) {
    return { ...failed(problemWith('malformed', { kind: 'unforeseen' })), ...(!signal.aborted && { error }) };
  } finally {
    permit.release(time.elapsed());
  }
}

/** @throws the reason of the signal when it was aborted, and errors of ours; whatever the API does is an outcome */
async function send(
  { id, hints, endpoint, permit, probe, signal }: StatusRequest & { endpoint: Endpoint; permit: Permit },
  services: StatusRequestServices,
): Promise<Outcome> {
  const { api, keys, keepInline } = services;
  const spool = services.spool && new AnswerSpool(services.spool);
  let isSent = false;
  try {
    const { answer, key } = await withKey({ endpoint, keys, signal }, async (key) => {
      isSent = true;
      return { answer: await api.requestStatus({ endpoint, name: id.name, hints, key, signal, spool }), key };
    });
    const outcome = await keptAnswer(id, answer, keepInline);
    if (outcome.kind !== 'answered' || !probe) return outcome;
    const report = await confirmedAnswer(id, outcome.report, { probe, endpoint, key, signal });
    return { kind: 'answered', report };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof VideoApiError)) throw error;
    if (!isSent) permit.cancel();
    const { kind, reason, retryAfter, answer } = error;
    return {
      ...failed({ ...problemWith(kind, error.detail), ...(reason && { reason }) }),
      retryAfter,
      answer,
    };
  } finally {
    await spool?.discard();
  }
}

/** An answer ends an operation only when all videos inside it are saved: the API may never send them again. */
async function keptAnswer(
  id: OperationId,
  answer: Answer<AnsweredVideo>,
  keepInline: KeepInline,
): Promise<Outcome> {
  if (answer.kind !== 'succeeded') return { kind: 'answered', report: answer };
  const keep = async (sample: AnsweredVideo, index: number) =>
    'base64' in sample ? keepInline(id, index, sample) : sample;
  try {
    const [first, ...others] = answer.videos;
    const videos: [Video, ...Video[]] = [await keep(first, 0)];
    for (const [index, sample] of others.entries()) videos.push(await keep(sample, index + 1));
    return { kind: 'answered', report: { ...answer, videos } };
  } catch (error) {
    const kind = error instanceof NoVideoError ? 'malformed' : 'notSaved';
    // The message of the system says more in the log, such as which file.
    const words = error instanceof Error && { message: error.message };
    return failed({ ...problemWith(kind, faultOfError(error)), ...words });
  }
}

/**
 * What an answer means once the content was probed: a gateway calls a job of `/v1/videos` completed also when the safety
 * filter withheld its video, or before its content is ready. A video at an address that the answer itself gave is believed.
 *
 * @throws VideoApiError where that cannot be known yet; the reason of the signal when it was aborted.
 */
async function confirmedAnswer(
  id: OperationId,
  answer: Answer,
  { probe, ...access }: ProbeAccess & { readonly probe: Probe },
): Promise<Answer> {
  if (answer.kind !== 'succeeded' || !isContentOf(answer.videos[0], id, access)) return answer;
  const presence = await probe(id, answer.videos[0], access).catch((error: unknown) => {
    access.signal.throwIfAborted();
    return presenceIn(error, access);
  });
  if (presence === 'notReady') throw new VideoApiError('unavailable', { kind: 'contentNotReady' });
  if (presence !== 'withheld') return answer;
  const { videos: _, ...rest } = answer;
  return { ...rest, kind: 'filtered' };
}

/** Whether a video of `/v1/videos` is the content of its operation. */
function isContentOf({ videoId }: Video, { name }: OperationId, { endpoint }: ProbeAccess): boolean {
  return videoId === name && protocolOf(endpoint, name) === 'videos';
}

/** @throws the error, where the same probe may get another answer later */
function presenceIn(error: unknown, { endpoint }: ProbeAccess): VideoPresence {
  if (!(error instanceof VideoApiError) || TRANSIENT.includes(error.kind)) throw error;
  if (endpoint.kind === 'videos' && NO_CONTENT_ROUTE.includes(error.kind)) {
    throw new VideoApiError('malformed', { kind: 'unknownForm' }, { reason: 'unknownForm' });
  }
  return 'present';
}

function failed(problem: Omit<Problem, 'since'>): Failed {
  return { kind: 'failed', report: { kind: 'problem', problem } };
}

function notSent(problem: Omit<Problem, 'since'>): Outcome {
  return { kind: 'notSent', report: { kind: 'problem', problem } };
}
