import { HOUR_MS } from '../../base/time';
import { endOf } from '../simulatedOperation';
import { type Dialect, type DialectJob, FILTER_REASON, failureMessage, unixSeconds } from './dialect';
import { alphanumericForm } from './idForms';

/**
 * Bifrost: the id is that of its provider with slashes escaped, and the provider's name; videos are addresses or, here with
 * `[inline]`, Base64; what was filtered is counted (maximhq/bifrost, core/schemas/videos.go and
 * core/providers/utils, AddVideoIDProviderSuffix; 2026-11).
 */
export const bifrost: Dialect = {
  id: 'bifrost',
  root: '/bifrost',
  paths: { start: '/v1/videos', status: '/v1/videos/{id}', content: '/v1/videos/{id}/content' },
  auth: 'bearer',
  errors: 'bifrost',
  ids: alphanumericForm('models%2Fveo-3.1-generate-preview%2Foperations%2F', { after: ':gemini' }),
  model: 'gemini/veo-3.1-generate-preview',
  lifetime: 48 * HOUR_MS,
  runningWords: ['queued', 'in_progress'],
  startAnswer: (job) => videoOf(job, 'queued'),
  statusAnswer: (job) => {
    if (job.state.kind === 'running') return { ...videoOf(job, job.state.word), progress: job.progress };
    const end = { progress: 100, completed_at: unixSeconds(job.endsAt) };
    if (endOf(job) === 'succeeded') return { ...videoOf(job, 'completed'), ...end, ...outputOf(job) };
    const error = { code: job.outcome.kind, message: failureMessage(job) };
    return { ...videoOf(job, 'failed'), ...end, error, ...contentFilterOf(job) };
  },
};

function videoOf({ id, model, startedAt }: DialectJob, status: string): object {
  const created_at = unixSeconds(startedAt);
  const extra_fields = { provider: 'gemini', latency: 120 };
  return { id, object: 'video', model, status, created_at, seconds: '8', size: '1280x720', extra_fields };
}

function outputOf({ signedUrls, base64, expiresAt }: DialectJob): object {
  const content_type = 'video/mp4';
  const videos = signedUrls.map((url) =>
    base64 === undefined ? { type: 'url', url, content_type } : { type: 'base64', base64, content_type },
  );
  return { videos, expires_at: unixSeconds(expiresAt) };
}

function contentFilterOf({ outcome }: DialectJob): object {
  if (outcome.kind !== 'filtered') return {};
  const reasons = outcome.reasons === 'given' ? { reasons: [FILTER_REASON] } : {};
  return { content_filter: { filtered_count: 1, ...reasons } };
}
