import type { Operation, Problem } from '../../operations/operation';
import { t } from '../language/t';
import type { Action } from './offer';
import { isDoubtful, type KnownDurations } from './timeWords';

/** Whether another API key is what helps. */
export function isKeyFault(kind: Problem['kind'] | undefined): boolean {
  return kind === 'noKey' || kind === 'unauthorized' || kind === 'budgetExceeded';
}

/** What a person can do about a problem, at the endpoint with this id. */
export function keyActions(kind: Problem['kind'] | undefined, endpoint: string): readonly Action[] {
  return isKeyFault(kind) ? [[t('Set API Key…'), 'veo.setApiKey', endpoint]] : [];
}

/** What a person can do about the problem of an operation. */
export function problemActions(operation: Operation): readonly Action[] {
  const { problem, endpoint } = operation;
  const again: Action = [t('Check Again'), 'veo.checkNow', operation];
  switch (problem?.kind) {
    case 'budgetExceeded':
      return [again, ...keyActions(problem.kind, endpoint)];
    case 'noKey':
      return keyActions(problem.kind, endpoint);
    case 'malformed':
      return [[t('Show Answer'), 'veo.showAnswer', operation], again];
    case 'notFound':
      return [changeEndpoint(operation), again];
    case undefined:
      return [];
    default:
      return [...keyActions(problem?.kind, endpoint), again];
  }
}

/** Another endpoint may know an operation that this one does not. */
export function changeEndpoint(operation: Operation): Action {
  return [t('Change Endpoint…'), 'veo.changeEndpoint', operation];
}

/** What a person can do about an operation that runs, where that is out of the ordinary. */
export function followingActions(
  operation: Operation,
  now: number,
  known: KnownDurations,
): readonly Action[] {
  if (operation.state !== 'running') return [];
  if (operation.unfollowedAt !== undefined) return [[t('Follow Again'), 'veo.followAgain', operation]];
  if (!isDoubtful(operation, now, known)) return [];
  return [[t('Stop Following'), 'veo.stopFollowing', operation]];
}
