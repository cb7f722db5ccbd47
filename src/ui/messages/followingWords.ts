import type { Operation } from '../../operations/operation';
import { pollingModeOf } from '../../operations/pollingMode';
import { oneLine } from '../../outside/oneLine';
import { t } from '../language/t';
import { type Circumstances, isOverdue, type KnownDurations } from './timeWords';

/** Characters of an unknown status that a row has room for. */
const STATUS_LENGTH = 40;

/** How an operation that runs is followed, where that is out of the ordinary, in a few words for a row. */
export function followingWords(
  operation: Operation,
  now: number,
  { known, isPaused }: Circumstances,
): string[] {
  if (operation.state !== 'running') return [];
  const { unknownStatus } = operation;
  return [
    ...(isPaused ? [t('paused')] : []),
    ...(unknownStatus ? [t('status “{0}”', oneLine(unknownStatus.word, STATUS_LENGTH))] : []),
    ...(pollingModeOf(operation).kind === 'onRequest' ? [t('only on request')] : []),
    ...(isOverdue(operation, now, known) ? [t('unusually long')] : []),
  ];
}

/** The same in sentences that also say what to do. */
export function followingSentences(operation: Operation, now: number, known: KnownDurations): string[] {
  if (operation.state !== 'running') return [];
  const { unknownStatus, unfollowedAt } = operation;
  const isOnRequest = pollingModeOf(operation).kind === 'onRequest';
  const status = unknownStatus && [
    t('The API calls its status “{0}”, which nobody documented; it counts as running.', unknownStatus.word),
  ];
  if (unfollowedAt !== undefined) {
    return [
      ...(status ?? []),
      t('You stopped following it: it is checked only with Check Now, until you choose Follow Again.'),
    ];
  }
  if (isOnRequest) {
    return [
      ...(status ?? []),
      t('It has said so for more than 6 hours, so it is checked only with Check Now.'),
    ];
  }
  if (!isOverdue(operation, now, known)) return status ?? [];
  return [
    ...(status ?? []),
    t('It takes far longer than usual, so it is checked ever more rarely. Stop Following ends that.'),
  ];
}
