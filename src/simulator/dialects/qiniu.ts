import { DAY_MS, HOUR_MS } from '../../base/time';
import { endOf } from '../simulatedOperation';
import { type Dialect, type DialectJob, FILTER_REASON, failureMessage } from './dialect';
import { timedForm } from './idForms';

/**
 * Qiniu: statuses have capitals, times are ISO 8601, addresses are valid for 14 days, and what was filtered is counted as at
 * Google (apidocs.qnaigc.com/423900624e0 and developer.qiniu.com/aitokenapi/13083; 2026-11).
 */
export const qiniu: Dialect = {
  id: 'qiniu',
  root: '/qiniu',
  paths: { start: '/v1/videos/generations', status: '/v1/videos/generations/{id}' },
  auth: 'bearer',
  errors: 'openai',
  ids: timedForm('chatvideo-', { between: '-', digitsOfTime: 19 }),
  model: 'veo-3.0-generate-preview',
  lifetime: 14 * DAY_MS,
  runningWords: ['Initializing', 'Queued', 'InProgress'],
  startAnswer: ({ id }) => ({ id }),
  statusAnswer: (job) => {
    const { id, model, startedAt, endsAt, state } = job;
    const times = { created_at: isoTime(startedAt), updated_at: isoTime(endsAt) };
    if (state.kind === 'running') {
      return { id, model, status: state.word, message: '', data: {}, ...times, updated_at: times.created_at };
    }
    const isFailed = endOf(state) === 'failed';
    const status = isFailed ? 'Failed' : 'Completed';
    return {
      id,
      model,
      status,
      message: isFailed ? failureMessage(job) : '完成',
      data: dataOf(job),
      ...times,
    };
  },
};

function dataOf({ outcome, signedUrls }: DialectJob): object {
  const videos = signedUrls.map((url) => ({ url, mimeType: 'video/mp4' }));
  if (outcome.kind !== 'filtered') return { videos, raiMediaFilteredCount: 0 };
  const reasons = outcome.reasons === 'given' ? { raiMediaFilteredReasons: [FILTER_REASON] } : {};
  return { videos, raiMediaFilteredCount: 1, ...reasons };
}

/** In Beijing's time, as the service writes it. */
function isoTime(ms: number): string {
  return new Date(ms + 8 * HOUR_MS).toISOString().replace(/\.\d+Z$/, '+08:00');
}
