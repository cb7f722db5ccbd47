import { type EndpointAccess, secretsOf } from '../endpoint';
import type { Http, JsonAnswer } from '../http/httpPort';
import { deniesJob, TRIAL_ID, wantsKey } from '../trialAnswer';
import { VideoApiError } from '../videoApi';
import type { ApiDescription } from './apiDescription';
import { throwIfRefused } from './describedFault';
import { descriptionOf, statusRequest } from './describedRequest';
import { valuesAt } from './jsonPath';

/**
 * Tries a described API by the status of a job that does not exist: any word of it about that job will do.
 *
 * @throws VideoApiError; the reason of `signal` when it was aborted.
 */
export async function tryDescribed(http: Http, access: EndpointAccess): Promise<void> {
  const { key } = access;
  const api = await descriptionOf(access.endpoint);
  const answer = await http.getJson(statusRequest({ ...access, name: TRIAL_ID }, api));
  const refusal = refusalIn(answer, api, key);
  if (refusal ? isAnswerOfApi(refusal, answer, key) : hasState(answer, api)) return;
  throw refusal ?? new VideoApiError('malformed', { kind: 'undocumentedForm', of: 'operation' });
}

/** There is no such job, or no key came. */
function isAnswerOfApi({ kind }: VideoApiError, answer: JsonAnswer, key: string | undefined): boolean {
  if (kind === 'notFound' || kind === 'rejected' || deniesJob(answer)) return true;
  return key === undefined && (kind === 'unauthorized' || wantsKey(answer));
}

function refusalIn(
  answer: JsonAnswer,
  api: ApiDescription,
  key: string | undefined,
): VideoApiError | undefined {
  try {
    throwIfRefused(answer, api, secretsOf(key));
    return undefined;
  } catch (error) {
    if (error instanceof VideoApiError) return error;
    throw error;
  }
}

function hasState({ body }: JsonAnswer, api: ApiDescription): boolean {
  return valuesAt(body, api.state).length > 0;
}
