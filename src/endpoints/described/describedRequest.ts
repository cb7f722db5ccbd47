import type { Endpoint } from '../endpoint';
import type { HttpRequest } from '../http/httpPort';
import { keyHeadersFor } from '../protocol';
import { type StatusQuery, VideoApiError } from '../videoApi';
import { type ApiDescription, readApiDescription } from './apiDescription';
import { serverUrl } from './serverPath';

/**
 * How an endpoint is described: in its settings, else in its preset.
 *
 * @throws VideoApiError `rejected` where the description has a fault, which the check of the settings tells in full
 */
export async function descriptionOf(endpoint: Endpoint): Promise<ApiDescription> {
  const { presetOf } = await import('../presets');
  const read = readApiDescription(endpoint.api ?? presetOf(endpoint)?.api);
  if (read.kind === 'description') return read.api;
  throw new VideoApiError('rejected', { kind: 'notOffered', path: read.faults[0]?.path ?? 'api' });
}

/** The request for the status of a job. @throws VideoApiError `rejected` where it would not be at the endpoint */
export function statusRequest(
  { endpoint, name, key, signal }: Omit<StatusQuery, 'hints'>,
  api: ApiDescription,
): HttpRequest {
  return {
    url: serverUrl(endpoint, api.status, name),
    keyHeaders: keyHeadersFor(endpoint, 'described', key),
    signal,
  };
}
