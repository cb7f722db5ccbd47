import { DAY_MS } from '../../base/time';
import { kieError } from '../dialectErrors';
import { endOf } from '../simulatedOperation';
import { type Dialect, type DialectJob, failureMessage } from './dialect';
import { alphanumericForm } from './idForms';

/** kie.ai: HTTP 200 with a code in the body, and the state as a number (docs.kie.ai/veo3-api/get-veo-3-video-details; 2026-11). */
export const kie: Dialect = {
  id: 'kie',
  root: '/kie',
  paths: { start: '/api/v1/veo/generate', status: '/api/v1/veo/record-info?taskId={id}' },
  auth: 'bearer',
  errors: 'kie',
  ids: alphanumericForm('veo_task_'),
  model: 'veo3',
  lifetime: 14 * DAY_MS,
  runningWords: ['0'],
  startAnswer: ({ id }) => success({ taskId: id }),
  statusAnswer: (job) => success(recordOf(job)),
  unknownJob: () => kieError(422, 'recordInfo is null'),
};

function success(data: object): object {
  return { code: 200, msg: 'success', data };
}

function recordOf(job: DialectJob): object {
  const { id, startedAt, endsAt, state } = job;
  const isRunning = state.kind === 'running';
  return {
    taskId: id,
    paramJson: JSON.stringify({ prompt: 'A simulated video.', model: job.model }),
    completeTime: isRunning ? null : readableTime(endsAt),
    response: isRunning ? null : responseOf(job),
    successFlag: isRunning ? 0 : successFlagOf(job),
    errorCode: isRunning ? null : errorCodeOf(job),
    errorMessage: isRunning || endOf(job) === 'succeeded' ? '' : failureMessage(job),
    createTime: readableTime(startedAt),
    fallbackFlag: false,
  };
}

function responseOf({ id, signedUrls }: DialectJob): object | null {
  return signedUrls.length === 0 ? null : { taskId: id, resultUrls: signedUrls, resolution: '1080p' };
}

/** 1 success, 2 a failure before the generation, 3 one of it. */
function successFlagOf(job: DialectJob): number {
  if (endOf(job) === 'succeeded') return 1;
  return job.outcome.kind === 'failed' ? 3 : 2;
}

/** 400 for what the filter refused, 501 for a generation that failed. */
function errorCodeOf(job: DialectJob): number | null {
  if (endOf(job) === 'succeeded') return null;
  return job.outcome.kind === 'filtered' ? 400 : 501;
}

function readableTime(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').slice(0, 19);
}
