import type { Time } from '../../base/time';
import type { Endpoint } from '../../endpoints/endpoint';
import { type AnsweredVideo, type VideoApi, VideoApiError } from '../../endpoints/videoApi';
import { NoVideoError } from '../../endpoints/videoContents';
import { detailIn } from '../../operations/faultDetail';
import { problemWith } from '../../operations/faultText';
import type { Answer, InlineVideo, OperationId, Problem, Report, Video } from '../../operations/operation';
import { accessTo, type Keys } from '../keys';
import type { OriginLimiter, Permit } from '../limits/originLimiter';
import { confirmedAnswer, type Probe } from './confirmation';

/**
 * Saves a video that came inside an answer; `index` counts from 0.
 *
 * @throws whatever keeps it from being saved
 */
export type KeepInline = (id: OperationId, index: number, video: InlineVideo) => Promise<Video>;

export type ProblemReport = Exclude<Report, Answer>;

/** What came of a status request. */
export type Outcome =
  | { readonly kind: 'answered'; readonly report: Answer }
  | Failed
  | { readonly kind: 'notSent'; readonly report: ProblemReport };

export interface Failed {
  readonly kind: 'failed';
  readonly report: ProblemReport;
  /** ms that the server asked us to wait */
  readonly retryAfter?: number | undefined;
  /** What came and could not be understood, redacted. */
  readonly answer?: string | undefined;
  /** An error of ours, which nobody foresaw. */
  readonly error?: unknown;
}

/** What one status request is about; without endpoint or limiter it cannot be sent. */
export interface StatusRequest {
  readonly id: OperationId;
  readonly endpoint: Endpoint | undefined;
  readonly limiter: OriginLimiter | undefined;
  /** Asks for the content of a completed operation before that is believed; undefined where it is to be believed. */
  readonly probe: Probe | undefined;
  readonly signal: AbortSignal;
}

/** What every status request needs. */
export interface StatusRequestServices {
  readonly api: VideoApi;
  readonly keys: Keys;
  readonly keepInline: KeepInline;
  readonly time: Time;
}

/**
 * Asks once for the status of an operation, unless there is no such endpoint or its server has asked us to wait. The
 * permit of the limiter is acquired before this returns. Never rejects.
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

/** Whatever the API does is an outcome; only an abort and errors of ours are thrown. */
async function send(
  { id, endpoint, permit, probe, signal }: StatusRequest & { endpoint: Endpoint; permit: Permit },
  { api, keys, keepInline }: StatusRequestServices,
): Promise<Outcome> {
  const access = await accessTo(endpoint, keys, signal);
  if (!access) {
    permit.cancel();
    return failed(problemWith('noKey', { kind: 'noKey' }));
  }
  try {
    const answer = await api.requestStatus({ endpoint, name: id.name, key: access.key, signal });
    const outcome = await keptAnswer(id, answer, keepInline);
    if (outcome.kind !== 'answered' || !probe) return outcome;
    const report = await confirmedAnswer(id, outcome.report, { probe, endpoint, key: access.key, signal });
    return { kind: 'answered', report };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof VideoApiError)) throw error;
    const { kind, reason, retryAfter, answer } = error;
    return {
      ...failed({ ...problemWith(kind, error.detail), ...(reason && { reason }) }),
      retryAfter,
      answer,
    };
  }
}

/** An answer ends an operation only when all videos inside it are safe: they may never come again. */
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
    // The system's own words tell more in the log, such as which file.
    const words = error instanceof Error && { message: error.message };
    return failed({ ...problemWith(kind, detailIn(error)), ...words });
  }
}

function failed(problem: Omit<Problem, 'since'>): Failed {
  return { kind: 'failed', report: { kind: 'problem', problem } };
}

function notSent(problem: Omit<Problem, 'since'>): Outcome {
  return { kind: 'notSent', report: { kind: 'problem', problem } };
}
