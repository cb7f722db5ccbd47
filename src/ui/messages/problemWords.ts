import { SIMULATOR_ID } from '../../endpoints/endpoint';
import type { FaultKind } from '../../operations/faultDetail';
import type { Operation } from '../../operations/operation';
import { faultOfProblem, type Problem, type ProblemKind, type ProblemReason } from '../../operations/problem';
import type { EndpointList } from '../endpointList';
import { t } from '../language/t';
import { withFault } from './faultWords';
import { untilWords } from './timeWords';

interface ProblemFacts {
  readonly reason: ProblemReason | undefined;
  /** When requests go on, as `untilWords` says it. */
  readonly when: string | undefined;
}

interface ProblemTexts {
  /** A few words, for a row. */
  readonly brief: (facts: ProblemFacts) => string;
  /** What it means and what happens next, or what the person can do. `endpoint` is a label. */
  readonly sentence: (endpoint: string, facts: ProblemFacts) => string;
}

const PROBLEMS: Readonly<Record<ProblemKind, ProblemTexts>> = {
  unauthorized: {
    brief: ({ reason }) => refusalOf(reason).brief(),
    sentence: (endpoint, { reason }) =>
      `${keyAdvice(reason, endpoint)} ${t('Checking goes on by itself when there is a key that works.')}`,
  },
  noKey: {
    brief: () => t('no API key'),
    sentence: (endpoint) => t('There is no API key for {0}. Checking begins when you set one.', endpoint),
  },
  forbidden: {
    brief: () => t('not allowed'),
    sentence: (endpoint) =>
      t('{0} does not allow this API key to see the operation. It is tried again, less often.', endpoint),
  },
  notFound: {
    brief: () => t('not found'),
    sentence: (endpoint) =>
      t(
        '{0} does not know this operation. It is asked a few more times before it counts as missing.',
        endpoint,
      ),
  },
  rateLimited: {
    brief: ({ when }) =>
      when === undefined ? t('too many requests') : t('too many requests, goes on {0}', when),
    sentence: (endpoint, { when }) =>
      when === undefined
        ? t('{0} gets too many requests with this API key. Checking goes on when it allows more.', endpoint)
        : t('{0} gets too many requests with this API key. Checking goes on {1}.', endpoint, when),
  },
  budgetExceeded: {
    brief: () => t('budget spent'),
    sentence: (endpoint) =>
      t(
        'The budget of the API key for {0} is spent. Raise it or set another key, then choose Check Again. Without you it is tried once in a while.',
        endpoint,
      ),
  },
  unavailable: {
    brief: ({ when }) => (when === undefined ? t('server error') : t('server error, goes on {0}', when)),
    sentence: (endpoint, { when }) =>
      when === undefined
        ? t('{0} reported a server error. Retrying less often until it recovers.', endpoint)
        : t('{0} reported a server error and asked to wait. Checking goes on {1}.', endpoint, when),
  },
  offline: {
    brief: () => t('no connection'),
    sentence: (endpoint) =>
      t('{0} cannot be reached. It is tried again, less often, until it answers.', endpoint),
  },
  timeout: {
    brief: () => t('no answer'),
    sentence: (endpoint) => t('{0} did not answer in time. It is tried again, less often.', endpoint),
  },
  malformed: {
    brief: ({ reason }) => (reason === 'unknownForm' ? t('unknown answer') : t('unreadable answer')),
    sentence: (endpoint, { reason }) =>
      reason === 'unknownForm'
        ? t(
            '{0} says that the operation is done, but in a form that is not known here. Show Answer shows it. It is checked again, rarely.',
            endpoint,
          )
        : t('{0} gave an answer that is not the documented one. It is tried again, less often.', endpoint),
  },
  rejected: {
    brief: () => t('request refused'),
    sentence: (endpoint) => t('{0} refused the request. It is tried again, less often.', endpoint),
  },
  notSaved: {
    brief: () => t('not saved'),
    sentence: () =>
      t(
        'The video came inside the answer, but could not be saved on this computer. It is tried again, less often.',
      ),
  },
};

/** Faults to which the sentence of their problem leaves nothing to add. */
const SAID_BY_SENTENCE: readonly FaultKind[] = ['noKey', 'noEndpoint', 'undocumentedForm', 'unknownForm'];

/** A problem in a few words, for a row; `now` in ms since the epoch. */
export function problemWords(problem: Omit<Problem, 'message' | 'since'>, now = Date.now()): string {
  return PROBLEMS[problem.kind].brief(factsOf(problem, now));
}

