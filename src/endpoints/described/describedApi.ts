import { defined } from '../../base/defined';
import type { Answer } from '../../operations/operation';
import { type Endpoint, secretsOf } from '../endpoint';
import type { Http, HttpRequest } from '../httpPort';
import { presetOf } from '../presets';
import { keyHeadersFor } from '../protocol';
import { type AnsweredVideo, type StatusQuery, type VideoApi, VideoApiError } from '../videoApi';
import { type ApiDescription, readApiDescription } from './apiDescription';
import { readDescribedAnswer } from './describedAnswer';
import { throwIfRefused } from './describedFault';
import { serverUrl } from './serverPath';

/** An API of jobs that the settings or a preset describe. */
export class DescribedApi implements VideoApi {
  constructor(private readonly http: Http) {}

  async requestStatus(query: StatusQuery): Promise<Answer<AnsweredVideo>> {
    const { endpoint, name, key } = query;
    const api = descriptionOf(endpoint);
    const answer = await this.http.getJson({ ...statusRequest(query, api), mayHoldVideo: true });
    const secrets = secretsOf(key);
    throwIfRefused(answer, api, secrets);
    return {
      ...readDescribedAnswer({ answer, api, endpoint, name, secrets }),
      ...defined({ lifetime: presetOf(endpoint)?.lifetime }),
    };
  }
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

/**
 * How an endpoint is described: in its settings, else in its preset.
 *
 * @throws VideoApiError `rejected` where the description has a fault, which the check of the settings tells in full
 */
export function descriptionOf(endpoint: Endpoint): ApiDescription {
  const read = readApiDescription(endpoint.api ?? presetOf(endpoint)?.api);
  if (read.kind === 'description') return read.api;
  throw new VideoApiError('rejected', { kind: 'notOffered', path: read.faults[0]?.path ?? 'api' });
}
