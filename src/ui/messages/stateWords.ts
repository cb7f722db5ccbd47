import { shortModelTitle } from '../../operations/modelTitle';
import type { Operation, SucceededOperation } from '../../operations/operation';
import { t } from '../language/t';
import { failureSentence } from './failureWords';
import { followingWords } from './followingWords';
import { keepingWords } from './keepingWords';
import { problemWords } from './problemWords';
import { type Circumstances, NO_CIRCUMSTANCES, timeWords } from './timeWords';
import { isTitledByModel, titleOf } from './titles';

/** What a progress says while operations are checked. */
export function checkingWords(operations: readonly Operation[]): string {
  const [first] = operations;
  return first && operations.length === 1
    ? t('Checking {0}…', titleOf(first))
    : t('Checking {0} operations…', operations.length);
}

/** What a command says that was called on an operation that has been removed. */
export function goneWords(): string {
  return t('This operation is not in the list any more');
}

/** The state in a word or two. */
export function stateWord(operation: Operation): string {
  switch (operation.state) {
    case 'running':
      return t('running');
    case 'succeeded':
      return readyWords(operation);
    case 'filtered':
      return t('filtered');
    case 'failed':
      return t('failed');
    case 'missing':
      return t('missing');
  }
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

function readyWords({ videos, filteredCount }: SucceededOperation): string {
  if (filteredCount) return t('{0} of {1} videos ready', videos.length, videos.length + filteredCount);
  return videos.length > 1 ? t('{0} videos ready', videos.length) : t('video ready');
}

function readySentence({ videos, filteredCount, filterReasons = [] }: SucceededOperation): string {
  const ready = videos.length > 1 ? t('{0} videos are ready.', videos.length) : t('The video is ready.');
  const reasons = filterReasons.join(' ');
  if (!filteredCount) return reasons === '' ? ready : `${ready} ${t('The safety filter says: {0}', reasons)}`;
  const all = videos.length + filteredCount;
  return reasons === ''
    ? t('{0} of {1} videos; the safety filter kept {2} back.', videos.length, all, filteredCount)
    : t(
        '{0} of {1} videos; the safety filter kept {2} back: {3}',
        videos.length,
        all,
        filteredCount,
        reasons,
      );
}

/**
 * What a row says beside the title: what is out of the ordinary, whether its videos are safe, the time, and the model,
 * where the title is not that of the model. What matters most comes first, for a narrow sidebar cuts the end off.
 */
export function descriptionOf(
  operation: Operation,
  now: number,
  circumstances: Circumstances = NO_CIRCUMSTANCES,
): string {
  const { problem, model } = operation;
  return [
    isOrdinary(operation) ? undefined : stateWord(operation),
    problem && problemWords(problem),
    ...followingWords(operation, now, circumstances),
    keepingWords(operation, now),
    timeWords(operation, now, circumstances.known),
    model === undefined || isTitledByModel(operation) ? undefined : shortModelTitle(model),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

function isOrdinary(operation: Operation): boolean {
  if (operation.state === 'succeeded') return !operation.filteredCount;
  return operation.state === 'running';
}
