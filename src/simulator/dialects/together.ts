import { HOUR_MS } from '../../base/time';
import { endOf } from '../simulatedOperation';
import { type Dialect, failureMessage, unixSeconds } from './dialect';
import { uuidForm } from './idForms';

/** Together: address and cost of the video are in `outputs` (docs.together.ai/reference/get-videos-id, together-ai 0.52.0). */
export const together: Dialect = {
  id: 'together',
  root: '/together',
  paths: { start: '/v2/videos', status: '/v2/videos/{id}' },
  auth: 'bearer',
  errors: 'openai',
  ids: uuidForm(),
  model: 'google/veo-3.0',
  lifetime: 48 * HOUR_MS,
  runningWords: ['in_progress'],
  startAnswer: ({ id, model, startedAt }) => ({ ...fixed(id, model, startedAt), status: 'in_progress' }),
  statusAnswer: (job) => {
    const video = fixed(job.id, job.model, job.startedAt);
    if (job.state.kind === 'running') return { ...video, status: job.state.word };
    const end = { ...video, completed_at: unixSeconds(job.endsAt) };
    if (endOf(job) !== 'succeeded') {
      return { ...end, status: 'failed', error: { code: job.outcome.kind, message: failureMessage(job) } };
    }
    return { ...end, status: 'completed', outputs: { cost: 1.6, video_url: job.signedUrls[0] } };
  },
};

function fixed(id: string, model: string, startedAt: number): object {
  return { id, object: 'video', model, created_at: unixSeconds(startedAt), size: '1280x720', seconds: '8' };
}
