import { SIMULATOR_ID } from '../../endpoints/endpoint';
import type { FaultKind } from '../../operations/faultDetail';
import type { Operation } from '../../operations/operation';
import { faultOfProblem, type Problem, type ProblemKind, type ProblemReason } from '../../operations/problem';
import type { EndpointList } from '../endpointList';
import { t, textKey } from '../language/t';
import { withFault } from './faultWords';
import { untilWords } from './timeWords';

interface ProblemTexts {
  /** A few words, for a row. */
  readonly brief: string;
  /** The same with when requests go on: {0}. */
  readonly briefUntil?: string;
  /** What it means and what happens next, or what the person can do; {0} is the label of the endpoint. */
  readonly sentence: string;
  /** The same with when requests go on: {1}. */
  readonly sentenceUntil?: string;
}

const PROBLEMS: Readonly<Record<ProblemKind, ProblemTexts>> = {
  unauthorized: {
    brief: textKey('API key refused'),
    sentence: textKey('{0} refused the API key. Set another one.'),
  },
  noKey: {
    brief: textKey('no API key'),
    sentence: textKey('There is no API key for {0}. Checking begins when you set one.'),
  },
  forbidden: {
    brief: textKey('not allowed'),
    sentence: textKey('{0} does not allow this API key to see the operation. It is tried again, less often.'),
  },
  notFound: {
    brief: textKey('not found'),
    sentence: textKey(
      '{0} does not know this operation. It is asked a few more times before it counts as missing.',
    ),
  },
  rateLimited: {
    brief: textKey('too many requests'),
    briefUntil: textKey('too many requests, goes on {0}'),
    sentence: textKey('{0} gets too many requests with this API key. Checking goes on when it allows more.'),
    sentenceUntil: textKey('{0} gets too many requests with this API key. Checking goes on {1}.'),
  },
  budgetExceeded: {
    brief: textKey('budget spent'),
    sentence: textKey(
      'The budget of the API key for {0} is spent. Raise it or set another key, then choose Check Again. Without you it is tried once in a while.',
    ),
  },
  unavailable: {
    brief: textKey('server error'),
    briefUntil: textKey('server error, goes on {0}'),
    sentence: textKey('{0} reported a server error. Retrying less often until it recovers.'),
    sentenceUntil: textKey('{0} reported a server error. Checking goes on {1}.'),
  },
  offline: {
    brief: textKey('no connection'),
    sentence: textKey('{0} cannot be reached. It is tried again, less often, until it answers.'),
  },
  timeout: {
    brief: textKey('no answer'),
    sentence: textKey('{0} did not answer in time. It is tried again, less often.'),
  },
  malformed: {
    brief: textKey('unreadable answer'),
    sentence: textKey('{0} gave an answer that is not the documented one. It is tried again, less often.'),
  },
  rejected: {
    brief: textKey('request refused'),
    sentence: textKey('{0} refused the request. It is tried again, less often.'),
  },
  notSaved: {
    brief: textKey('not saved'),
    sentence: textKey(
      'The video came inside the answer, but could not be saved on this computer. It is tried again, less often.',
    ),
  },
};