/** What the problem of an operation means and what happens next, or what the person can do; undefined without one. */
export function problemSentence(
  { problem, endpoint: id }: Operation,
  endpoints: EndpointList,
): string | undefined {
  if (!problem) return undefined;
  const endpoint = endpoints.byId(id);
  if (endpoint) return PROBLEMS[problem.kind].sentence(endpoint.label, factsOf(problem, Date.now()));
  return id === SIMULATOR_ID
    ? t('The simulator is not running. Checking goes on when you start it again.')
    : t('There is no endpoint "{0}" in veo.endpoints. Checking goes on when there is.', id);
}

/** The same, followed by what exactly went wrong unless the sentence says it. */
export function problemInFull(operation: Operation, endpoints: EndpointList): string | undefined {
  const sentence = problemSentence(operation, endpoints);
  const { problem, endpoint } = operation;
  if (!sentence || !problem || !endpoints.byId(endpoint)) return sentence;
  // In a refusal without a reason the server says only that the key is wrong.
  const isPlainRefusal = problem.kind === 'unauthorized' && problem.reason === undefined;
  const detail = faultOfProblem(problem);
  return isPlainRefusal || SAID_BY_SENTENCE.includes(detail.kind) ? sentence : withFault(sentence, detail);
}

function factsOf({ reason, goesOnAt }: Pick<Problem, 'reason' | 'goesOnAt'>, now: number): ProblemFacts {
  return { reason, when: untilWords(goesOnAt, now) };
}

interface KeyRefusal {
  /** A few words, for a row. */
  readonly brief: () => string;
  /** Why the key was refused and what to do about it. `endpoint` is a label. */
  readonly advice: (endpoint: string) => string;
}

/** For a refusal without a reason. */
const UNEXPLAINED: KeyRefusal = {
  brief: () => t('API key refused'),
  advice: (endpoint) => t('{0} refused the API key. Set another one.', endpoint),
};

const RESTRICTED = () => t('API key restricted');

const KEY_REFUSALS: Readonly<Record<ProblemReason, KeyRefusal>> = {
  expiredKey: {
    brief: () => t('API key expired'),
    advice: (endpoint) => t('The API key for {0} has expired. Get a new one and set it.', endpoint),
  },
  leakedKey: {
    brief: () => t('API key leaked'),
    advice: (endpoint) =>
      t(
        '{0} has blocked this API key because it was found in public. Make a new one, set it, and delete the old one.',
        endpoint,
      ),
  },
  suspendedKey: {
    brief: () => t('API key suspended'),
    advice: (endpoint) =>
      t(
        '{0} has suspended the project or account of this API key. Settle that there, or set another key.',
        endpoint,
      ),
  },
  blockedKey: {
    brief: RESTRICTED,
    advice: (endpoint) =>
      t(
        'This API key is not allowed to use the API of {0}. Allow it in the settings of the key, or set another one.',
        endpoint,
      ),
  },
  referrerBlocked: {
    brief: RESTRICTED,
    advice: (endpoint) =>
      t(
        'This API key works only from certain web pages or apps. Set one for {0} without that restriction.',
        endpoint,
      ),
  },
  addressBlocked: {
    brief: RESTRICTED,
    advice: (endpoint) =>
      t(
        'This API key works only from certain IP addresses, and yours is none of them. Add it in the settings of the key, or set another one for {0}.',
        endpoint,
      ),
  },
  noKeyArrived: {
    brief: () => t('API key did not arrive'),
    advice: (endpoint) =>
      t('{0} says that no API key arrived. Set it again; a proxy on the way may take it out.', endpoint),
  },
  keyOfOtherService: {
    brief: () => t('API key of another service'),
    advice: (endpoint) =>
      t(
        'This API key belongs to another service, or the API is not enabled for it at {0}. Enable it there, or set another key.',
        endpoint,
      ),
  },
  routeRefusesKey: {
    brief: () => t('API key not accepted'),
    advice: (endpoint) =>
      t(
        '{0} does not accept this kind of API key for this request. That is a fault there, not of your key, but another key may help.',
        endpoint,
      ),
  },
  unknownForm: UNEXPLAINED,
};

function refusalOf(reason: ProblemReason | undefined): KeyRefusal {
  return reason === undefined ? UNEXPLAINED : KEY_REFUSALS[reason];
}

/** Why an API key was refused, and what to do about it; `endpoint` is a label. */
export function keyAdvice(reason: ProblemReason | undefined, endpoint: string): string {
  return refusalOf(reason).advice(endpoint);
}
