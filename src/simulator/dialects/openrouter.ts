import { DAY_MS } from '../../base/time';
import { type Dialect, type DialectJob, failureMessage, type JobState } from './dialect';
import { alphanumericForm, uuidForm } from './idForms';

/**
 * OpenRouter: the address of the status is relative, errors of jobs are texts, and videos are at the service with the key
 * or at signed addresses without it (openrouter.ai/docs/api_reference/videos and @openrouter/sdk 1.3.19,
 * models/videogenerationresponse.js; 2026-11).
 */
export const openrouter: Dialect = {
  id: 'openrouter',
  root: '/openrouter/api',
  paths: { start: '/v1/videos', status: '/v1/videos/{id}', content: '/v1/videos/{id}/content' },
  auth: 'bearer',
  errors: 'openrouter',
  ids: alphanumericForm('job-'),
  model: 'google/veo-3.1',
  lifetime: 2 * DAY_MS,
  runningWords: ['pending', 'in_progress'],
  startStatus: 202,
  startAnswer: ({ id, statusPath }) => ({ id, polling_url: statusPath, status: 'pending' }),
  statusAnswer: (job) => {
    const { id, statusPath, state, contentUrl, signedUrls } = job;
    const answer = { id, generation_id: `gen-${id}`, polling_url: statusPath, status: statusWord(state) };
    const unsigned_urls = signedUrls.map((_, index) => `${contentUrl}?index=${index}`);
    if (answer.status === 'completed') return { ...answer, unsigned_urls, urls: signedUrls, usage: USAGE };
    return { ...answer, ...(state.kind === 'ended' && { error: failureMessage(job) }) };
  },
};

/** In dollars. */
const USAGE = { cost: 0.8, is_byok: false };

/**
 * ofox: the address of the status is a whole one, and `unsigned_urls` are signed for a day
 * (ofox.ai/blog, video generation API polling; 2026-08-24).
 */
export const ofox: Dialect = {
  id: 'ofox',
  root: '/ofox',
  paths: { start: '/v1/videos', status: '/v1/videos/{id}' },
  auth: 'bearer',
  errors: 'openai',
  ids: uuidForm(),
  model: 'google/veo-3.1',
  lifetime: DAY_MS,
  runningWords: ['queued', 'in_progress'],
  startStatus: 202,
  startAnswer: ({ id, statusUrl }) => ({ id, status: 'queued', polling_url: statusUrl }),
  statusAnswer: (job) => {
    const { id, model, statusUrl, state, signedUrls } = job;
    const answer = { id, model, status: statusWord(state), polling_url: statusUrl };
    if (answer.status === 'completed') {
      return { ...answer, unsigned_urls: signedUrls, usage: { cost: 0.64 } };
    }
    return { ...answer, ...(state.kind === 'ended' && { error: jobError(job) }) };
  },
};

function jobError(job: DialectJob): object {
  return { code: job.outcome.kind, message: failureMessage(job) };
}

function statusWord(state: JobState): string {
  if (state.kind === 'running') return state.word;
  const { kind } = state.outcome;
  if (kind === 'succeeded' || kind === 'hesitant') return 'completed';
  return kind === 'cancelled' || kind === 'expired' ? kind : 'failed';
}
