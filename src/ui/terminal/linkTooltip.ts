import type { Operation } from '../../operations/operation';
import { t } from '../language/t';
import { type KnownDurations, timeWords } from '../messages/followingWords';
import { problemWords } from '../messages/problemWords';
import { stateWord } from '../messages/stateWords';
import { titleOf } from '../messages/titles';

/**
 * What a click on the link of an operation does, and the state of the operation.
 *
 * @param operation undefined where it is not tracked
 * @param now ms since the epoch
 */
export function linkTooltip(operation: Operation | undefined, now: number, known: KnownDurations): string {
  if (!operation) return t('Track this Veo operation');
  const title = titleOf(operation);
  const details = [stateWord(operation), ...runningDetails(operation, now, known)].join(' · ');
  return operation.state === 'succeeded'
    ? t('Play {0}: {1}', title, details)
    : t('Show {0}: {1}', title, details);
}

function runningDetails(operation: Operation, now: number, known: KnownDurations): string[] {
  if (operation.state !== 'running') return [];
  const { problem } = operation;
  const details = [problem && problemWords(problem, now), timeWords(operation, now, known)];
  return details.filter((detail) => detail !== undefined);
}
