import type {
  Operation,
  OperationError,
  OperationState,
  SucceededOperation,
} from '../../operations/operation';
import { t, textKey } from '../language/t';
import { titleOf } from './titles';

/** How many are in a state, in the order in which counts are shown: what is ready first, what still runs last. */
export const STATE_COUNTS: Readonly<Record<OperationState, string>> = {
  succeeded: textKey('{0} ready'),
  filtered: textKey('{0} filtered'),
  failed: textKey('{0} failed'),
  missing: textKey('{0} missing'),
  running: textKey('{0} running'),
};

const WORDS: Readonly<Record<Exclude<OperationState, 'succeeded'>, string>> = {
  filtered: textKey('filtered'),
  failed: textKey('failed'),
  missing: textKey('missing'),
  running: textKey('running'),
};

/** The state in a word or two. */
export function stateWord(operation: Operation): string {
  return operation.state === 'succeeded' ? readyWords(operation) : t(WORDS[operation.state]);
}

/** The state in a sentence that also says what to do, where something can be done. */
export function stateSentence(operation: Operation): string {
  switch (operation.state) {
    case 'running':
      return t('It is still running.');
    case 'succeeded':
      return readySentence(operation);
    case 'filtered':
      return operation.filterReasons?.length
        ? t('The safety filter kept the video back: {0}', operation.filterReasons.join(' '))
        : t(
            'It ended without a video and without a reason, as it does when the safety filter keeps the video back. Try another prompt.',
          );
    case 'failed':
      return failureSentence(operation.error);
    case 'missing':
      return t('The API says that it knows no such operation. Check the name, the model and the endpoint.');
  }
}

/** How many operations are in each state that occurs, each count for itself. */
export function countsOf(operations: readonly Operation[]): string[] {
  return (Object.keys(STATE_COUNTS) as OperationState[]).flatMap((state) => {
    const count = operations.filter((operation) => operation.state === state).length;
    return count > 0 ? t(STATE_COUNTS[state], count) : [];
  });
}

/** All counts in one line, such as "7 ready · 2 failed · 3 running"; empty without operations. */
export function countWords(operations: readonly Operation[]): string {
  return countsOf(operations).join(' · ');
}

/** The title of the progress that is shown while operations are checked. */
export function checkingTitle(operations: readonly Operation[]): string {
  const [first] = operations;
  return first && operations.length === 1
    ? t('Checking {0}…', titleOf(first))
    : t('Checking {0} operations', operations.length);
}

/** The answer to a command on an operation that has been removed. */
export function notListedWords(): string {
  return t('This operation is not in the list any more');
}

function readyWords({ videos, filteredCount }: SucceededOperation): string {
  if (filteredCount) return t('{0} of {1} videos ready', videos.length, videos.length + filteredCount);
  return videos.length > 1 ? t('{0} videos ready', videos.length) : t('video ready');
}

function readySentence({ videos, filteredCount, filterReasons = [] }: SucceededOperation): string {
  const { length: ready } = videos;
  const reasons = filterReasons.join(' ');
  if (!filteredCount) {
    const sentence = ready > 1 ? t('{0} videos are ready.', ready) : t('The video is ready.');
    return reasons === '' ? sentence : `${sentence} ${t('The safety filter says: {0}', reasons)}`;
  }
  const all = ready + filteredCount;
  return reasons === ''
    ? t('{0} of {1} videos; the safety filter kept {2} back.', ready, all, filteredCount)
    : t('{0} of {1} videos; the safety filter kept {2} back: {3}', ready, all, filteredCount, reasons);
}

/** `google.rpc.Code` by number (google/rpc/code.proto). */
const STATUSES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** Why an operation failed: in the words of the server, else in ours for its status, else by its code. */
export function failureSentence({ code, status = statusOf(code), message }: OperationError): string {
  if (message !== '') return t('It failed: {0}', message);
  return statusSentence(status) ?? t('It failed: {0}', t('error {0}', status ?? code));
}

/** Some servers send the name of a status in place of its number. */
function statusOf(code: number | string): string | undefined {
  if (typeof code === 'number') return STATUSES[code];
  const name = code.toUpperCase();
  return [...STATUSES, 'EXPIRED'].includes(name) ? name : undefined;
}

function statusSentence(status: string | undefined): string | undefined {
  switch (status) {
    case 'CANCELLED':
      return t('It was cancelled.');
    case 'EXPIRED':
    case 'DEADLINE_EXCEEDED':
      return t('It took too long and was given up by the server.');
    case 'INVALID_ARGUMENT':
    case 'FAILED_PRECONDITION':
    case 'OUT_OF_RANGE':
    case 'UNIMPLEMENTED':
      return t('The server could not do what was asked ({0}). Check the prompt and the parameters.', status);
    case 'RESOURCE_EXHAUSTED':
      return t('The quota was used up, or the server was too busy. Start it again later.');
    case 'PERMISSION_DENIED':
    case 'UNAUTHENTICATED':
      return t('The API key was not allowed to do this ({0}).', status);
    case 'UNKNOWN':
    case 'ABORTED':
    case 'INTERNAL':
    case 'UNAVAILABLE':
    case 'DATA_LOSS':
      return t('It failed because of a fault of the server ({0}). Start it again.', status);
    default:
      return undefined;
  }
}
