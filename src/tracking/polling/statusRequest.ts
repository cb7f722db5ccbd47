import type { Endpoint } from '../../endpoints/endpoint';
import { type Sample, type VideoApi, VideoApiError } from '../../endpoints/videoApi';
import { NoVideoError } from '../../endpoints/videoContents';
import { detailIn } from '../../operations/faultDetail';
import { problemWith } from '../../operations/faultText';
import type { Answer, InlineVideo, OperationId, Report, Video } from '../../operations/operation';
import { accessTo, type Keys } from '../keys';
import { confirmed, type Probe } from './confirmation';

/**
 * Saves a video that came inside an answer; `index` counts from 0.
 *
 * @throws whatever keeps it from being saved
 */
export type KeepInline = (id: OperationId, index: number, video: InlineVideo) => Promise<Video>;

type ProblemReport = Exclude<Report, Answer>;

/**
 * What came of wanting to know. `retryAfter`: ms that the server told us to wait. `answer`: what came and could not be
 * understood, redacted.
 */
export type Outcome =
  | { readonly kind: 'answered'; readonly report: Answer }
  | {
      readonly kind: 'failed';
      readonly report: ProblemReport;
      readonly retryAfter?: number | undefined;
      readonly answer?: string | undefined;
    }
  | { readonly kind: 'notAsked'; readonly report: ProblemReport };

/** With what is asked. */
export interface Means {
  readonly api: VideoApi;
  readonly keys: Keys;
  readonly keepInline: KeepInline;
  /** Asks for the content of a completed operation before that is believed; undefined where it is to be believed. */
  readonly probe?: Probe | undefined;
}

/** Asks an endpoint once. Whatever the API does is an outcome; only an abort and errors of ours are thrown. */
export async function inquire(
  id: OperationId,
  endpoint: Endpoint,
  { api, keys, keepInline, probe }: Means,
  signal: AbortSignal,
): Promise<Outcome> {
  const access = await accessTo(endpoint, keys, signal);
  if (!access)
    return { kind: 'failed', report: { kind: 'problem', problem: problemWith('noKey', { kind: 'noKey' }) } };
  try {
    const answer = await api.check(endpoint, id.name, access.key, signal);
    const outcome = await keptAnswer(id, answer, keepInline);
    if (outcome.kind !== 'answered' || !probe) return outcome;
    const report = await confirmed(id, outcome.report, probe, { endpoint, key: access.key, signal });
    return { kind: 'answered', report };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof VideoApiError)) throw error;
    const { kind, reason, retryAfter, answer } = error;
    const problem = { ...problemWith(kind, error.detail), ...(reason && { reason }) };
    return { kind: 'failed', report: { kind: 'problem', problem }, retryAfter, answer };
  }
}

/** An answer ends an operation only when all videos inside it are safe: they may never come again. */
async function keptAnswer(id: OperationId, answer: Answer<Sample>, keepInline: KeepInline): Promise<Outcome> {
  if (answer.kind !== 'succeeded') return { kind: 'answered', report: answer };
  const keep = async (sample: Sample, index: number) =>
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
    const problem = { ...problemWith(kind, detailIn(error)), ...words };
    return { kind: 'failed', report: { kind: 'problem', problem } };
  }
}
