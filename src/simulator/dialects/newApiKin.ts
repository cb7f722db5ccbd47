import { DAY_MS } from '../../base/time';
import { json } from '../reply';
import { endOf } from '../simulatedOperation';
import { type Dialect, type DialectJob, failureMessage, unixSeconds } from './dialect';
import { alphanumericForm, timedForm, uuidForm } from './idForms';

const PATHS = { start: '/v1/videos', status: '/v1/videos/{id}', content: '/v1/videos/{id}/content' };

/**
 * New API: the progress stays at 50, a filtered job is "completed" and its content answers 502, and a job that it does not
 * know gets 400 (QuantumNous/new-api, dto/openai_video.go, controller/video_proxy.go, relay/relay_task.go; 2026-11).
 */
export const newapi: Dialect = {
  id: 'newapi',
  root: '/newapi',
  paths: PATHS,
  auth: 'bearer',
  errors: 'newApi',
  ids: alphanumericForm('task_', { length: 32 }),
  model: 'veo-3.1-generate-preview',
  lifetime: 2 * DAY_MS,
  runningWords: ['queued', 'unknown', 'in_progress'],
  startAnswer: (job) => ({ ...objectOf(job, 'queued'), task_id: job.id, progress: 0 }),
  statusAnswer: (job) => {
    const isFiltered = job.state.kind === 'ended' && job.outcome.kind === 'filtered';
    const answer = { ...objectOf(job, isFiltered ? 'completed' : wordOf(job)), task_id: job.id };
    if (answer.status === 'completed') return { ...answer, progress: 100, metadata: { url: job.contentUrl } };
    return { ...answer, progress: answer.status === 'queued' ? 0 : 50, ...errorIf(job) };
  },
  unknownJob: () => json(400, { code: 'task_not_exist', message: 'task_not_exist', data: null }),
  filteredContentStatus: 502,
};

/** CometAPI: a failure is "error", and the video is at an address in the answer (apidoc.cometapi.com, Veo; 2026-11). */
export const comet: Dialect = {
  id: 'comet',
  root: '/comet',
  paths: { start: PATHS.start, status: PATHS.status },
  auth: 'bearer',
  errors: 'openai',
  ids: alphanumericForm('task_', { length: 32 }),
  model: 'veo3.1',
  lifetime: 2 * DAY_MS,
  runningWords: ['queued', 'in_progress'],
  startAnswer: (job) => ({ ...objectOf(job, 'queued'), task_id: job.id, progress: 0 }),
  statusAnswer: (job) => ({
    ...objectOf(job, wordOf(job).replace('failed', 'error')),
    task_id: job.id,
    progress: job.progress,
    video_url: videoUrl(job),
    ...errorIf(job),
  }),
};

/** apiyi: a key without "Bearer", `created` for `created_at`, and only the content route (docs.apiyi.com, Veo 3.1; 2026-11). */
export const apiyi: Dialect = {
  id: 'apiyi',
  root: '/apiyi',
  paths: PATHS,
  auth: 'bare',
  errors: 'openai',
  ids: uuidForm('video_'),
  model: 'veo-3.1-generate-preview',
  lifetime: 2 * DAY_MS,
  runningWords: ['queued', 'in_progress'],
  startAnswer: (job) => withCreated(objectOf(job, 'queued')),
  statusAnswer: (job) => ({
    ...withCreated(objectOf(job, wordOf(job))),
    progress: job.progress,
    ...errorIf(job),
  }),
};

/**
 * poloapi and its kin: the id begins with the model, and the content route answers the job as JSON
 * (docapi.poloapi.com/450900803e0; 2026-11).
 */
export const polo: Dialect = {
  id: 'polo',
  root: '/polo',
  paths: PATHS,
  auth: 'any',
  errors: 'openai',
  ids: timedForm('veo3.1:', { between: '-', digitsOfTime: 10 }),
  model: 'veo3.1',
  lifetime: 2 * DAY_MS,
  runningWords: ['queued', 'processing'],
  startAnswer: (job) => ({ ...objectOf(job, 'queued'), progress: 0 }),
  statusAnswer: poloAnswer,
  contentAnswer: poloAnswer,
};

function poloAnswer(job: DialectJob): object {
  const end = job.state.kind === 'ended' ? { completed_at: unixSeconds(job.endsAt) } : {};
  const shape = { size: '1280x720', seconds: '8', progress: job.progress };
  return { ...objectOf(job, wordOf(job)), ...shape, ...end, video_url: videoUrl(job), ...errorIf(job) };
}

interface VideoObject {
  readonly id: string;
  readonly object: 'video';
  readonly model: string;
  readonly status: string;
  readonly created_at: number;
}

function objectOf({ id, model, startedAt }: DialectJob, status: string): VideoObject {
  return { id, object: 'video', model, status, created_at: unixSeconds(startedAt) };
}

function withCreated({ created_at, ...video }: VideoObject): object {
  return { ...video, created: created_at };
}

function wordOf({ state }: DialectJob): string {
  if (state.kind === 'running') return state.word;
  return endOf(state) === 'succeeded' ? 'completed' : 'failed';
}

function videoUrl({ state, signedUrls }: DialectJob): string | null {
  return (state.kind === 'ended' && signedUrls[0]) || null;
}

function errorIf(job: DialectJob): object {
  if (job.state.kind === 'running' || endOf(job) === 'succeeded') return {};
  return { error: { code: job.outcome.kind, message: failureMessage(job) } };
}