/** Here the sentence says why there is no good key, or no good answer, and what to do about it. */
const REASONS: Readonly<Record<ProblemReason, ProblemTexts>> = {
  expiredKey: {
    brief: textKey('API key expired'),
    sentence: textKey('The API key for {0} has expired. Get a new one and set it.'),
  },
  leakedKey: {
    brief: textKey('API key leaked'),
    sentence: textKey(
      '{0} has blocked this API key because it was found in public. Make a new one, set it, and delete the old one.',
    ),
  },
  suspendedKey: {
    brief: textKey('API key suspended'),
    sentence: textKey(
      '{0} has suspended the project or account of this API key. Settle that there, or set another key.',
    ),
  },
  blockedKey: {
    brief: textKey('API key restricted'),
    sentence: textKey(
      'This API key is not allowed to use the API of {0}. Allow it in the settings of the key, or set another one.',
    ),
  },
  referrerBlocked: {
    brief: textKey('API key restricted'),
    sentence: textKey(
      'This API key works only from certain web pages or apps. Set one for {0} without that restriction.',
    ),
  },
  addressBlocked: {
    brief: textKey('API key restricted'),
    sentence: textKey(
      'This API key works only from certain IP addresses, and yours is none of them. Add it in the settings of the key, or set another one for {0}.',
    ),
  },
  noKeyArrived: {
    brief: textKey('API key did not arrive'),
    sentence: textKey('{0} says that no API key arrived. Set it again; a proxy on the way may take it out.'),
  },
  keyOfOtherService: {
    brief: textKey('API key of another service'),
    sentence: textKey(
      'This API key belongs to another service, or the API is not enabled for it at {0}. Enable it there, or set another key.',
    ),
  },
  routeRefusesKey: {
    brief: textKey('API key not accepted'),
    sentence: textKey(
      '{0} does not accept this kind of API key for this request. That is a fault there, not of your key, but another key may help.',
    ),
  },
  commandFailed: {
    brief: textKey('no token from the command'),
    sentence: textKey('The command that prints the token for {0} gave none. It is run again, less often.'),
  },
  expiredToken: {
    brief: textKey('token expired'),
    sentence: textKey(
      'The token for {0} has expired, as such tokens do after an hour. Paste a new one, or name a command that prints it in the setting veo.endpoints.',
    ),
  },
  commandNotAllowed: {
    brief: textKey('command not allowed'),
    sentence: textKey(
      'The token for {0} comes from a command, which you have not allowed. Checking begins when you do.',
    ),
  },
  unknownForm: {
    brief: textKey('unknown answer'),
    sentence: textKey(
      '{0} says that the operation is done, but in a form that is not known here. Show Answer shows it. It is checked again, rarely.',
    ),
  },
  noOutput: {
    brief: textKey('no video yet'),
    sentence: textKey(
      '{0} says that the operation is done, but gives no video. That may come, so it is checked again, less often. Show Answer shows what it says.',
    ),
  },
};

/** The kinds of the reasons that are none of a refused key (`unauthorized`). */
const KIND_OF_REASON: Readonly<Partial<Record<ProblemReason, ProblemKind>>> = {
  expiredToken: 'noKey',
  commandNotAllowed: 'noKey',
  unknownForm: 'malformed',
  noOutput: 'malformed',
};

/** Faults to which the sentence of their problem leaves nothing to add. */
const SAID_BY_SENTENCE: readonly FaultKind[] = [
  'noKey',
  'tokenExpired',
  'commandNotAllowed',
  'noEndpoint',
  'undocumentedForm',
  'unknownForm',
  'noOutput',
];

/** A problem in a few words, for a row; `now` in ms since the epoch. */
export function problemWords(problem: Omit<Problem, 'message' | 'since'>, now = Date.now()): string {
  const { brief, briefUntil } = textsOf(problem);
  const when = untilWords(problem.goesOnAt, now);
  return briefUntil === undefined || when === undefined ? t(brief) : t(briefUntil, when);
}

/** What the problem of an operation means and what happens next, or what the person can do; undefined without one. */
export function problemSentence(
  { problem, endpoint: id }: Operation,
  endpoints: EndpointList,
): string | undefined {
  if (!problem) return undefined;
  const endpoint = endpoints.byId(id);
  if (endpoint) return sentenceOf(problem, endpoint.label);
  return id === SIMULATOR_ID
    ? t('The simulator is not running. Checking goes on when you start it again.')
    : t(
        'There is no endpoint "{0}" in veo.endpoints. Checking goes on when one has this id again, or when you move the operation with Change Endpoint….',
        id,
      );
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

/** Why there is no API key that can be used, and what to do about it; `endpoint` is a label. */
export function keyAdvice(reason: ProblemReason | undefined, endpoint: string): string {
  return t((reason === undefined ? PROBLEMS.unauthorized : REASONS[reason]).sentence, endpoint);
}

function sentenceOf(problem: Problem, endpoint: string): string {
  if (problem.kind === 'unauthorized' && problem.reason !== 'commandFailed') {
    const goesOn = t('Checking goes on by itself when there is a key that works.');
    return `${keyAdvice(problem.reason, endpoint)} ${goesOn}`;
  }
  const { sentence, sentenceUntil } = textsOf(problem);
  const when = untilWords(problem.goesOnAt, Date.now());
  return sentenceUntil === undefined || when === undefined
    ? t(sentence, endpoint)
    : t(sentenceUntil, endpoint, when);
}

function textsOf({ kind, reason }: { kind: ProblemKind; reason?: ProblemReason | undefined }): ProblemTexts {
  const isOfKind = reason !== undefined && (KIND_OF_REASON[reason] ?? 'unauthorized') === kind;
  return isOfKind ? REASONS[reason] : PROBLEMS[kind];
}
