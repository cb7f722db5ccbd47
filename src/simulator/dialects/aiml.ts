import { HOUR_MS } from '../../base/time';
import { endOf } from '../simulatedOperation';
import { type Dialect, type DialectJob, failureMessage } from './dialect';
import { uuidForm } from './idForms';

/** AIML API: the id stands in the query, and ends with the model (docs.aimlapi.com, video models, Google; 2026-11). */
export const aiml: Dialect = {
  id: 'aiml',
  root: '/aiml',
  paths: { start: '/v2/video/generations', status: '/v2/video/generations?generation_id={id}' },
  auth: 'bearer',
  errors: 'aiml',
  ids: uuidForm('', ':google/veo-3.1-t2v'),
  model: 'google/veo-3.1-t2v',
  lifetime: 48 * HOUR_MS,
  runningWords: ['waiting', 'queued', 'active', 'generating'],
  startStatus: 201,
  startAnswer: ({ id }) => ({ id, status: 'queued', meta: META }),
  statusAnswer: (job) => {
    const { id, state } = job;
    if (state.kind === 'running') return { id, status: state.word };
    return { id, status: endOf(state) === 'succeeded' ? 'completed' : 'error', ...resultOf(job) };
  },
};

/** In the service's credits, and in dollars. */
const META = { usage: { credits_used: 6_720_000, usd_spent: 3.36 } };

function resultOf(job: DialectJob): object {
  if (endOf(job) === 'succeeded') return { video: { url: job.signedUrls[0] }, meta: META };
  return { error: { name: job.outcome.kind, message: failureMessage(job) } };
}
