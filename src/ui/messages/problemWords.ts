import { SIMULATOR_ID } from '../../endpoints/endpoint';
import type { FaultKind } from '../../operations/faultDetail';
import type { Operation } from '../../operations/operation';
import { faultOfProblem, type Problem } from '../../operations/problem';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { withFault } from './faultWords';
import { keyRefusalSentence, keyRefusalWords } from './keyRefusalWords';
import { untilWords } from './untilWords';

/** A problem in a few words, for a row; `now` in ms since the epoch. */
export function problemWords(problem: Omit<Problem, 'message' | 'since'>, now = Date.now()): string {
  const { kind, reason, goesOnAt } = problem;
  const when = untilWords(goesOnAt, now);
  switch (kind) {
    case 'unauthorized':
      return keyRefusalWords(reason);
    case 'noKey':
      return t('no API key');
    case 'forbidden':
      return t('not allowed');
    case 'notFound':
      return t('not found');
    case 'rateLimited':
      return when === undefined ? t('too many requests') : t('too many requests, goes on {0}', when);
    case 'budgetExceeded':
      return t('budget spent');
    case 'unavailable':
      return when === undefined ? t('server error') : t('server error, goes on {0}', when);
    case 'offline':
      return t('no connection');
    case 'timeout':
      return t('no answer');
    case 'malformed':
      return reason === 'unknownForm' ? t('unknown answer') : t('unreadable answer');
    case 'rejected':
      return t('request refused');
    case 'notSaved':
      return t('not saved');
  }
}

/** What the problem of an operation means and what happens next, or what the person can do; undefined without one. */
export function problemSentence(
  { problem, endpoint: id }: Operation,
  endpoints: EndpointList,
): string | undefined {
  const endpoint = endpoints.byId(id);
  if (!problem || endpoint) return problem && endpoint && sentenceOf(problem, endpoint.label);
  return id === SIMULATOR_ID
    ? t('The simulator is not running. Checking goes on when you start it again.')
    : t('There is no endpoint "{0}" in veo.endpoints. Checking goes on when there is.', id);
}

/** The same with what exactly went wrong behind it, where that tells more. */
export function problemInFull(operation: Operation, endpoints: EndpointList): string | undefined {
  const sentence = problemSentence(operation, endpoints);
  const { problem, endpoint } = operation;
  if (!sentence || !problem || !endpoints.byId(endpoint)) return sentence;
  // The words of a plain refusal only spell that the key is wrong.
  const isKeyRefusal = problem.kind === 'unauthorized' && problem.reason === undefined;
  const detail = faultOfProblem(problem);
  return isKeyRefusal || TOLD_BY_SENTENCE.includes(detail.kind) ? sentence : withFault(sentence, detail);
}

/** Faults of which the sentence of their problem says all. */
const TOLD_BY_SENTENCE: readonly FaultKind[] = ['noKey', 'noEndpoint', 'undocumentedForm', 'unknownForm'];

function sentenceOf({ kind, reason, goesOnAt }: Problem, endpoint: string): string {
  const when = untilWords(goesOnAt, Date.now());
  switch (kind) {
    case 'unauthorized':
      return keyRefusalSentence(reason, endpoint);
    case 'noKey':
      return t('There is no API key for {0}. Checking begins when you set one.', endpoint);
    case 'forbidden':
      return t(
        '{0} does not allow this API key to see the operation. It is tried again, less often.',
        endpoint,
      );
    case 'notFound':
      return t(
        '{0} does not know this operation. It is asked a few more times before it counts as missing.',
        endpoint,
      );
    case 'rateLimited':
      return when === undefined
        ? t('{0} gets too many requests with this API key. Checking goes on when it allows more.', endpoint)
        : t('{0} gets too many requests with this API key. Checking goes on {1}.', endpoint, when);
    case 'budgetExceeded':
      return t(
        'The budget of the API key for {0} is spent. Raise it or set another key, then choose Check Again. Without you it is tried once in a while.',
        endpoint,
      );
    case 'unavailable':
      return when === undefined
        ? t('{0} reported a server error. Retrying less often until it recovers.', endpoint)
        : t('{0} reported a server error and asked to wait. Checking goes on {1}.', endpoint, when);
    case 'offline':
      return t('{0} cannot be reached. It is tried again, less often, until it answers.', endpoint);
    case 'timeout':
      return t('{0} did not answer in time. It is tried again, less often.', endpoint);
    case 'malformed':
      return reason === 'unknownForm'
        ? t(
            '{0} says that the operation is done, but in a form that is not known here. Show Answer shows it. It is checked again, rarely.',
            endpoint,
          )
        : t('{0} gave an answer that is not the documented one. It is tried again, less often.', endpoint);
    case 'rejected':
      return t('{0} refused the request. It is tried again, less often.', endpoint);
    case 'notSaved':
      return t(
        'The video came inside the answer, but could not be saved on this computer. It is tried again, less often.',
      );
  }
}
