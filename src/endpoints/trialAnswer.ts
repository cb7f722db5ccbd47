import { secretsOf } from './endpoint';
import { errorOf } from './faults/apiErrors';
import { readServerError } from './faults/serverError';
import { isTransient } from './faults/transientFault';
import type { JsonAnswer } from './http/httpPort';
import { VideoApiError } from './videoApi';

/** The id of no job. */
export const TRIAL_ID = 'veo-operations-trial';

/** The statuses with which APIs answer that there is no such job. */
const DENIALS: readonly number[] = [400, 404, 410, 422];

/**
 * Throws the error of an answer to a trial that is not the one that an API of this kind gives. Without a key, the wish for
 * one is as good.
 *
 * @throws VideoApiError
 */
export function throwUnless(isExpected: boolean, answer: JsonAnswer, key: string | undefined): void {
  if (isExpected || (key === undefined && wantsKey(answer))) return;
  if (answer.status === 200) throw new VideoApiError('malformed', { kind: 'noModelList' });
  throw errorOf(answer, secretsOf(key));
}

/** Whether an API says of a job that it does not exist. A page, or a word about a route, need not come from one. */
export function deniesJob({ status, body }: JsonAnswer): boolean {
  if (!DENIALS.includes(status)) return false;
  const error = readServerError(body);
  return (
    error.message !== undefined &&
    !isTransient(404, { ...error, isOwn: true }) &&
    !refusesKey({ status, body })
  );
}

/** Whether an API refuses the key, or wants one. */
export function refusesKey({ status, body }: Pick<JsonAnswer, 'status' | 'body'>): boolean {
  return status !== 200 && errorOf({ status, body, retryAfter: undefined }, []).kind === 'unauthorized';
}

/** Only an API says that it wants a key. Google answers 403 without a key, and 400 to a text that is no key. */
export function wantsKey({ status, body }: JsonAnswer): boolean {
  if (body === undefined) return false;
  return status === 401 || status === 403 || refusesKey({ status, body });
}
